// Reads the rows of a table once, into DuckDB's own file: every later pass sees the same rows in the same order.
import { csvQuery } from "./csvQuery.ts";
import { identifier, literal, type Database } from "./database.ts";
import { refuseTable } from "./readError.ts";
import { chooseColumns, type Column, type ColumnOptions, type TableColumns } from "./tableColumns.ts";
import { tableFormat, type TableFormat } from "./tableSource.ts";

interface Query {
  readonly sql: string;
  readonly dialect?: Awaited<ReturnType<typeof csvQuery>>["dialect"];
}

const fileList = (files: readonly string[]): string => `[${files.map(literal).join(", ")}]`;

/** How a format is read, as a query. */
const queries: Readonly<
  Record<
    TableFormat,
    (database: Database, text: string, files: readonly string[], asText: readonly string[]) => Query | Promise<Query>
  >
> = {
  csv: (database, _, files, asText) => csvQuery(database, files, asText),
  parquet: (_, __, files) => ({ sql: `select * from read_parquet(${fileList(files)})` }),
  json: (_, __, files) => ({ sql: `select * from read_json(${fileList(files)}, sample_size = -1)` }),
  query: (_, text) => ({ sql: text.replace(/;\s*$/, "") }),
};

/**
 * Reads a table into the table `source` of the database.
 * @param text the data text
 * @param files the files it is read from
 * @throws UsageError when it cannot be read, or lacks a column that was named
 */
export async function readTable(
  database: Database,
  text: string,
  files: readonly string[],
  options: ColumnOptions,
): Promise<TableColumns> {
  const { group, drop = [] } = options;
  let query: Query | undefined;
  try {
    // Below, a line break ends a comment that a query may close with.
    const asText = [...drop, ...(group === undefined ? [] : [group])];
    query = await queries[tableFormat(text)!](database, text, files, asText);
    const described = await database.texts(`select column_name, column_type from (describe ${query.sql}\n)`);
    const found = described.map(([name, type]): Column => [String(name), String(type)]);
    const columns = chooseColumns(text, found, options);
    const used = [columns.label, ...columns.candidates].map(({ name }) => name);
    const names = [...used, ...(group === undefined ? [] : [group])].map(identifier).join(", ");
    await database.run(`create table source as select ${names} from (${query.sql}\n)`);
    return columns;
  } catch (error) {
    return refuseTable(error, { text, dialect: query?.dialect });
  }
}
