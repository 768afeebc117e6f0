// What one experiment's verdicts come to, by number of methods and seeds: false claims, coverage, and what is found.
import { compareScores, comparedMetrics, judge, type ScoreColumns } from "@softlabel/core";

/** The numbers of seeds and of methods of every experiment: the first of each are taken. */
export const seedCounts = [1, 2, 3, 5, 10] as const;
export const methodCounts = [1, 8] as const;

/** The true differences, method minus baseline; the methods differ in nothing else. */
export type Truth = Readonly<Record<"accuracy" | "nllScaled", number>>;

/** Counts over experiments; shares are of `experiments`, or of `intervals` for coverage. */
export interface Tally {
  experiments: number;
  /** With one better or worse or more. */
  claims: number;
  /** With one "no difference" or more in a metric that differs by its margin or more. */
  equal: number;
  intervals: number;
  covered: number;
  /** Methods that are rightly called better in accuracy. */
  found: number;
}

export const emptyTally = (): Tally => ({ experiments: 0, claims: 0, equal: 0, intervals: 0, covered: 0, found: 0 });

const isEqual = (verdict: string): boolean => verdict === "no difference";

/** Whether a true difference is the margin or more, but for rounding. */
const isBeyond = (difference: number, margin: number): boolean => Math.abs(difference) > margin * (1 - 1e-9);

const primary = comparedMetrics().filter(({ family }) => family === "primary");

/** Adds the experiment of the first methods and seeds. */
export function addExperiment(
  tally: Tally,
  [baseline, ...methods]: readonly (readonly ScoreColumns[])[],
  truth: Truth,
): void {
  const entries = methods.flatMap((method, m) =>
    primary.map((metric) => ({ method: `m${m}`, comparison: compareScores(metric, method, baseline, { classes: 2 }) })),
  );
  const judged = judge(entries, { baseline: "hard" });
  tally.experiments++;
  tally.claims += Number(judged.some(({ verdict }) => verdict === "better" || verdict === "worse"));
  const differs = entries.map(({ comparison: { metric } }) =>
    isBeyond(truth[metric.key as keyof Truth], metric.margin),
  );
  tally.equal += Number(judged.some(({ verdict, modelVerdict }, i) => differs[i] && isEqual(modelVerdict ?? verdict)));
  entries.forEach(({ comparison }, i) => {
    const { metric, change } = comparison;
    const [low, high] = change.interval;
    const value = truth[metric.key as keyof Truth];
    tally.intervals++;
    tally.covered += Number(low <= value && value <= high);
    tally.found += Number(metric.key === "accuracy" && judged[i].verdict === "better");
  });
}

/** What is true of an experiment: nothing differs, something does, or accuracy does just by the margin. */
export type Kind = "none" | "gain" | "margin";

/** One line of the table: a cell, the truth, and counts by "methods x seeds". */
export interface CellRecord {
  readonly rows: number;
  readonly errors: number;
  readonly seedDeviation: number;
  readonly kind: Kind;
  readonly tallies: Record<string, Tally>;
}
