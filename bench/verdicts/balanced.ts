// Balanced accuracy: rows weighted N/(K n), one class of two rare and harder.
import { compareScores, judge, metricNamed, normalCdf, normalQuantile, type Random } from "@softlabel/core";
import {
  calibratedScale,
  marginDeviation,
  meanMargin,
  scoresOf,
  shiftFor,
  simulateMargins,
  type Cell,
} from "./simulate.ts";
import { coverage, falseClaims, falseEquality, isClaim, tallyOf, type Study } from "./study.ts";

const seedCounts = [2, 3, 5, 10];
/** Share of the rare class, and how much harder its rows are. */
const [rare, harder] = [0.1, 0.8];

const metric = metricNamed("balancedAccuracy");
const columns = seedCounts.map((seeds) => `x${seeds}`);

/** Which rows are of the rare class; at least one is. */
function rareRows(rows: number, random: Random): Uint8Array {
  const is = Uint8Array.from({ length: rows }, () => Number(random.uniform() < rare));
  is[0] = 1;
  return is;
}

/** N / (K n) for every row. */
function weightsOf(is: Uint8Array): Float64Array {
  const count = is.reduce((sum, own) => sum + own, 0);
  return Float64Array.from(is, (own) => is.length / (2 * (own === 1 ? count : is.length - count)));
}

/** The mean over classes of the expected accuracy. */
function expected(cell: Cell, shift: number): number {
  const [mean, deviation] = [meanMargin(cell) + shift, marginDeviation(cell)];
  return (normalCdf(mean / deviation) + normalCdf((mean - harder) / deviation)) / 2;
}

/** By how much margins must shift that balanced accuracy rises by its margin: by halving. */
function shiftByMargin(cell: Cell): number {
  let [low, high] = [0, normalQuantile(0.99) * marginDeviation(cell)];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (expected(cell, middle) - expected(cell, 0) < metric.margin) low = middle;
    else high = middle;
  }
  return high;
}

const kinds: Readonly<Record<string, (cell: Cell) => number>> = {
  none: () => 0,
  gain: (cell) => shiftFor(cell, 0.2 * cell.errors),
  margin: shiftByMargin,
};

/** A family of one method. */
export const balancedStudy: Study = {
  cells: [200, 600, 5000].flatMap((rows) =>
    [0.01, 0.1, 0.4].flatMap((errors) =>
      [0, 0.1, 0.5].flatMap((seedDeviation) =>
        Object.keys(kinds).map((kind) => ({ rows, errors, seedDeviation, kind })),
      ),
    ),
  ),
  prepare(name) {
    const { rows, errors, seedDeviation } = name as Record<string, number>;
    const still: Cell = { rows, errors, seedDeviation, shift: 0 };
    const cell: Cell = { ...still, shift: kinds[name.kind](still) };
    const scale = calibratedScale(cell);
    const truth = expected(cell, cell.shift) - expected(cell, 0);
    return (random, tallies) => {
      const is = rareRows(rows, random);
      const offsets = Float64Array.from(is, (own) => -harder * own);
      const balance = weightsOf(is);
      const margins = simulateMargins(cell, scale, 1, Math.max(...seedCounts), random, offsets);
      const [baseline, method] = margins.map((of) => of.map((own) => ({ error: scoresOf(own).error, balance })));
      for (const seeds of seedCounts) {
        const [own, other] = [method.slice(0, seeds), baseline.slice(0, seeds)];
        const comparison = compareScores(metric, own, other, { classes: 2 });
        const [{ verdict }] = judge([{ method: "m", comparison }], { baseline: "hard" });
        const [low, high] = comparison.change.interval;
        const tally = tallyOf(tallies, `x${seeds}`);
        tally.experiments++;
        tally.claims += Number(isClaim(verdict));
        tally.equal += Number(verdict === "no difference");
        tally.intervals++;
        tally.covered += Number(low <= truth && truth <= high);
        tally.found += Number(verdict === "better");
      }
    };
  },
  tables: [
    { title: "False better or worse, nothing differs (at most 5 %); seeds", kind: "none", columns, ...falseClaims },
    {
      title: "False “no difference”, balanced accuracy differs by the margin (at most 2.5 %)",
      kind: "margin",
      columns,
      ...falseEquality,
    },
    {
      title: "Coverage of the 95 % interval where a fifth of the errors goes (at least 93 %)",
      kind: "gain",
      columns,
      ...coverage,
    },
  ],
};
