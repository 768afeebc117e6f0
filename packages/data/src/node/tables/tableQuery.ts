// How the rows of a table are read, as a query: of files in each format, or the user's own.
import { csvQuery, type ColumnReading } from "./csvQuery.ts";
import type { CsvDialect } from "./csvDialect.ts";
import { literal, type Database } from "./database.ts";
import type { Column } from "./tableColumns.ts";
import { tableFormat, type TableFormat } from "./tableSource.ts";

/** A query for all rows of a table in their order. */
export interface TableQuery {
  readonly sql: string;
  /** How a CSV file is cut into values. */
  readonly dialect?: CsvDialect;
  /** How dates are written in a CSV file, as options of DuckDB's. */
  readonly formats?: readonly string[];
  /** The same, of a CSV file, without lines that cannot be read, which DuckDB then lists in `reject_errors`. */
  readonly lenientSql?: string;
}

const fileList = (files: readonly string[]): string => `[${files.map(literal).join(", ")}]`;

/** How a format is read. */
const queries: Readonly<
  Record<
    TableFormat,
    (
      database: Database,
      text: string,
      files: readonly string[],
      asText: readonly string[],
      like?: ColumnReading,
      missing?: readonly string[],
    ) => TableQuery | Promise<TableQuery>
  >
> = {
  csv: (database, _, files, asText, like, missing) => csvQuery(database, files, asText, like, missing),
  parquet: (_, __, files) => ({ sql: `select * from read_parquet(${fileList(files)})` }),
  json: (_, __, files) => ({ sql: `select * from read_json(${fileList(files)}, sample_size = -1)` }),
  query: (_, text) => ({ sql: text.replace(/;\s*$/, "") }),
};

/**
 * The query for the rows of a table.
 * @param text the data text, of which `tableFormat` knows the format
 * @param files the files it is read from
 * @param asText columns of CSV files that are read as they stand, whatever they hold
 * @param like how the columns of CSV files are read, where that is known already
 * @param missing texts of CSV files that stand for a missing value
 */
export async function tableQuery(
  database: Database,
  text: string,
  files: readonly string[],
  asText: readonly string[],
  like?: ColumnReading,
  missing?: readonly string[],
): Promise<TableQuery> {
  return queries[tableFormat(text)!](database, text, files, asText, like, missing);
}

/** The columns that a query gives. */
export async function describeColumns(database: Database, { sql }: TableQuery): Promise<Column[]> {
  const described = await database.texts(`select column_name, column_type from (describe ${sql}\n)`);
  return described.map(([name, type]): Column => [String(name), String(type)]);
}
