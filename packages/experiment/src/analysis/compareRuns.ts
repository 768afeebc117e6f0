// Comparing runs from code: predictions in memory, beside their labels, to verdicts.
import { check, checkName, readOptions, primaryQuestions, type PrimaryQuestion } from "@softlabel/core/internal";
import { refuse } from "@softlabel/data/internal";
import { logitRows } from "../predictions/logitRows.ts";
import type { PredictedTrial } from "../predictions/predictionSet.ts";
import { checkSameRows, labelsOf } from "../predictions/sameRows.ts";
import { checkScores, describeFault } from "../predictions/scoreFaults.ts";
import type { ScoreKind, ScoreRows } from "../predictions/scoreFile.ts";
import type { Recommendation, Results, VerdictResult } from "../results/results.ts";
import { evaluate } from "./evaluate.ts";

/** Scores of N rows and K classes: row-major [N, K], or one array per row. */
export type RunScores = Float32Array | Float64Array | readonly (readonly number[])[];

/** Predictions of some rows: logits or probabilities, beside the labels. */
export interface LabelledScores {
  /** Logits [N, K]; give these rather than probabilities where both are known. */
  readonly logits?: RunScores | undefined;
  /** Probabilities [N, K], each row summing to one within 0.001. */
  readonly probabilities?: RunScores | undefined;
  /** Class indices [N], each from 0 to K - 1. */
  readonly labels: ArrayLike<number>;
}

/** The predictions of one run on the test rows, and on validation rows if there are any. */
export interface Run extends LabelledScores {
  /** What was trained: "hard", "smooth:0.1", or any other name. */
  readonly method: string;
  /** Pairs the runs of different methods; by default, the runs of a method are numbered from 1 in their order. */
  readonly seed?: number | undefined;
  /** Rows on which the temperature is fitted; by default, temperatures are cross-fitted on the test rows. */
  readonly validation?: LabelledScores | undefined;
}

/** Options of `compareRuns`. */
export interface CompareRunsOptions {
  /** The method that all others are compared with; by default, that of the first run. */
  readonly baseline?: string | undefined;
  /** Names of the K classes; by default, their numbers. */
  readonly classes?: readonly string[] | undefined;
  /** The one question declared beforehand, "accuracy" or "log-loss"; by default, both are asked, with a correction. */
  readonly primary?: PrimaryQuestion | undefined;
}

/** What `compareRuns` returns. */
export interface RunComparison {
  /** Every other method beside the baseline, in every metric. */
  readonly verdicts: readonly VerdictResult[];
  /** The sentences of the primary verdicts. */
  readonly sentences: readonly string[];
  /** What the verdicts say together, and what they hold for. */
  readonly summary: readonly string[];
  /** What to use; undefined if there is only one method. */
  readonly recommendation: Recommendation | undefined;
  /** Everything, as in results.json. */
  readonly results: Results;
}

const who = "compareRuns";

/** The scores as one row-major array. */
function flat(name: string, scores: RunScores, rows: number): Float32Array | Float64Array {
  if (scores instanceof Float32Array || scores instanceof Float64Array) return scores;
  const columns = scores[0]?.length ?? 0;
  check(scores.length === rows, name, `${rows} rows of scores, one per label`, scores.length);
  const odd = scores.findIndex((row) => row.length !== columns);
  if (odd >= 0) refuse(name, `${columns} scores in every row`, `${scores[odd].length} in row ${odd}`);
  return Float64Array.from(scores.flat());
}

/** The rows of a run, checked; messages count rows from 0, as arrays do. */
function rowsOf(
  name: string,
  given: LabelledScores,
  classes?: readonly string[],
): { rows: ScoreRows; kind: ScoreKind } {
  const { logits, probabilities } = given;
  if ((logits === undefined) === (probabilities === undefined)) {
    refuse(name, "either logits or probabilities", logits === undefined ? "neither" : "both");
  }
  const kind: ScoreKind = logits === undefined ? "probabilities" : "logits";
  const rows = given.labels.length;
  check(rows > 0, name, "at least one row", rows);
  const scores = flat(name, (logits ?? probabilities)!, rows);
  const columns = classes?.length ?? scores.length / rows;
  const isWhole = Number.isInteger(columns) && columns >= 2 && columns * rows === scores.length;
  if (!isWhole) refuse(name, `${rows} rows of ${classes?.length ?? "2 or more"} scores`, `${scores.length} scores`);
  const labels = Int32Array.from(given.labels, (label) => (Number.isInteger(label) && label < columns ? label : -1));
  const strange = [...new Set(Array.from(given.labels).filter((_, row) => labels[row] < 0))];
  const checked: ScoreRows = {
    name,
    rows,
    columns,
    classes: classes ?? Array.from({ length: columns }, (_, k) => String(k)),
    strangeLabels: strange.slice(0, 5).map(String),
    fileRow: (row) => row,
    blocks: () => [{ scores, labels }],
  };
  const { faults } = checkScores(checked, kind);
  const remedy = "fix these rows, or leave them out of every run";
  if (faults.length > 0)
    refuse(name, `valid ${kind} and labels`, faults.map((each) => describeFault(each, checked)).join(", "), remedy);
  return { rows: checked, kind };
}

