// How often are verdicts wrong, and how often do intervals hold the truth? Simulated experiments over a grid of cells.
import { parseArgs } from "node:util";
import { createRandom } from "@softlabel/core";
import { balancedStudy } from "./balanced.ts";
import { calibrationStudy } from "./calibration.ts";
import { detectableStudy } from "./detectable.ts";
import { primaryStudy } from "./primary.ts";
import { rankingStudy } from "./ranking.ts";
import { countOf, extend, nextOf, readRecords, recordOf, writeRecords, type CellRecord } from "./records.ts";
import type { CellName, Study } from "./study.ts";
import { printTables } from "./tables.ts";

const text = { type: "string" } as const;
const { values, positionals: merged } = parseArgs({
  allowPositionals: true,
  options: {
    ...{ study: text, minutes: text, experiments: text, records: text, from: text },
    ...{ rows: text, errors: text, deviations: text, kind: text, merge: { type: "boolean" } },
  },
});
const list = (given: string): number[] => given.split(",").map(Number);
/** The cells that are asked for, by what tells them apart; all where nothing is. */
const wanted = { rows: values.rows, errors: values.errors, seedDeviation: values.deviations };
const isWanted = (cell: CellName): boolean =>
  (values.kind === undefined || cell.kind === values.kind) &&
  Object.entries(wanted).every(
    ([key, given]) => given === undefined || cell[key] === undefined || list(given).includes(Number(cell[key])),
  );
const studies: Readonly<Record<string, Study>> = {
  primary: primaryStudy,
  detectable: detectableStudy,
  balanced: balancedStudy,
  calibration: calibrationStudy,
  ranking: rankingStudy,
};
const asked = values.study?.split(",") ?? Object.keys(studies);
const unknown = asked.find((name) => !Object.keys(studies).includes(name));
if (unknown !== undefined) throw new Error(`--study: one of ${Object.keys(studies).join(", ")}, not ${unknown}`);

/** So many experiments of a cell are enough. */
const enough = Number(values.experiments ?? 4000);
/** The number of the first experiment: records of other numbers can be merged with these. */
const first = Number(values.from ?? 0);
const known = readRecords([...(values.records === undefined ? [] : [values.records]), ...merged]);

/** Whether the records should be written now: once a minute, since a long run may end early. */
let written = performance.now();
function isTimeToWrite(): boolean {
  if (performance.now() < written + 60_000) return false;
  written = performance.now();
  return true;
}

function write(records: readonly CellRecord[]): void {
  if (values.records === undefined) return;
  const others = known.filter((record) => !records.includes(record));
  writeRecords(values.records, [...others, ...records]);
}

const finished: CellRecord[] = [];

/** A study's cells with what is known of them, simulated in turn until time is up. */
function simulate(name: string, minutes: number): CellRecord[] {
  const { cells, prepare } = studies[name];
  const records = cells.filter(isWanted).map((cell) => recordOf(known, name, cell));
  const ready = new Map<CellRecord, ReturnType<Study["prepare"]>>();
  const end = performance.now() + 60_000 * minutes;
  const missing = (record: CellRecord): boolean => countOf(record) < enough;
  while (performance.now() < end && records.some(missing))
    for (const record of records.filter(missing)) {
      if (performance.now() >= end) break;
      if (!ready.has(record)) ready.set(record, prepare(record.cell));
      const number = nextOf(record, first);
      ready.get(record)!(createRandom("verdicts").fork(name, JSON.stringify(record.cell), number), record.tallies);
      extend(record, number);
      if (isTimeToWrite()) write([...finished, ...records]);
    }
  return records;
}

const minutes = values.merge === true ? 0 : Number(values.minutes ?? 10) / asked.length;
const done = asked.map((name) => {
  const records = simulate(name, minutes);
  finished.push(...records);
  return { name, records };
});
write(finished);
const kept = done.map(({ name, records }) => {
  console.log(`\n# ${name}`);
  return printTables(studies[name].tables, records);
});
process.exitCode = kept.every((each) => each) ? 0 : 1;
