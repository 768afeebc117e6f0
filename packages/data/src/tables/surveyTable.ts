// Reads a table and looks at all of it: what its columns and classes are, before anything is fitted.
import { refuse } from "../base/refuse.ts";
import { checkFinite, checkTexts, summarise, type ColumnSummary } from "./columnSummary.ts";
import type { Database } from "./database.ts";
import type { PartTable } from "./parts/partColumns.ts";
import { readTable, type ReadTable } from "./readTable.ts";
import type { TableSource } from "./tableSource.ts";
import { findClasses, type TableClasses } from "./tableClasses.ts";
import type { ColumnOptions, TableColumns } from "./tableColumns.ts";
import { uselessness } from "./uselessColumns.ts";

/** A column that is not used, and why. */
interface DroppedColumn {
  readonly name: string;
  readonly reason: string;
}

/** What is known of the table `source` of a database. */
export interface TableSurvey extends ReadTable {
  /** Rows of the data's own table, and those of them that have a label. */
  readonly rows: number;
  readonly labelled: number;
  readonly summaries: readonly ColumnSummary[];
  /** The columns to make features of, and those that are of no use. */
  readonly useful: readonly ColumnSummary[];
  readonly dropped: readonly DroppedColumn[];
  readonly classes: TableClasses;
}

function dropUseless(
  { unusable }: TableColumns,
  summaries: readonly ColumnSummary[],
  rows: number,
): Pick<TableSurvey, "useful" | "dropped"> {
  const reasons = new Map(summaries.map((summary) => [summary.name, uselessness(summary, rows)]));
  const useless = [...reasons].flatMap(([name, reason]) => (reason === undefined ? [] : [{ name, reason }]));
  const typed = unusable.map(({ name, type }) => ({ name, reason: `no features can be made of type ${type}` }));
  const useful = summaries.filter(({ name }) => reasons.get(name) === undefined);
  return { useful, dropped: [...typed, ...useless] };
}

/**
 * Reads a table into the table `source` of the database, followed by the tables for single parts, and surveys its own rows
 * only: those of other tables decide nothing.
 * @throws UsageError when it cannot be read, lacks a column that was named, or its label is not classification
 */
export async function surveyTable(
  database: Database,
  source: TableSource,
  options: ColumnOptions,
  parts: readonly PartTable[],
): Promise<TableSurvey> {
  const { columns, ranges } = await readTable(database, source, options, parts);
  const { text } = source;
  const { label, candidates } = columns;
  const [{ to: rows }] = ranges;
  if (rows === 0) refuse(text, "at least one row", `${rows}`);
  await database.run(`create view surveyed as select * from source where rowid < ${rows}`);
  await checkFinite(database, ranges, [label, ...candidates]);
  const [{ present: labelled }, ...summaries] = await summarise(database, [label, ...candidates]);
  await checkTexts(database, text, summaries);
  const classes = await findClasses(database, text, ranges, label, labelled);
  return { columns, ranges, rows, labelled, summaries, classes, ...dropUseless(columns, summaries, rows) };
}
