// Which rows of a table are for training, for validation and for testing.
import { createRandom } from "@softlabel/core";
import { countClasses } from "../../splits/classBalance.ts";
import { holdOut } from "../../splits/holdOut.ts";
import { refuse } from "../../base/refuse.ts";
import { identifier, type Database } from "../database.ts";
import type { TableRange } from "../readTable.ts";
import type { TableSurvey } from "../surveyTable.ts";
import type { TableClasses } from "../tableClasses.ts";
import { markParts, parts } from "./markParts.ts";

/** Rows of the table `source`, each by its number in it. */
export interface TableSplit {
  /** One of `parts`, a row. */
  readonly part: Uint8Array;
  /** Class indices, -1 where the label is missing. */
  readonly labels: Int32Array;
  /** Numbers of groups; a row whose group is missing is one of its own. */
  readonly groups?: Int32Array;
  /** Whether the test rows were drawn, and not marked by a file or a column. */
  readonly drawn: boolean;
}

/** How the rows are split. */
export interface SplitOptions {
  readonly seed: number;
  /** Share of the rows for testing, where none are marked; 0.2 by default. */
  readonly test?: number | undefined;
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

/** Refuses a class that has no training rows. */
function checkTraining(text: string, { part, labels }: TableSplit, { columns, classes }: TableSurvey): void {
  const sizes = countClasses(labels.filter((_, row) => part[row] === parts.train), classes.names.length); // prettier-ignore
  const absent = classes.names.find((_, k) => sizes[k] === 0);
  if (absent === undefined) return;
  const { group, split } = columns;
  if (split !== undefined)
    refuse(text, `training rows of every class by ${split}`, `none of "${absent}"`, "add some, or leave the class out");
  refuse(text, `every class in several groups of ${group}`, `"${absent}" in too few`, "name another group, or none");
}

/** Refuses a file whose rows all lack a label. */
function checkLabelled(ranges: readonly TableRange[], labels: Int32Array, label: string): void {
  const empty = ranges.find(({ from, to }) => labels.subarray(from, to).every((each) => each < 0));
  if (empty !== undefined) refuse(empty.text, `rows with a ${label}`, "none");
}

/** Refuses to draw test rows of a class that has but one row. */
function checkSizes(text: string, { columns, classes: { names, sizes } }: TableSurvey): void {
  const alone = sizes.findIndex((size) => size < 2);
  if (alone < 0) return;
  const { name } = columns.label;
  const remedy = `leave it out with a SQL query: from the table where ${name} <> '${names[alone]}'`;
  refuse(text, `at least 2 rows of every class in ${name}`, `${sizes[alone]} of "${names[alone]}"`, remedy);
}

/** Draws test rows among those for training, class by class, or by whole groups. */
function drawTest({ part, labels, groups }: TableSplit, { seed, test = 0.2 }: SplitOptions): void {
  const rows = labels.map((_, row) => row).filter((row) => part[row] === parts.train);
  const of = (numbers: Int32Array): Int32Array => rows.map((row) => numbers[row]);
  const held = holdOut(of(labels), test, createRandom(seed).fork("table", "test rows"), groups && of(groups));
  rows.forEach((row, i) => (part[row] = held[i] === 1 ? parts.test : parts.train));
}

/** The groups that rows of these parts have. */
export function groupsOf({ groups, part }: TableSplit, ...of: readonly number[]): ReadonlySet<number> {
  return new Set(groups?.filter((_, row) => of.includes(part[row])));
}

function checkGroups(text: string, split: TableSplit, group: string): void {
  const [least, uses] = split.drawn ? [3, "training, validation and test"] : [2, "training and validation"];
  const found = groupsOf(split, parts.train).size;
  if (found < least) refuse(text, `at least ${least} groups in ${group}: for ${uses}`, String(found));
}

/**
 * Splits the rows of the table `source`: as their files or a column mark them, else class by class.
 * @param text the data text, for messages
 * @throws UsageError when a class is left without training rows, or there are too few groups
 */
export async function splitTable(
  database: Database,
  text: string,
  survey: TableSurvey,
  options: SplitOptions,
): Promise<TableSplit> {
  const { ranges, classes, columns } = survey;
  const { group, split: column } = columns;
  const labels = await readLabels(database, ranges.at(-1)!.to, classes);
  checkLabelled(ranges, labels, columns.label.name);
  const part = await markParts(database, text, survey);
  labels.forEach((label, row) => label < 0 && (part[row] = parts.leftOut));
  const drawn = !part.includes(parts.test);
  if (!drawn && column !== undefined && options.test !== undefined)
    refuse(text, "test rows from one place", `column ${column} and --test ${options.test}`, "leave --test out");
  const groups = group === undefined ? undefined : await readGroups(database, labels.length, group);
  const split = { part, labels, drawn, ...(groups && { groups }) };
  if (group !== undefined) checkGroups(text, split, group);
  if (drawn) {
    checkSizes(text, survey);
    drawTest(split, options);
  }
  checkTraining(text, split, survey);
  return split;
}
