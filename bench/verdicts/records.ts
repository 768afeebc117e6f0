// What was simulated so far, cell by cell: written, taken up again, and put together from several places.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { CellName, Tallies } from "./study.ts";

/** The experiments of a cell: which numbers they had, since each is drawn by its number, and their outcomes. */
export interface CellRecord {
  readonly study: string;
  readonly cell: CellName;
  /** Numbers from `from` up to `to`, which is not among them. */
  ranges: [from: number, to: number][];
  readonly tallies: Tallies;
}

export const countOf = ({ ranges }: CellRecord): number => ranges.reduce((sum, [from, to]) => sum + to - from, 0);

const isSame = (a: CellRecord, b: CellRecord): boolean =>
  a.study === b.study && JSON.stringify(a.cell) === JSON.stringify(b.cell);

/** Ranges in order, those that touch joined. */
function joined(ranges: readonly (readonly [number, number])[]): [number, number][] {
  const sorted = [...ranges].sort(([a], [b]) => a - b);
  return sorted.reduce<[number, number][]>((all, [from, to]) => {
    const last = all.at(-1);
    if (last?.[1] === from) last[1] = to;
    else all.push([from, to]);
    return all;
  }, []);
}

/** Adds the counts of the same cell from elsewhere; experiments with a number that is there already would count twice. */
function addTo(record: CellRecord, other: CellRecord, file: string): void {
  const overlap = record.ranges.some(([a, b]) => other.ranges.some(([c, d]) => a < d && c < b));
  if (overlap) throw new Error(`${file}: experiments of ${JSON.stringify(other.cell)} that are there already`);
  record.ranges = joined([...record.ranges, ...other.ranges]);
  for (const [column, tally] of Object.entries(other.tallies)) {
    const own = (record.tallies[column] ??= { ...tally, ...Object.fromEntries(Object.keys(tally).map((key) => [key, 0])) });
    for (const key of Object.keys(tally) as (keyof typeof tally)[]) own[key] += tally[key];
  }
} // prettier-ignore

/** The records of all files together, each of which may hold some experiments of some cells. */
export function readRecords(files: readonly string[]): CellRecord[] {
  const all: CellRecord[] = [];
  for (const file of files.filter((each) => existsSync(each)))
    for (const record of JSON.parse(readFileSync(file, "utf8")) as CellRecord[]) {
      const own = all.find((each) => isSame(each, record));
      if (own === undefined) all.push(record);
      else addTo(own, record, file);
    }
  return all;
}

/** The record of a cell, empty where there is none. */
export function recordOf(records: readonly CellRecord[], study: string, cell: CellName): CellRecord {
  const empty: CellRecord = { study, cell, ranges: [], tallies: {} };
  return records.find((record) => isSame(record, empty)) ?? empty;
}

/** The number of the next experiment: after the last. */
export const nextOf = ({ ranges }: CellRecord, first: number): number => ranges.at(-1)?.[1] ?? first;

/** Notes that the experiment of this number was drawn. */
export function extend(record: CellRecord, number: number): void {
  record.ranges = joined([...record.ranges, [number, number + 1]]);
}

export function writeRecords(file: string, records: readonly CellRecord[]): void {
  const lines = records.filter((record) => countOf(record) > 0).map((record) => JSON.stringify(record));
  writeFileSync(file, `[\n${lines.join(",\n")}\n]\n`);
}
