// Metrics of the ranking by confidence, whose intervals rest on resampled examples.
import {
  bootstrapRankings,
  compareRankings,
  comparedMetrics,
  createRandom,
  isRankingMetric,
  judge,
} from "@softlabel/core";
import { calibratedScale, rankingColumnsOf, shiftFor, simulateMargins, type Cell } from "./simulate.ts";
import { coverage, falseClaims, falseEquality, isClaim, tallyOf, type Study } from "./study.ts";

const seedCounts = [2, 3, 5];
/** Fewer than usual, for there are thousands of experiments; that widens the intervals a little. */
const draws = 200;
/** So many experiments tell what is true where something differs. */
const pilots = 300;

const metrics = comparedMetrics()
  .filter(isRankingMetric)
  .filter(({ scaled }) => !scaled);

/** The difference of each metric in one experiment of one seed. */
function differencesOf(cell: Cell, scale: number, pilot: number): number[] {
  const random = createRandom("pilot").fork(pilot);
  const [[baseline], [method]] = simulateMargins(cell, scale, 1, 1, random).map((of) => of.map(rankingColumnsOf));
  const [own, other] = bootstrapRankings([method, baseline], { draws: 2 });
  return metrics.map(({ statistic }) => own.statistics[statistic].value - other.statistics[statistic].value);
}

function truthOf(cell: Cell, scale: number): number[] {
  const all = Array.from({ length: pilots }, (_, pilot) => differencesOf(cell, scale, pilot));
  return metrics.map((_, m) => all.reduce((sum, own) => sum + own[m], 0) / pilots);
}

/** Short names for the tables. */
const shortNames: Readonly<Record<string, string>> = {
  ...{ riskAt80Coverage: "risk80", excessAurc: "eAURC", augrc: "AUGRC", misclassificationAuroc: "AUROC" },
};
const columnOf = (key: string, seeds: number): string => `${shortNames[key] ?? key}x${seeds}`;
const columns = metrics.flatMap(({ key }) => seedCounts.map((seeds) => columnOf(key, seeds)));

/** Each metric is a family by itself. */
export const rankingStudy: Study = {
  cells: [600, 2000].flatMap((rows) =>
    [0.1, 0.4].flatMap((errors) =>
      [0, 0.1, 0.5].flatMap((seedDeviation) => ["none", "gain"].map((kind) => ({ rows, errors, seedDeviation, kind }))),
    ),
  ),
  prepare(name) {
    const { rows, errors, seedDeviation } = name as Record<string, number>;
    const isNone = name.kind === "none";
    const shift = isNone ? 0 : shiftFor({ errors, seedDeviation }, 0.2 * errors);
    const cell: Cell = { rows, errors, seedDeviation, shift };
    const scale = calibratedScale(cell);
    const truth = isNone ? metrics.map(() => 0) : truthOf(cell, scale);
    return (random, tallies) => {
      const [baseline, method] = simulateMargins(cell, scale, 1, Math.max(...seedCounts), random).map((of) => of.map(rankingColumnsOf)); // prettier-ignore
      const all = bootstrapRankings([...method, ...baseline], { draws, seed: random.integer(2 ** 30) });
      for (const seeds of seedCounts)
        metrics.forEach((metric, m) => {
          const [own, other] = [all.slice(0, seeds), all.slice(method.length, method.length + seeds)];
          const comparison = compareRankings(metric, own, other);
          if (comparison === undefined) return;
          const [{ verdict }] = judge([{ method: "m", comparison }], { baseline: "hard" });
          const [low, high] = comparison.change.interval;
          const tally = tallyOf(tallies, columnOf(metric.key, seeds));
          tally.experiments++;
          tally.claims += Number(isClaim(verdict));
          tally.equal += Number(verdict === "no difference" && Math.abs(truth[m]) >= metric.margin);
          tally.intervals++;
          tally.covered += Number(low <= truth[m] && truth[m] <= high);
        });
    };
  },
  tables: [
    {
      title: "False better or worse, nothing differs (at most 5 %); metric x seeds",
      kind: "none",
      columns,
      ...falseClaims,
    },
    {
      title: "Coverage of the 95 % interval where a fifth of the errors goes (at least 93 %)",
      kind: "gain",
      columns,
      ...coverage,
    },
    {
      title: "False “no difference”, where that is the margin or more (at most 2.5 %)",
      kind: "gain",
      columns,
      ...falseEquality,
    },
  ],
};
