// A DuckDB database in a file of its own: small answers as texts, large ones as columns of numbers, chunk by chunk.
import { availableParallelism } from "node:os";
import path from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type duckdb from "@duckdb/node-bindings";
import { optionalPackage } from "../optionalPackage.ts";
import { identifier, type Chunk, type ChunkKind, type Database } from "../../tables/database.ts";
import { openAppender, tableSql } from "./appender.ts";
import { readChunk } from "./chunkColumns.ts";

/** Extensions come from the network and change what a query means; memory is left to the training. */
function settings(folder: string): Record<string, string> {
  return {
    threads: String(Math.min(4, availableParallelism())),
    memory_limit: "256MB",
    temp_directory: path.join(folder, "spilled"),
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  };
}

/** Every row of a query, of which one runs at a time on a connection. */
async function* chunksOf(
  connection: DuckDBConnection,
  bindings: typeof duckdb,
  sql: string,
  kinds?: readonly ChunkKind[],
): AsyncGenerator<Chunk> {
  const result = await connection.stream(sql);
  const all = kinds ?? result.columnNames().map(() => "number" as const);
  for (let chunk = await result.fetchChunk(); chunk?.rowCount; chunk = await result.fetchChunk()) {
    yield readChunk(bindings, chunk, all);
  }
}

/** DuckDB is only loaded here: that takes longer than most tables take to be read. */
async function openDatabase(folder: string): Promise<Database> {
  const load = () => Promise.all([import("@duckdb/node-api"), import("@duckdb/node-bindings")]);
  const [api, { default: bindings }] = await optionalPackage("@duckdb/node-api", load);
  const instance = await api.DuckDBInstance.create(path.join(folder, "tables.duckdb"), settings(folder));
  const connection = await instance.connect();
  const stream: Database["stream"] = async (sql, visit) => {
    for await (const { columns, rows } of chunksOf(connection, bindings, sql)) visit(columns as Float64Array[], rows);
  };
  return {
    stream,
    chunks: (sql, kinds) => chunksOf(connection, bindings, sql, kinds),
    async append(table, columns) {
      await connection.run(tableSql(identifier(table), columns));
      return openAppender(api, connection, table, columns);
    },
    async run(sql) {
      await connection.run(sql);
    },
    async texts(sql) {
      const rows = (await connection.runAndReadAll(sql)).getRows();
      return rows.map((row) => row.map((value) => (value === null ? null : String(value))));
    },
    async numbers(sql) {
      const values: number[] = [];
      await stream(sql, (columns) => values.push(...columns.map((column) => column[0])));
      return values;
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Uses a new database that keeps its tables, and what does not fit into memory, in `folder`. */
export async function withDatabase<Result>(
  folder: string,
  use: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase(folder);
  try {
    return await use(database);
  } finally {
    database.close();
  }
}
