// How the rows of a table are read, as a query: of files in each format, or the user's own.
import { csvQuery, type CsvReading } from "./csvQuery.ts";
import type { CsvDialect } from "./csvDialect.ts";
import { literals, type Database } from "./database.ts";
import { selectQuery } from "./selectQuery.ts";
import type { Column } from "./tableColumns.ts";
import type { TableFormat, TableSource } from "./tableSource.ts";

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

type QueryMaker = (database: Database, source: TableSource, csv: CsvReading) => TableQuery | Promise<TableQuery>;

/** How each format is read. */
const queries: Readonly<Record<TableFormat, QueryMaker>> = {
  csv: (database, { files }, csv) => csvQuery(database, files, csv),
  parquet: (_, { files }) => ({ sql: `select * from read_parquet(${literals(files)})` }),
  json: (_, { files }) => ({ sql: `select * from read_json(${literals(files)}, sample_size = -1)` }),
  query: async (database, { text }) => ({ sql: await selectQuery(database, text) }),
};

/**
 * The query for the rows of a table.
 * @param csv how CSV files are read
 * @throws UsageError for CSV files without the same named columns
 */
export async function tableQuery(database: Database, source: TableSource, csv: CsvReading): Promise<TableQuery> {
  return queries[source.format](database, source, csv);
}

/** The columns that a query gives. */
export async function describeColumns(database: Database, { sql }: TableQuery): Promise<Column[]> {
  const described = await database.texts(`select column_name, column_type from (describe ${sql}\n)`);
  return described.map(([name, type]): Column => [String(name), String(type)]);
}
