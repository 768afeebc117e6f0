// The classes of a table: the distinct values of its label, checked and numbered.
import { counted, firstOf, grouped } from "@softlabel/core/internal";
import { identifier, type Database } from "./database.ts";
import { refuse } from "../base/refuse.ts";
import { numberSql, numberTexts } from "./numberedTexts.ts";
import type { TableRange } from "./readTable.ts";
import type { KindColumn } from "./tableColumns.ts";

/** The classes in order, with their rows in the data's own table. */
export interface TableClasses {
  readonly names: readonly string[];
  readonly sizes: readonly number[];
  /** SQL for the number of a row's class as double; NULL where the label is missing. */
  readonly value: string;
}

/** With more classes than this it is not classification. */
const mostClasses = 1000;

async function checkDistinct(database: Database, text: string, label: string, rows: number): Promise<void> {
  const column = identifier(label);
  const [distinct] = await database.numbers(
    `select cast(count(*) as double) from (select distinct ${column} from surveyed where ${column} is not null)`,
  );
  if (distinct < 2) refuse(text, `at least two classes in the label column ${label}`, `${distinct}`);
  const most = Math.min(mostClasses, Math.max(2, Math.floor(rows / 2)));
  if (distinct <= most) return;
  const remedy = "name a column that holds classes, or cut its values into ranges in a SQL query";
  const expected = `a label column of at most ${grouped(most)} classes for ${grouped(rows)} rows`;
  refuse(text, expected, `${grouped(distinct)} distinct values in ${label}`, remedy);
}

/** How many rows of the table or view each class has, of `classes` numbered by `value`. */
async function countRows(database: Database, from: string, value: string, classes: number): Promise<number[]> {
  const sizes = new Array<number>(classes).fill(0);
  const sql = `select ${value}, cast(count(*) as double) from ${from} where ${value} is not null group by all`;
  await database.stream(sql, ([places, counts]) => places.forEach((place, i) => (sizes[place] = counts[i])));
  return sizes;
}

/** Refuses classes that only the rows of another file have. */
async function checkForeign(
  database: Database,
  ranges: readonly TableRange[],
  { names, sizes, value }: TableClasses,
): Promise<void> {
  if (!sizes.includes(0)) return;
  for (const { text, from, to } of ranges.slice(1)) {
    const view = `(select * from source where rowid >= ${from} and rowid < ${to})`;
    const own = await countRows(database, view, value, names.length);
    const foreign = names
      .map((name, k) => ({ name, rows: own[k] }))
      .filter(({ rows }, k) => sizes[k] === 0 && rows > 0);
    if (foreign.length === 0) continue;
    const known = names.filter((_, k) => sizes[k] > 0);
    const expected = `only classes that training rows have (${firstOf(known, 10)})`;
    const got = firstOf(
      foreign.map(({ name, rows }) => `"${name}" in ${counted(rows, "row")}`),
      10,
    );
    refuse(text, expected, got, "add training rows of such classes, or leave these rows out");
  }
}

/**
 * Numbers the classes of the table `source`: numbers by size, texts by code point.
 * @param text the data text, for messages
 * @param ranges whose rows they are: the data's own decide which classes there are
 * @param rows how many of its own rows have a label
 * @throws UsageError when the label has one value only, or too many, or another file has values of its own
 */
export async function findClasses(
  database: Database,
  text: string,
  ranges: readonly TableRange[],
  { name, kind }: KindColumn,
  rows: number,
): Promise<TableClasses> {
  await checkDistinct(database, text, name, rows);
  const texts = await numberTexts(database, name);
  const names = texts.map((each) => (kind === "number" ? String(Number(each)) : each));
  const value = numberSql(name);
  const classes = { names, sizes: await countRows(database, "surveyed", value, names.length), value };
  await checkForeign(database, ranges, classes);
  return classes;
}
