// A table → a data set: read once, split, fitted on training rows, encoded into files of the cache.
import path from "node:path";
import { checkRange } from "@softlabel/core/internal";
import { noScaling, type Dataset } from "../../base/dataset.ts";
import {
  openPrepared,
  preparedFolder,
  withTemporaryFolder,
  type PartWriters,
  type Prepared,
} from "../prepared/preparedDataset.ts";
import { sourceKey } from "../prepared/sourceKey.ts";
import { refuse } from "../../base/refuse.ts";
import { withDatabase, type Database } from "./database.ts";
import { featureNames, type Preprocessing } from "../../features/preprocessing.ts";
import { partFiles, type PartFile } from "./parts/partFiles.ts";
import { partNotes } from "./parts/partNotes.ts";
import { groupsOf, splitTable, type SplitOptions } from "./parts/splitTable.ts";
import { surveyTable, type TableSurvey } from "./surveyTable.ts";
import type { ColumnOptions } from "./tableColumns.ts";
import { tableNotes } from "./tableNotes.ts";
import { parts as marks } from "./parts/markParts.ts";
import { sourceFiles, tableFormat } from "./tableSource.ts";
import { encodeTable, fitTable, isUsed, type FittedColumn } from "./writeTable.ts";

/** Which columns a table's rows are made of, and how they are split. */
export interface TableOptions extends ColumnOptions {
  /** Decides which rows are for testing; 0 by default. */
  readonly seed?: number | undefined;
  /** Share of the rows for testing, 0.2 by default; or the text of a table that holds the test rows. */
  readonly test?: number | string | undefined;
  /** The text of a table that holds the validation rows. */
  readonly validation?: string | undefined;
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

function titleOf(text: string, rows: number, parts: readonly PartFile[]): string {
  const nameOf = (each: string): string => (tableFormat(each) === "query" ? "a SQL query" : path.basename(each));
  const others = parts.map((each) => `, ${each.part} rows from ${nameOf(each.text)}`).join("");
  return `Table of ${rows.toLocaleString("en")} rows from ${nameOf(text)}${others}`;
}

/** What is read, and how it is split. */
interface TableRequest {
  readonly text: string;
  readonly files: readonly string[];
  readonly parts: readonly PartFile[];
  readonly columns: ColumnOptions;
  readonly split: SplitOptions;
}

/** Reads, splits, fits and writes; the database may be thrown away afterwards. */
async function prepareTable(
  database: Database,
  { text, files, parts, columns, split: options }: TableRequest,
  writers: PartWriters,
): Promise<Prepared> {
  const survey = await surveyTable(database, text, files, columns, parts);
  const split = await splitTable(database, text, survey, options);
  const fitted = await fitTable(database, survey.useful, split);
  const preprocessing = describePreprocessing(text, survey, fitted);
  await encodeTable(database, fitted.filter(isUsed), split, writers);
  const { group, labelFound } = survey.columns;
  const groupCount = groupsOf(split, marks.train, marks.validation, marks.test).size;
  const { drawn } = split;
  return {
    title: titleOf(text, survey.rows, parts),
    classes: survey.classes.names,
    shape: [preprocessing.features.length],
    elementType: "float32",
    ...noScaling,
    notes: [
      ...tableNotes({ ...survey, preprocessing, labelFound, group, groupCount, drawn }),
      ...(await partNotes(database, survey, split, preprocessing, options)),
    ],
    preprocessing,
    marked: !drawn || parts.length > 0,
  };
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
  const files = await sourceFiles(text);
  const parts = await partFiles({ validation, test: typeof test === "string" ? test : undefined });
  const columns = { label, drop, group, split };
  const key = await sourceKey({
    kind: "table",
    files: [...files, ...parts.flatMap((part) => part.files)],
    options: { text, ...columns, seed, test, validation },
  });
  const request = { text, files, parts, columns, split: { seed, test: share } };
  return openPrepared({
    name: text,
    key,
    prepare: (writers) =>
      withTemporaryFolder(path.join(preparedFolder(), "database"), (folder) =>
        withDatabase(folder, (database) => prepareTable(database, request, writers)),
      ),
  });
}
