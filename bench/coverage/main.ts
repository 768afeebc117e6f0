// How often do nominal 95 % intervals hold the true difference, over the grid of seeds and their spread?
import { parseArgs } from "node:util";
import { createRandom, type Random } from "@softlabel/core";
import { comparisonRow, estimates } from "./intervals.ts";
import { simulate, type Cell } from "./simulate.ts";

const text = { type: "string" } as const;
const { values } = parseArgs({
  options: { repetitions: text, draws: text, examples: text, truth: text, seeds: text, deviations: text },
});
const repetitions = Number(values.repetitions ?? 400);
const draws = Number(values.draws ?? 100);
const examples = Number(values.examples ?? 1000);
/** Experiments of one seed whose mean is taken for the truth. */
const truthRepetitions = Number(values.truth ?? 8000);
const list = (given: string): number[] => given.split(",").map(Number);
const deviations = list(values.deviations ?? "0,0.1,0.3");

const band = { from: 0.93, to: 0.99 };
const grid: readonly Cell[] = deviations.flatMap((seedDeviation) =>
  list(values.seeds ?? "3,5,10").map((seeds) => ({ seeds, seedDeviation, examples })),
);

/** Expected difference of every row, which does not depend on the number of seeds. */
function truthOf(seedDeviation: number, random: Random): Map<string, number> {
  const sums = new Map<string, number>();
  for (let r = 0; r < truthRepetitions; r++) {
    const pair = simulate({ seeds: 1, seedDeviation, examples }, random);
    for (const [row, { difference }] of estimates(pair, 2, random))
      sums.set(row, (sums.get(row) ?? 0) + difference / truthRepetitions);
  }
  return sums;
}

/** The share of experiments whose interval holds the truth, by row. */
function coverageOf(cell: Cell, truth: ReadonlyMap<string, number>, random: Random): Map<string, number> {
  const covered = new Map([...truth.keys()].map((row) => [row, 0]));
  for (let r = 0; r < repetitions; r++) {
    for (const [row, { interval }] of estimates(simulate(cell, random), draws, random)) {
      const [low, high] = interval;
      const value = truth.get(row)!;
      if (low <= value && value <= high) covered.set(row, covered.get(row)! + 1);
    }
  }
  return new Map([...covered].map(([row, count]) => [row, count / repetitions]));
}

const random = createRandom("coverage");
const truths = new Map(deviations.map((deviation) => [deviation, truthOf(deviation, random.fork("truth", deviation))]));
const columns = grid.map((cell) => {
  const { seeds, seedDeviation } = cell;
  return coverageOf(cell, truths.get(seedDeviation)!, random.fork("cell", seeds, seedDeviation));
});

/** How far a coverage lies outside the band; 0 inside. */
function excess(coverage: number): number {
  return Math.max(0, band.from - coverage, coverage - band.to);
}

/** What 1.96 standard deviations of a coverage are that is 95 %: by so much chance alone may carry it out. */
const chance = 1.96 * Math.sqrt((0.95 * 0.05) / repetitions);

const width = 24;
const headings = grid.map(({ seeds, seedDeviation }) => `S=${seeds} sd=${seedDeviation}`);
console.log(`${repetitions} experiments a cell, ${examples} test examples, ${draws} bootstrap draws; "!": outside 93 to 99 %`);
console.log(`${"".padEnd(width)}${headings.map((heading) => heading.padStart(12)).join("")}`);
const misses: number[] = [];
for (const row of columns[0].keys()) {
  const cells = columns.map((column) => {
    const coverage = column.get(row)!;
    const miss = row === comparisonRow ? 0 : excess(coverage);
    if (miss > 0) misses.push(miss);
    return `${(100 * coverage).toFixed(1)}${miss > 0 ? "!" : " "}`.padStart(12);
  });
  console.log(`${row.padEnd(width)}${cells.join("")}`);
}
const beyondChance = misses.filter((miss) => miss > chance).length;
const points = (100 * chance).toFixed(1);
console.log(
  misses.length === 0
    ? "All lie in 93 to 99 %."
    : `${misses.length} lie outside 93 to 99 %, ${beyondChance} of them by more than the ${points} points that chance explains.`,
);
process.exitCode = beyondChance === 0 ? 0 : 1;
