// The verdict itself: both primary metrics, families of one and of eight methods.
import { compareScores, comparedMetrics, judge, type Comparison, type ScoreColumns } from "@softlabel/core";
import { calibratedScale, scoresOf, shiftFor, simulateMargins, truthOf, type Cell } from "./simulate.ts";
import { coverage, falseClaims, falseEquality, isClaim, tallyOf, type Study, type Table, type Tally } from "./study.ts";

/** The first so many seeds and methods of every experiment are taken. */
const seedCounts = [1, 2, 3, 5, 10];
const methodCounts = [1, 8];

/** Differences in error rate that are worth finding, by error rate. */
const gains: Readonly<Record<number, number>> = { 0.01: 0.005, 0.1: 0.02, 0.4: 0.03 };
/** The margin of "no difference" in accuracy: a true difference of this size makes it false. */
const margin = 0.005;

/** What is true: nothing differs, something does, or just by the margin. */
const kinds: Readonly<Record<string, (errors: number) => number>> = {
  none: () => 0,
  gain: (errors) => gains[errors],
  margin: () => margin,
};

/** The true differences, method minus baseline; the methods differ in nothing else. */
type Truth = Readonly<Record<"accuracy" | "nllScaled", number>>;

/** Whether a true difference is the margin or more, but for rounding. */
const isBeyond = (difference: number, most: number): boolean => Math.abs(difference) > most * (1 - 1e-9);

/** A method's comparison with the baseline in one metric. */
interface NamedComparison {
  readonly method: string;
  readonly comparison: Comparison;
}

const primary = comparedMetrics().filter(({ family }) => family === "primary");

/** Every method's comparisons with the baseline. */
function compared([baseline, ...methods]: readonly (readonly ScoreColumns[])[]): NamedComparison[][] {
  return methods.map((method, m) =>
    primary.map((metric) => ({ method: `m${m}`, comparison: compareScores(metric, method, baseline, { classes: 2 }) })),
  );
}

/** Adds the experiment of these comparisons. */
function addExperiment(tally: Tally, entries: readonly NamedComparison[], truth: Truth): void {
  const judged = judge(entries, { baseline: "hard" });
  tally.experiments++;
  tally.claims += Number(judged.some(({ verdict }) => isClaim(verdict)));
  const differs = entries.map(({ comparison: { metric } }) =>
    isBeyond(truth[metric.key as keyof Truth], metric.margin),
  );
  // of one seed the methods' verdict, which is always "cannot tell": the truth here is not about two models
  tally.equal += Number(judged.some(({ verdict }, i) => verdict === "no difference" && differs[i]));
  entries.forEach(({ comparison }, i) => {
    const { metric, change } = comparison;
    const [low, high] = change.interval;
    const value = truth[metric.key as keyof Truth];
    tally.intervals++;
    tally.covered += Number(low <= value && value <= high);
    tally.found += Number(metric.key === "accuracy" && judged[i].verdict === "better");
  });
}

const columnsFrom = (fewest: number, methods = methodCounts): string[] =>
  methods.flatMap((m) => seedCounts.filter((s) => s >= fewest).map((s) => `${m}x${s}`));

const tables: readonly Table[] = [
  {
    title: "False better or worse in either primary metric, nothing differs (at most 5 %); methods x seeds",
    kind: "none",
    columns: columnsFrom(1),
    ...falseClaims,
  },
  {
    title: "False “no difference”, accuracy differs by the margin (at most 2.5 %)",
    kind: "margin",
    columns: columnsFrom(1),
    ...falseEquality,
  },
  { title: "Coverage of the 95 % interval (at least 93 %)", kind: "gain", columns: columnsFrom(2, [8]), ...coverage },
  {
    title: "Power: methods rightly called better in accuracy (0.5, 2 and 3 points at 1, 10 and 40 % errors)",
    kind: "gain",
    columns: columnsFrom(2),
    share: ({ found, intervals, experiments }) => [found / (intervals / 2), experiments],
  },
];

const prepare: Study["prepare"] = (name) => {
  const { rows, errors, seedDeviation } = name as Record<string, number>;
  const shift = shiftFor({ errors, seedDeviation }, kinds[name.kind](errors));
  const cell: Cell = { rows, errors, seedDeviation, shift };
  const scale = calibratedScale(cell);
  const [own, other] = [truthOf(cell, scale, shift), truthOf(cell, scale, 0)];
  const truth = { accuracy: own.accuracy - other.accuracy, nllScaled: own.nllScaled - other.nllScaled };
  return (random, tallies) => {
    const margins = simulateMargins(cell, scale, Math.max(...methodCounts), Math.max(...seedCounts), random);
    const scores = margins.map((of) => of.map(scoresOf));
    for (const seeds of seedCounts) {
      const all = compared(scores.map((of) => of.slice(0, seeds)));
      for (const methods of methodCounts)
        addExperiment(tallyOf(tallies, `${methods}x${seeds}`), all.slice(0, methods).flat(), truth);
    }
  };
};

/** Every cell of the grid, with each truth. */
export const primaryStudy: Study = {
  cells: [100, 600, 5000].flatMap((rows) =>
    [0.01, 0.1, 0.4].flatMap((errors) =>
      [0, 0.1, 0.5].flatMap((seedDeviation) =>
        Object.keys(kinds).map((kind) => ({ rows, errors, seedDeviation, kind })),
      ),
    ),
  ),
  prepare,
  tables,
};
