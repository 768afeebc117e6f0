// What DuckDB alone does with a table: reads every value of it, as every program that predicts its rows has to; or copies it without labels.
import { DuckDBInstance } from "@duckdb/node-api";

/** Copies a table without its column y. */
export async function copyUnlabelled(from: string, to: string): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:", { memory_limit: "1GB" });
  const connection = await instance.connect();
  await connection.run(`copy (select * exclude (y) from '${from}') to '${to}'`);
  connection.closeSync();
  instance.closeSync();
}

/** Reads the file. CSV values keep the types that DuckDB finds. */
export async function readTable(file: string): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:", { memory_limit: "256MB" });
  const connection = await instance.connect();
  await connection.run(`select max(columns(*)) from '${file}'`);
  connection.closeSync();
  instance.closeSync();
}
