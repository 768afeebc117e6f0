// A table → a data set: read once, split, fitted on training rows, encoded into files of the cache.
import path from "node:path";
import { checkRange } from "@softlabel/core";
import { noScaling, type Dataset } from "../dataset.ts";
import {
  openPrepared,
  preparedFolder,
  withTemporaryFolder,
  type PartWriters,
  type Prepared,
} from "../prepared/preparedDataset.ts";
import { sourceKey } from "../prepared/sourceKey.ts";
import { refuse } from "../refuse.ts";
import { withDatabase, type Database } from "./database.ts";
import { featureNames, type Preprocessing } from "./preprocessing.ts";
import { splitTable, type SplitOptions } from "./splitTable.ts";
import { surveyTable, type TableSurvey } from "./surveyTable.ts";
import type { ColumnOptions } from "./tableColumns.ts";
import { tableNotes } from "./tableNotes.ts";
import { sourceFiles, tableFormat } from "./tableSource.ts";
import { encodeTable, fitTable, isUsed, type FittedColumn } from "./writeTable.ts";

/** Which columns a table's rows are made of, and how they are split. */
export interface TableOptions extends ColumnOptions {
  /** Decides which rows are for testing; 0 by default. */
  readonly seed?: number | undefined;
  /** Share of the rows for testing; 0.2 by default. */
  readonly test?: number | undefined;
}

function describePreprocessing(
  text: string,
  { columns: { label }, classes, dropped }: TableSurvey,
  fitted: readonly FittedColumn[],
): Preprocessing {
  const columns = fitted.filter(isUsed).map(({ encoded }) => encoded);
  const constant = fitted.filter((column) => !isUsed(column)).map(({ column }) => column.name);
  const all = [...dropped, ...constant.map((name) => ({ name, reason: "the same in all training rows" }))];
  if (columns.length === 0) {
    const found = all.map(({ name, reason }) => `${name} (${reason})`).join(", ") || "none";
    refuse(text, `a column beside ${label.name} that says something of the label`, found);
  }
  const features = columns.flatMap(featureNames);
  return { version: 1, label: label.name, classes: classes.names, columns, dropped: all, features };
}

function titleOf(text: string, rows: number): string {
  const what = tableFormat(text) === "query" ? "a SQL query" : path.basename(text);
  return `Table of ${rows.toLocaleString("en")} rows from ${what}`;
}

/** Reads, splits, fits and writes; the database may be thrown away afterwards. */
async function prepareTable(
  database: Database,
  text: string,
  files: readonly string[],
  options: ColumnOptions & SplitOptions,
  writers: PartWriters,
): Promise<Prepared> {
  const survey = await surveyTable(database, text, files, options);
  const split = await splitTable(database, text, survey.classes, survey.rows, options);
  const fitted = await fitTable(database, survey.useful, split);
  const preprocessing = describePreprocessing(text, survey, fitted);
  await encodeTable(database, fitted.filter(isUsed), split, writers);
  const { group, labelFound } = survey.columns;
  return {
    title: titleOf(text, survey.rows),
    classes: survey.classes.names,
    shape: [preprocessing.features.length],
    elementType: "float32",
    ...noScaling,
    notes: tableNotes({ ...survey, preprocessing, labelFound, group, groupCount: split.groupCount }),
    preprocessing,
  };
}

/**
 * A table as a data set: files that end in .csv, .tsv, .parquet, .json, .jsonl or .ndjson, a pattern of them, or a SQL
 * query that DuckDB understands.
 * @param text the data text
 * @throws UsageError when it cannot be read, or its columns make no classification
 */
export async function loadTable(text: string, options: TableOptions = {}): Promise<Dataset> {
  const { label, drop, group, seed = 0, test = 0.2 } = options;
  checkRange("table", "the share of rows for testing", test, { from: 0, to: 1, open: "both" });
  const files = await sourceFiles(text);
  const key = await sourceKey({ kind: "table", files, options: { text, label, drop, group, seed, test } });
  return openPrepared({
    name: text,
    key,
    prepare: (writers) =>
      withTemporaryFolder(path.join(preparedFolder(), "database"), (folder) =>
        withDatabase(folder, (database) =>
          prepareTable(database, text, files, { label, drop, group, seed, test }, writers),
        ),
      ),
  });
}
