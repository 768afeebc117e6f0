// Rows as a Parquet file: gathered in a table of DuckDB on disk, then copied in their order.
import path from "node:path";
import { identifier, literal, refuse } from "@softlabel/data/internal";
import { preparedFolder, withDatabase, withTemporaryFolder } from "@softlabel/data/node/internal";
import type { OutputColumn, PredictedBlock } from "./outputColumns.ts";

/** DuckDB does not tell cases apart. */
function checkCases(columns: readonly OutputColumn[]): void {
  const folded = columns.map(({ name }) => name.toLowerCase());
  const twice = columns.find((_, i) => folded.indexOf(folded[i]) < i);
  if (twice === undefined) return;
  refuse("--out", "columns of different names, whatever their case, for Parquet", `"${twice.name}" twice`, "write CSV");
}

/** Uses a writer of rows into a Parquet file. */
export async function withParquetRows<Result>(
  file: string,
  columns: readonly OutputColumn[],
  use: (write: (predicted: PredictedBlock) => Promise<void>) => Promise<Result>,
): Promise<Result> {
  checkCases(columns);
  return withTemporaryFolder(path.join(preparedFolder(), "database"), (folder) =>
    withDatabase(folder, async (database) => {
      const appender = await database.append("rows", columns);
      const result = await use((predicted) => {
        appender.add(
          columns.map(({ values }) => values(predicted)),
          predicted.block.count,
        );
        return Promise.resolve();
      });
      appender.close();
      const selected = columns.map(({ name, type }) => {
        const own = identifier(name);
        return type === undefined ? own : `cast(${own} as ${type}) as ${own}`;
      });
      await database.run(`copy (select ${selected.join(", ")} from rows) to ${literal(file)} (format parquet)`);
      return result;
    }),
  );
}
