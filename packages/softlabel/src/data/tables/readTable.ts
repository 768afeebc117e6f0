// Reads the rows of a table once, into DuckDB's own file: every later pass sees the same rows in the same order.
import { identifier, type Database } from "./database.ts";
import { refuseTable } from "./readError.ts";
import { chooseColumns, type ColumnOptions, type TableColumns } from "./tableColumns.ts";
import { describeColumns, tableQuery, type TableQuery } from "./tableQuery.ts";

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
  let query: TableQuery | undefined;
  try {
    // Below, a line break ends a comment that a query may close with.
    const asText = [...drop, ...(group === undefined ? [] : [group])];
    query = await tableQuery(database, text, files, asText);
    const found = await describeColumns(database, query);
    const columns = chooseColumns(text, found, options);
    const used = [columns.label, ...columns.candidates].map(({ name }) => name);
    const names = [...used, ...(group === undefined ? [] : [group])].map(identifier).join(", ");
    await database.run(`create table source as select ${names} from (${query.sql}\n)`);
    return columns;
  } catch (error) {
    return refuseTable(error, { text, dialect: query?.dialect });
  }
}
