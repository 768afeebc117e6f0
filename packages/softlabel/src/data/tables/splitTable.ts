// Which rows of a table are for training and which for testing.
import { createRandom } from "@softlabel/core";
import { holdOut } from "../splits/holdOut.ts";
import { refuse } from "../refuse.ts";
import { identifier, type Database } from "./database.ts";
import type { TableClasses } from "./tableClasses.ts";

/** What becomes of a row; without a label it is left out. */
export const parts = { train: 0, test: 1, leftOut: 2 } as const;

/** Rows of the table `source`, each by its number in it. */
export interface TableSplit {
  /** One of `parts`, a row. */
  readonly part: Uint8Array;
  /** Class indices, -1 where the label is missing. */
  readonly labels: Int32Array;
  /** Numbers of groups; a row whose group is missing is one of its own. */
  readonly groups?: Int32Array;
  /** How many groups the rows with a label have; 0 where there are no groups. */
  readonly groupCount: number;
}

/** How the rows are split. */
export interface SplitOptions {
  readonly seed: number;
  /** Share of the rows for testing. */
  readonly test: number;
  readonly group?: string | undefined;
}

async function readLabels(database: Database, rows: number, { value }: TableClasses): Promise<Int32Array> {
  const labels = new Int32Array(rows).fill(-1);
  const sql = `select cast(rowid as double), ${value} from source where ${value} is not null`;
  await database.stream(sql, ([row, label], count) => {
    for (let i = 0; i < count; i++) labels[row[i]] = label[i];
  });
  return labels;
}

/** Numbers the groups in the order in which they first occur. */
async function readGroups(database: Database, rows: number, group: string): Promise<Int32Array> {
  const column = identifier(group);
  const groups = new Int32Array(rows).map((_, row) => row);
  const sql = `select cast(rowid as double), cast(min(rowid) over (partition by ${column}) as double) from source where ${column} is not null`;
  await database.stream(sql, ([row, first], count) => {
    for (let i = 0; i < count; i++) groups[row[i]] = first[i];
  });
  let next = 0;
  // In the order of the rows, the first of a group comes before those that point to it.
  groups.forEach((first, row) => (groups[row] = first === row ? next++ : groups[first]));
  return groups;
}

/** Refuses a split that leaves a class without training rows. */
function checkTraining(text: string, { part, labels }: TableSplit, names: readonly string[], group: string): void {
  const present = new Set<number>();
  labels.forEach((label, row) => part[row] === parts.train && present.add(label));
  const absent = names.find((_, k) => !present.has(k));
  if (absent === undefined) return;
  refuse(text, `every class in several groups of ${group}`, `"${absent}" in too few`, "name another group, or none");
}

/**
 * Splits the rows of the table `source`, class by class.
 * @param text the data text, for messages
 * @param rows how many rows the table has
 * @throws UsageError when there are too few groups
 */
export async function splitTable(
  database: Database,
  text: string,
  classes: TableClasses,
  rows: number,
  { seed, test, group }: SplitOptions,
): Promise<TableSplit> {
  const labels = await readLabels(database, rows, classes);
  const groups = group === undefined ? undefined : await readGroups(database, rows, group);
  const labelled = labels.map((_, row) => row).filter((row) => labels[row] >= 0);
  const of = (numbers: Int32Array): Int32Array => labelled.map((row) => numbers[row]);
  const groupCount = groups === undefined ? 0 : new Set(of(groups)).size;
  if (group !== undefined && groupCount < 3) {
    refuse(text, `at least 3 groups in ${group}: for training, validation and test`, String(groupCount));
  }
  const random = createRandom(seed).fork("table", "test rows");
  const held = holdOut(of(labels), test, random, groups && of(groups));
  const part = new Uint8Array(rows).fill(parts.leftOut);
  labelled.forEach((row, i) => (part[row] = held[i] === 1 ? parts.test : parts.train));
  const split = { part, labels, groupCount, ...(groups && { groups }) };
  if (group !== undefined) checkTraining(text, split, classes.names, group);
  return split;
}
