// Rows that are added to a table of a database column by column.
import type { DuckDBConnection, DuckDBType } from "@duckdb/node-api";
import type * as duckdb from "@duckdb/node-api";
import { identifier, type AppendedColumn, type Appender } from "../../tables/database.ts";

/** Each kind's type, and how a value is handed to DuckDB. */
const kinds = {
  text: { type: "VARCHAR", value: (value: string | number) => String(value) },
  integer: { type: "BIGINT", value: (value: string | number) => BigInt(value) },
  number: { type: "FLOAT", value: (value: string | number) => value },
} as const;

/** SQL that makes the table. */
export function tableSql(table: string, columns: readonly AppendedColumn[]): string {
  const definitions = columns.map(({ name, kind }) => `${identifier(name)} ${kinds[kind].type}`);
  return `create table ${table} (${definitions.join(", ")})`;
}

/** Rows that DuckDB takes at once. */
const mostRows = 2048;

/** Begins to add rows to the table, which has these columns. */
export async function openAppender(
  { DuckDBDataChunk, VARCHAR, BIGINT, FLOAT }: typeof duckdb,
  connection: DuckDBConnection,
  table: string,
  columns: readonly AppendedColumn[],
): Promise<Appender> {
  const types: Record<string, DuckDBType> = { VARCHAR, BIGINT, FLOAT };
  const appender = await connection.createAppender(table);
  const chunk = DuckDBDataChunk.create(columns.map(({ kind }) => types[kinds[kind].type]));
  const addChunk = (values: readonly ArrayLike<string | number | null>[], from: number, rows: number): void => {
    chunk.reset();
    chunk.rowCount = rows;
    columns.forEach(({ kind }, k) => {
      const { value } = kinds[kind];
      const column = Array.from({ length: rows }, (_, i) => {
        const each = values[k][from + i];
        return each === null || Number.isNaN(each) ? null : value(each);
      });
      chunk.setColumnValues(k, column);
    });
    appender.appendDataChunk(chunk);
  };
  return {
    add(values, rows) {
      for (let from = 0; from < rows; from += mostRows) addChunk(values, from, Math.min(mostRows, rows - from));
    },
    close: () => appender.closeSync(),
  };
}
