// A table → features: read once, split, fitted on training rows, then encoded.
import { grouped } from "@softlabel/core/internal";
import { noScaling } from "../base/dataset.ts";
import { fileName } from "../base/fileName.ts";
import type { PartWriters, Prepared } from "../base/prepared.ts";
import { refuse } from "../base/refuse.ts";
import { featureNames, type Preprocessing } from "../features/preprocessing.ts";
import type { Database } from "./database.ts";
import { parts as marks } from "./parts/markParts.ts";
import type { PartTable } from "./parts/partColumns.ts";
import { partNotes } from "./parts/partNotes.ts";
import { groupsOf, splitTable, type SplitOptions } from "./parts/splitTable.ts";
import { surveyTable, type TableSurvey } from "./surveyTable.ts";
import type { ColumnOptions } from "./tableColumns.ts";
import { tableNotes } from "./tableNotes.ts";
import type { TableSource } from "./tableSource.ts";
import { encodeTable, fitTable, isUsed, type FittedColumn } from "./writeTable.ts";

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
    refuse(text, `a column beside ${label.name} that helps to predict it`, found);
  }
  const features = columns.flatMap(featureNames);
  return { version: 1, label: label.name, classes: classes.names, columns, dropped: all, features };
}

function titleOf({ source, parts }: TableRequest, rows: number): string {
  const nameOf = ({ text, format }: TableSource): string => (format === "query" ? "a SQL query" : fileName(text));
  const others = parts.map((each) => `, ${each.part} rows from ${nameOf(each)}`).join("");
  return `Table of ${grouped(rows)} rows from ${nameOf(source)}${others}`;
}

/** What is read, and how it is split. */
interface TableRequest {
  readonly source: TableSource;
  readonly parts: readonly PartTable[];
  readonly columns: ColumnOptions;
  readonly split: SplitOptions;
}

/**
 * Reads a table, splits its rows, fits the features on training rows and writes all of them.
 * @param database empty; it is not needed afterwards
 * @throws UsageError if the table cannot be read or is not classification
 */
export async function prepareTable(database: Database, request: TableRequest, writers: PartWriters): Promise<Prepared> {
  const { source, parts, columns, split: options } = request;
  const { text } = source;
  const survey = await surveyTable(database, source, columns, parts);
  const split = await splitTable(database, text, survey, options);
  const fitted = await fitTable(database, survey.useful, split);
  const preprocessing = describePreprocessing(text, survey, fitted);
  await encodeTable(database, fitted.filter(isUsed), split, writers);
  const { group, labelFound } = survey.columns;
  const groupCount = groupsOf(split, marks.train, marks.validation, marks.test).size;
  const { drawn } = split;
  return {
    title: titleOf(request, survey.rows),
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
