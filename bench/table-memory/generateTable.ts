// A large table of made-up numbers and categories.
import { DuckDBInstance } from "@duckdb/node-api";

const numbers = 16;
const categories = 4;

/** Writes `rows` rows of 16 numbers and 4 texts, with a label `y` of four classes that some numbers depend on. */
export async function generateTable(file: string, rows: number): Promise<void> {
  const numeric = Array.from(
    { length: numbers },
    (_, k) => `round((hash(i * 31 + ${k}) % 1000003) / 1000.0 + (i % 4) * ${k % 5} * 50, 3) as n${k}`,
  );
  const texts = Array.from(
    { length: categories },
    (_, k) => `(['red', 'green', 'blue', 'grey', 'black'])[1 + cast(hash(i * 17 + ${k}) % 5 as integer)] as c${k}`,
  );
  const format = file.endsWith(".csv") ? "format csv, header" : "format parquet";
  const instance = await DuckDBInstance.create(":memory:", { memory_limit: "1GB" });
  const connection = await instance.connect();
  const columns = [...numeric, ...texts, "i % 4 as y"].join(", ");
  await connection.run(`copy (select ${columns} from range(${rows}) as t(i)) to '${file}' (${format})`);
  connection.closeSync();
  instance.closeSync();
}
