// What a column holds in all rows of the data's own table, as far as it decides whether and how the column is used.
import { refuse } from "../base/refuse.ts";
import { valueSql } from "./columnKinds.ts";
import { identifier, type Database } from "./database.ts";
import type { TableRange } from "./readTable.ts";
import type { KindColumn } from "./tableColumns.ts";

/** Counts over the rows of a column. */
export interface ColumnSummary extends KindColumn {
  /** Rows that have a value. */
  readonly present: number;
  /** Distinct values, within some percent; 0 for what is not text. */
  readonly distinct: number;
  /** Texts that could be read as numbers; 0 for what is not text. */
  readonly numeric: number;
  /** Smallest and largest of numbers; 0 for all else. */
  readonly smallest: number;
  readonly largest: number;
}

const zeros = (count: number): string[] => Array.from({ length: count }, () => "0");

/** SQL for the numbers of a summary, in its order. */
function summarySql({ name, kind }: KindColumn): string {
  const column = identifier(name);
  const value = kind === "category" ? "" : valueSql(name, kind);
  const text =
    kind === "category"
      ? [`approx_count_distinct(${column})`, `count(try_cast(cast(${column} as varchar) as double))`]
      : zeros(2);
  const extremes = kind === "number" ? [`min(${value})`, `max(${value})`] : zeros(2);
  const numbers = [`count(${column})`, ...text, ...extremes];
  return numbers.map((number) => `coalesce(cast(${number} as double), 0)`).join(", ");
}

/** Where a row of the table `source` stands: the text it comes from, and its number there, counted from 1. */
function placeOf(ranges: readonly TableRange[], row: number): readonly [text: string, row: number] {
  const { text, from } = ranges.find(({ to }) => row < to)!;
  return [text, row - from + 1];
}

/** Refuses NaN and infinities, which are not missing values: something went wrong where they were made. */
async function refuseNotFinite(
  database: Database,
  ranges: readonly TableRange[],
  { name, kind }: KindColumn,
): Promise<never> {
  const value = valueSql(name, kind);
  const [[row, shown]] = await database.texts(
    `select cast(rowid as varchar), cast(${value} as varchar) from source where not isfinite(${value}) order by rowid limit 1`,
  );
  const [text, place] = placeOf(ranges, Number(row));
  const remedy = `leave the value empty if it is missing, or the column out with --drop ${name}`;
  return refuse(text, `finite numbers in column ${name}`, `${shown} in row ${place}`, remedy);
}

/**
 * Refuses numbers that are not finite in any row of the table `source`.
 * @throws UsageError that names the first
 */
export async function checkFinite(
  database: Database,
  ranges: readonly TableRange[],
  columns: readonly KindColumn[],
): Promise<void> {
  const numeric = columns.filter(({ kind }) => kind !== "category");
  if (numeric.length === 0) return;
  const counts = numeric.map(({ name, kind }) => {
    return `cast(count(*) filter (not isfinite(${valueSql(name, kind)})) as double)`;
  });
  const infinite = await database.numbers(`select ${counts.join(", ")} from source`);
  const first = numeric.find((_, i) => infinite[i] > 0);
  if (first !== undefined) await refuseNotFinite(database, ranges, first);
}

/** Summaries of columns of the view `surveyed`. */
export async function summarise(database: Database, columns: readonly KindColumn[]): Promise<ColumnSummary[]> {
  if (columns.length === 0) return [];
  const values = await database.numbers(`select ${columns.map(summarySql).join(", ")} from surveyed`);
  return columns.map((column, i) => {
    const [present, distinct, numeric, smallest, largest] = values.slice(5 * i, 5 * i + 5);
    return { ...column, present, distinct, numeric, smallest, largest };
  });
}

async function refuseNearlyNumbers(database: Database, text: string, name: string): Promise<never> {
  const column = identifier(name);
  const [[row, shown]] = await database.texts(
    `select cast(rowid + 1 as varchar), ${column} from source where ${column} is not null and try_cast(${column} as double) is null order by rowid limit 1`,
  );
  const remedy = `fix it, leave it empty if it is missing, or leave the column out with --drop ${name}`;
  return refuse(text, `numbers in column ${name}, as in nearly all rows`, `"${shown}" in row ${row}`, remedy);
}

const nearlyNumbers = ({ numeric, present, distinct }: ColumnSummary): boolean =>
  numeric < present && numeric >= 0.9 * present && distinct > 20;

/**
 * Refuses texts among numbers: the column would be taken for categories, of which each number is one.
 * @param text the data text, for messages
 * @throws UsageError when nearly all texts of a column are numbers
 */
export async function checkTexts(database: Database, text: string, summaries: readonly ColumnSummary[]): Promise<void> {
  const suspect = summaries.find(nearlyNumbers);
  if (suspect !== undefined) await refuseNearlyNumbers(database, text, suspect.name);
}
