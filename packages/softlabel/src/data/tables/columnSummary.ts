// What a column holds in all rows, as far as it decides whether and how the column is used.
import { refuse } from "../refuse.ts";
import { valueSql } from "./columnKinds.ts";
import { identifier, type Database } from "./database.ts";
import type { KindColumn } from "./tableColumns.ts";

/** Counts over all rows of a column. */
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

/** SQL for the numbers of a summary, in its order, after the count of values that are not finite. */
function summarySql({ name, kind }: KindColumn): string {
  const column = identifier(name);
  const value = kind === "category" ? "" : valueSql(name, kind);
  const finite = kind === "category" ? ["0"] : [`count(*) filter (not isfinite(${value}))`];
  const text =
    kind === "category"
      ? [`approx_count_distinct(${column})`, `count(try_cast(cast(${column} as varchar) as double))`]
      : zeros(2);
  const extremes = kind === "number" ? [`min(${value})`, `max(${value})`] : zeros(2);
  const numbers = [...finite, `count(${column})`, ...text, ...extremes];
  return numbers.map((number) => `coalesce(cast(${number} as double), 0)`).join(", ");
}

/** Refuses NaN and infinities, which are no missing values: something went wrong where they were made. */
async function refuseNotFinite(database: Database, text: string, { name, kind }: KindColumn): Promise<never> {
  const value = valueSql(name, kind);
  const [[row, shown]] = await database.texts(
    `select cast(rowid + 1 as varchar), cast(${value} as varchar) from source where not isfinite(${value}) order by rowid limit 1`,
  );
  const remedy = `leave the value empty if it is missing, or the column out with --drop ${name}`;
  return refuse(text, `finite numbers in column ${name}`, `${shown} in row ${row}`, remedy);
}

/**
 * Summaries of columns of the table `source`.
 * @param text the data text, for messages
 * @throws UsageError when a number is not finite
 */
export async function summarise(
  database: Database,
  text: string,
  columns: readonly KindColumn[],
): Promise<ColumnSummary[]> {
  if (columns.length === 0) return [];
  const values = await database.numbers(`select ${columns.map(summarySql).join(", ")} from source`);
  const summaries: ColumnSummary[] = [];
  for (const [i, column] of columns.entries()) {
    const [infinite, present, distinct, numeric, smallest, largest] = values.slice(6 * i, 6 * i + 6);
    if (infinite > 0) await refuseNotFinite(database, text, column);
    summaries.push({ ...column, present, distinct, numeric, smallest, largest });
  }
  return summaries;
}

async function refuseNearlyNumbers(database: Database, text: string, name: string): Promise<never> {
  const column = identifier(name);
  const [[row, shown]] = await database.texts(
    `select cast(rowid + 1 as varchar), ${column} from source where ${column} is not null and try_cast(${column} as double) is null order by rowid limit 1`,
  );
  const remedy = `mend it, leave it empty if it is missing, or leave the column out with --drop ${name}`;
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
