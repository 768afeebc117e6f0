// The classes of a table: the distinct values of its label, checked and numbered.
import { identifier, type Database } from "./database.ts";
import { refuse } from "../refuse.ts";
import { numberSql, numberTexts } from "./numberedTexts.ts";
import type { KindColumn } from "./tableColumns.ts";

/** The classes in order, with their rows. */
export interface TableClasses {
  readonly names: readonly string[];
  readonly sizes: readonly number[];
  /** SQL for the number of a row's class as double; NULL where the label is missing. */
  readonly value: string;
}

/** More classes than this are no classification. */
const mostClasses = 1000;

const count = (number: number): string => number.toLocaleString("en");

async function checkDistinct(database: Database, text: string, label: string, rows: number): Promise<void> {
  const column = identifier(label);
  const [distinct] = await database.numbers(
    `select cast(count(*) as double) from (select distinct ${column} from source where ${column} is not null)`,
  );
  if (distinct < 2) refuse(text, `at least two classes in the label column ${label}`, `${distinct}`);
  const most = Math.min(mostClasses, Math.max(2, Math.floor(rows / 2)));
  if (distinct <= most) return;
  const remedy = "name a column that holds classes, or cut its values into ranges in a SQL query";
  const expected = `a label column of at most ${count(most)} classes for ${count(rows)} rows`;
  refuse(text, expected, `${count(distinct)} distinct values in ${label}`, remedy);
}

/**
 * Numbers the classes of the table `source`: numbers by size, texts by code point.
 * @param text the data text, for messages
 * @param rows how many rows have a label
 * @throws UsageError when the label has one value only, too many, or one that a single row has
 */
export async function findClasses(
  database: Database,
  text: string,
  { name, kind }: KindColumn,
  rows: number,
): Promise<TableClasses> {
  await checkDistinct(database, text, name, rows);
  const texts = await numberTexts(database, name);
  const names = texts.map((value) => (kind === "number" ? String(Number(value)) : value));
  const sizes = new Array<number>(names.length).fill(0);
  const value = numberSql(name);
  await database.stream(
    `select ${value}, cast(count(*) as double) from source where ${value} is not null group by all`,
    ([places, counts]) => places.forEach((place, i) => (sizes[place] = counts[i])),
  );
  const alone = sizes.findIndex((size) => size < 2);
  if (alone >= 0) {
    const remedy = `leave it out with a SQL query: from the table where ${name} <> '${names[alone]}'`;
    refuse(text, `at least 2 rows of every class in ${name}`, `${sizes[alone]} of "${names[alone]}"`, remedy);
  }
  return { names, sizes, value };
}
