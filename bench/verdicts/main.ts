// How often are verdicts wrong, and how often do intervals hold the truth? Simulated experiments over a grid of cells.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { createRandom } from "@softlabel/core";
import { calibratedScale, shiftFor, simulate, truthOf, type Cell } from "./simulate.ts";
import { printTables } from "./tables.ts";
import { addExperiment, emptyTally, methodCounts, seedCounts, type CellRecord, type Kind } from "./tally.ts";

const text = { type: "string" } as const;
const { values } = parseArgs({
  options: { minutes: text, rows: text, errors: text, deviations: text, records: text, experiments: text },
});
const minutes = Number(values.minutes ?? 10);
/** So many experiments of a cell are enough. */
const enough = Number(values.experiments ?? 4000);
const list = (given: string): number[] => given.split(",").map(Number);

/** Differences in error rate that are worth finding, by error rate. */
const gains: Readonly<Record<number, number>> = { 0.01: 0.005, 0.1: 0.02, 0.4: 0.03 };
/** The margin of "no difference" in accuracy: a true difference of this size makes it false. */
const margin = 0.005;

/** What the truth of an experiment is: nothing differs, something does, or just by the margin. */
const kinds: Readonly<Record<Kind, (errors: number) => number>> = {
  none: () => 0,
  gain: (errors) => gains[errors],
  margin: () => margin,
};

const grid = list(values.rows ?? "100,600,5000").flatMap((rows) =>
  list(values.errors ?? "0.01,0.1,0.4").flatMap((errors) =>
    list(values.deviations ?? "0,0.1,0.5").flatMap((seedDeviation) =>
      (Object.keys(kinds) as Kind[]).map((kind) => ({ rows, errors, seedDeviation, kind })),
    ),
  ),
);

const emptyRecord = (cell: (typeof grid)[number]): CellRecord => ({
  ...cell,
  tallies: Object.fromEntries(methodCounts.flatMap((m) => seedCounts.map((s) => [`${m}x${s}`, emptyTally()]))),
});

const file = values.records;
const known = file !== undefined && existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as CellRecord[]) : [];
const records = grid.map(
  (cell) =>
    known.find((record) => Object.entries(cell).every(([name, value]) => record[name as keyof CellRecord] === value)) ??
    emptyRecord(cell),
);

/** A cell's simulation, ready to be drawn from. */
function prepare(record: CellRecord): () => void {
  const { rows, errors, seedDeviation, kind, tallies } = record;
  const shift = shiftFor({ errors, seedDeviation }, kinds[kind](errors));
  const cell: Cell = { rows, errors, seedDeviation, shift };
  const scale = calibratedScale(cell);
  const [own, other] = [truthOf(cell, scale, shift), truthOf(cell, scale, 0)];
  const truth = { accuracy: own.accuracy - other.accuracy, nllScaled: own.nllScaled - other.nllScaled };
  return () => {
    const done = tallies["8x10"].experiments;
    const random = createRandom("verdicts").fork(rows, errors, seedDeviation, kind, done);
    const scores = simulate(cell, scale, Math.max(...methodCounts), Math.max(...seedCounts), random);
    for (const methods of methodCounts)
      for (const seeds of seedCounts) {
        const part = scores.slice(0, methods + 1).map((of) => of.slice(0, seeds));
        addExperiment(tallies[`${methods}x${seeds}`], part, truth);
      }
  };
}

const cells = records.map((record) => ({ record, draw: prepare(record) }));
const end = performance.now() + 60_000 * minutes;
const missing = ({ record }: (typeof cells)[number]): boolean => record.tallies["8x10"].experiments < enough;
while (performance.now() < end && cells.some(missing))
  for (const cell of cells.filter(missing)) {
    if (performance.now() >= end) break;
    cell.draw();
  }
if (file !== undefined) writeFileSync(file, `${JSON.stringify(records)}\n`);
process.exitCode = printTables(records) ? 0 : 1;
