// A table as a data set: prepared once with DuckDB, then opened from the cache.
import path from "node:path";
import { checkRange } from "@softlabel/core/internal";
import type { Dataset } from "../../base/dataset.ts";
import { prepareTable } from "../../tables/prepareTable.ts";
import type { ColumnOptions } from "../../tables/tableColumns.ts";
import { withDatabase } from "../duckdb/database.ts";
import { openPrepared, preparedFolder, withTemporaryFolder } from "../prepared/preparedDataset.ts";
import { sourceKey } from "../prepared/sourceKey.ts";
import { partTables, tableSource } from "./tableSource.ts";

/** Which columns a table's rows are made of, and how they are split. */
export interface TableOptions extends ColumnOptions {
  /** Decides which rows are for testing; 0 by default. */
  readonly seed?: number | undefined;
  /** Share of the rows for testing, 0.2 by default; or the text of a table that holds the test rows. */
  readonly test?: number | string | undefined;
  /** The text of a table that holds the validation rows. */
  readonly validation?: string | undefined;
}

/**
 * A table as a data set: files that end in .csv, .tsv, .parquet, .json, .jsonl or .ndjson, a pattern of them, or a SQL
 * query that DuckDB understands.
 * @param text the data text
 * @throws UsageError when it cannot be read, or its columns make no classification
 */
export async function loadTable(text: string, options: TableOptions = {}): Promise<Dataset> {
  const { label, drop, group, split, seed = 0, test, validation } = options;
  const share = typeof test === "string" ? undefined : test;
  checkRange("table", "the share of rows for testing", share ?? 0.2, { from: 0, to: 1, open: "both" });
  const source = await tableSource(text);
  const parts = await partTables({ validation, test: typeof test === "string" ? test : undefined });
  const columns = { label, drop, group, split };
  const key = await sourceKey({
    kind: "table",
    files: [...source.files, ...parts.flatMap((part) => part.files)],
    options: { text, ...columns, seed, test, validation },
  });
  const request = { source, parts, columns, split: { seed, test: share } };
  return openPrepared({
    name: text,
    key,
    prepare: (writers) =>
      withTemporaryFolder(path.join(preparedFolder(), "database"), (folder) =>
        withDatabase(folder, (database) => prepareTable(database, request, writers)),
      ),
  });
}