/** The runs with their seeds; none occurs twice in a method. */
function withSeeds(runs: readonly Run[]): (Run & { readonly seed: number })[] {
  const numbered = runs.map((run, i) => ({
    ...run,
    seed: run.seed ?? runs.slice(0, i).filter(({ method }) => method === run.method).length + 1,
  }));
  const keys = numbered.map(({ method, seed }) => `${method}, seed ${seed}`);
  const twice = keys.find((key, i) => keys.indexOf(key) < i);
  if (twice !== undefined) refuse(who, "one run per method and seed", twice, "give each run of a method its own seed");
  return numbered;
}

/** The runs, checked one by one and against the first. */
function predictedTrials(runs: readonly Run[], classNames?: readonly string[]) {
  const tests = withSeeds(runs).map((run) => {
    const name = `${who}, ${run.method}, seed ${run.seed}`;
    return { run, name, ...rowsOf(name, run, classNames) };
  });
  const [{ rows: first }] = tests;
  const labels = labelsOf(first);
  const held = runs.filter(({ validation }) => validation !== undefined).length;
  if (held > 0 && held < runs.length)
    refuse(who, "validation rows in all runs or in none", `${held} of ${runs.length}`);
  const trials = tests.map(({ run: { method, seed, validation }, name, rows, kind }): PredictedTrial => {
    check(rows.columns === first.columns, name, `${first.columns} classes, as in the first run`, rows.columns);
    checkSameRows(first, labels, rows);
    const own = validation && rowsOf(`${name}, validation`, validation, first.classes);
    return { method, seed, test: logitRows(rows, kind), validation: own && logitRows(own.rows, own.kind) };
  });
  return { trials, classes: first.classes };
}

/**
 * Compares methods by the predictions of their runs on the same test rows, as `softlabel evaluate` does with files.
 *
 * Runs are paired by seed. The difference of each metric is tested over seeds and test rows, before and after
 * temperature scaling, with corrections for several comparisons; see the guide on verdicts.
 * @param runs one per method and seed, all on the same test rows in the same order; the first run's method is the baseline
 * @param options see `CompareRunsOptions`
 * @returns verdicts, their sentences and summary, the recommendation, and the whole results
 * @throws UsageError if a run has invalid scores or labels, or other rows or classes than the first run
 * @example
 * ```ts
 * import { compareRuns } from "@softlabel/experiment";
 * const labels = Array.from({ length: 100 }, (_, row) => row % 2);
 * // Made-up logits of a model that misclassifies about that many of the 100 rows.
 * const logits = (errors: number, seed: number) =>
 *   labels.map((label, row) => ((row * 37 + seed * 11) % 100 < errors ? [label, 1 - label] : [2 - 2 * label, 2 * label]));
 * const runs = [1, 2, 3].flatMap((seed) => [
 *   { method: "hard", seed, logits: logits(30, seed), labels },
 *   { method: "smooth:0.1", seed, logits: logits(5, seed), labels },
 * ]);
 * const { verdicts, sentences, recommendation } = compareRuns(runs);
 * verdicts.find(({ metric }) => metric === "accuracy")?.verdict; // => "better"
 * sentences.length; // => 2
 * recommendation?.method; // => "smooth:0.1"
 * ```
 */
export function compareRuns(runs: readonly Run[], options?: CompareRunsOptions): RunComparison {
  const {
    baseline,
    classes: names,
    primary,
  } = readOptions(who, options, { baseline: undefined, classes: undefined, primary: undefined });
  check(runs.length > 0, who, "at least one run", runs.length);
  const methods = [...new Set(runs.map(({ method }) => method))];
  const first = baseline ?? methods[0];
  checkName(`${who}, baseline`, "the method", first, methods);
  if (primary !== undefined) checkName(`${who}, primary`, "the question", primary, primaryQuestions);
  const predicted = predictedTrials(runs, names);
  const ordered = [first, ...methods.filter((method) => method !== first)];
  const results = evaluate({ methods: ordered, ...predicted, notes: [] }, { files: ["memory"], primary });
  const { verdicts, summary = [], recommendation } = results;
  const sentences = verdicts.filter((verdict) => verdict.primary).map(({ sentence }) => sentence);
  return { verdicts, sentences, summary, recommendation, results };
}
