// Made-up predictions: normal logits, in which the label's stands out; the same numbers wherever they are made.
import { DuckDBInstance } from "@duckdb/node-api";

export const classes = 10;

/** Uniform numbers in (0, 1), determined by the row and a stream's number. */
const uniform = (stream: number): string => `((hash(i * 64 + ${stream}) >> 11) + 0.5) / 9007199254740992.0`;

/** Standard normals by Box and Muller. */
const normal = (k: number): string => `sqrt(-2 * ln(${uniform(2 * k)})) * cos(2 * pi() * ${uniform(2 * k + 1)})`;

/** Columns label, logit_0 … logit_9 (float32) and split, by which every eleventh row is for validation. */
function query(rows: number): string {
  const logits = Array.from(
    { length: classes },
    (_, k) => `cast(2.5 * ${normal(k)} + case when label = ${k} then 4 else 0 end as float) as logit_${k}`,
  );
  const split = "case when i % 11 = 10 then 'validation' else 'test' end as split";
  const labelled = `select i, cast(hash(i * 64 + 63) % ${classes} as integer) as label from range(${rows}) as t(i)`;
  return `select label, ${logits.join(", ")}, ${split} from (${labelled})`;
}

/** Writes so many rows of predictions to a Parquet file. */
export async function generatePredictions(file: string, rows: number): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:", { memory_limit: "1GB" });
  const connection = await instance.connect();
  await connection.run(`copy (${query(rows)}) to '${file}' (format parquet)`);
  connection.closeSync();
  instance.closeSync();
}
