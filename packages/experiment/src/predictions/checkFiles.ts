// Checks every row of every file: refuses invalid rows, or leaves them out of all methods.
import { refuse } from "@softlabel/data/internal";
import { checkSameRows, labelsOf } from "./sameRows.ts";
import { checkScores, describeFault, smallestProbability, type ScoreCheck } from "./scoreFaults.ts";
import type { ScoreKind, ScoreRows } from "./scoreFile.ts";
import { scoreKindOf } from "./scoreKindOf.ts";

/** Rows after checking. */
export interface CheckedRows {
  readonly rows: ScoreRows;
  readonly kind: ScoreKind;
  /** 1 for each row left out; undefined if none is. */
  readonly left?: Uint8Array | undefined;
}

/** The rows of a trial. */
interface Trial<Rows> {
  readonly test: Rows;
  readonly validation?: Rows | undefined;
}

/** How predictions are checked. */
export interface CheckOptions {
  /** Logits or probabilities; decided by the values if left out. */
  readonly scores?: ScoreKind | undefined;
  /** Whether invalid rows are left out rather than refused. */
  readonly lenient?: boolean | undefined;
}

/** Checked trials, with notes. */
export interface CheckedFiles {
  readonly trials: readonly Trial<CheckedRows>[];
  readonly notes: readonly string[];
}

interface Looked extends ScoreCheck {
  readonly rows: ScoreRows;
  readonly kind: ScoreKind;
}

const describeFaults = ({ faults, rows }: Looked): string =>
  faults.map((fault) => describeFault(fault, rows)).join(", ");

function refuseFaults(looked: Looked): never {
  const { rows, kind } = looked;
  const what = kind === "logits" ? "finite logits" : "probabilities that sum to one";
  const other = kind === "logits" ? "" : "use --scores logits if these are logits, ";
  const remedy = `fix them, ${other}or leave such rows out of every file with --lenient`;
  return refuse(rows.name, `${what} and a class as label in every row`, describeFaults(looked), remedy);
}

/** Checks rows, and refuses invalid ones unless they may be left out. */
function look(rows: ScoreRows, { scores, lenient }: CheckOptions): Looked {
  const kind = scores ?? rows.stated ?? scoreKindOf(rows);
  const looked = { rows, kind, ...checkScores(rows, kind) };
  return looked.faults.length === 0 || lenient === true ? looked : refuseFaults(looked);
}

/** 1 for each row invalid in any file; undefined if there is none. */
function anyFaulty(all: readonly Looked[]): Uint8Array | undefined {
  if (all.every(({ faults }) => faults.length === 0)) return undefined;
  return all[0].faulty.map((_, row) => (all.some(({ faulty }) => faulty[row] === 1) ? 1 : 0));
}

const countOf = (left: Uint8Array | undefined): number => left?.reduce((sum, each) => sum + each, 0) ?? 0;

/** A note on the rows left out; refuses to leave out all. */
function noteLeft(what: string, left: Uint8Array | undefined, all: readonly Looked[]): string[] {
  if (left === undefined) return [];
  const count = countOf(left);
  const reasons = all
    .filter(({ faults }) => faults.length > 0)
    .map((each) => `${each.rows.name}: ${describeFaults(each)}`);
  if (count === left.length) refuse(all[0].rows.name, `a ${what} row that is valid in every file`, "none", reasons[0]);
  const wide = all.length > 1 ? ", from every file" : "";
  return [`${count} of ${left.length} ${what} rows were left out${wide}: ${reasons.join("; ")}.`];
}

function noteClipped(all: readonly Looked[]): string[] {
  const clipped = all.filter((each) => each.clipped > 0).map(({ rows, clipped: count }) => `${count} in ${rows.name}`);
  if (clipped.length === 0) return [];
  return [
    `Probabilities below ${smallestProbability} were clipped to it before taking logarithms: ${clipped.join(", ")}.`,
  ];
}

/** A note on what the scores were taken for, if that was not given. */
function noteKinds(all: readonly Looked[], { scores }: CheckOptions): string[] {
  if (scores !== undefined) return [];
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  if (kinds.length === 1) return [`The scores were read as ${kinds[0]}.`];
  const namesOf = (wanted: ScoreKind): string =>
    all.flatMap(({ rows, kind }) => (kind === wanted ? [rows.name] : [])).join(", ");
  return kinds.map((kind) => `Scores read as ${kind}: ${namesOf(kind)}.`);
}

/**
 * Checks the rows of all trials.
 * @throws UsageError if a row is invalid and `lenient` is not set, or test rows differ between trials
 */
export function checkFiles(trials: readonly Trial<ScoreRows>[], options: CheckOptions): CheckedFiles {
  const tests = trials.map(({ test }) => look(test, options));
  const validations = trials.map(({ validation }) => validation && look(validation, options));
  const [{ test: first }] = trials;
  const labels = labelsOf(first);
  for (const { test } of trials.slice(1)) checkSameRows(first, labels, test);
  const left = anyFaulty(tests);
  const checked = trials.map((_, i) => {
    const own = validations[i];
    return { test: { ...tests[i], left }, validation: own && { ...own, left: anyFaulty([own]) } };
  });
  const held = validations.filter((each) => each !== undefined);
  const notes = [
    ...noteKinds(tests, options),
    ...noteLeft("test", left, tests),
    ...held.flatMap((each) => noteLeft("validation", anyFaulty([each]), [each])),
    ...noteClipped([...tests, ...held]),
  ];
  return { trials: checked, notes };
}
