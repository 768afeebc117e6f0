// Looks at a table of scores before its rows are read: which column is what, and which class each label means.
import { nearestFirst } from "@softlabel/core/internal";
import {
  checkDistinct,
  type Database,
  describeColumns,
  identifier,
  literal,
  refuse,
  tableQuery,
} from "@softlabel/data/internal";
import { tableSource } from "@softlabel/data/node/internal";
import {
  findScoreColumns,
  type FirstLabel,
  labelClasses,
  labelNotes,
  type LabelClasses,
  type LabelCount,
  plainLabel,
  type ScoreColumns,
  type ScoreKind,
  usualIds,
  usualSplits,
} from "@softlabel/experiment/internal";

/** What was said of a table of scores. */
export interface ScoreTableOptions {
  readonly label?: string | undefined;
  readonly columns?: readonly string[] | undefined;
  readonly split?: string | undefined;
  /** What names each row; false where the order is trusted. */
  readonly id?: string | false | undefined;
  readonly scores?: ScoreKind | undefined;
  /** The number of the first class where labels are numbers; 0 unless it is certain to be 1. */
  readonly labelsFrom?: FirstLabel | undefined;
}

const usualLabels = [
  ...["label", "labels", "y", "y_true", "true", "true_label", "target", "targets", "class", "ground_truth"],
];

/** The column of a usual name, or the one that was named. */
function columnOf(
  text: string,
  option: string,
  given: string | undefined,
  usual: readonly string[],
  columns: readonly string[],
): string | undefined {
  if (given === undefined) return usual.flatMap((name) => columns.filter((each) => each.toLowerCase() === name))[0];
  if (columns.includes(given)) return given;
  return refuse(text, `${option} to be one of its columns ${nearestFirst(given, columns).join(", ")}`, `"${given}"`);
}

const asText = (column: string): string => `cast(${identifier(column)} as varchar)`;

/** The distinct values of a column of the view `source`, most frequent first, and how many rows have each; NULL is "". */
async function countValues(database: Database, column: string): Promise<LabelCount[]> {
  const sql = `select coalesce(${asText(column)}, ''), cast(count(*) as varchar) from source group by 1 order by count(*) desc, 1`;
  return (await database.texts(sql)).map(([label, rows]) => ({ label: String(label), rows: Number(rows) }));
}

/** The place of a column's text among the values that were counted, as double. */
export const placeSql = (column: string, values: readonly LabelCount[]): string =>
  `cast(list_position([${values.map(({ label }) => literal(label)).join(", ")}], coalesce(${asText(column)}, '')) - 1 as double)`;

/** A column with more distinct values than this does not hold classes. */
const mostLabels = 5000;

/** All that is known of a table before its rows are read. */
export interface ScorePlan {
  readonly scores: ScoreColumns;
  readonly label: string;
  readonly labels: readonly LabelCount[];
  readonly classes: LabelClasses;
  readonly split: string | undefined;
  readonly splits: readonly LabelCount[];
  readonly id: string | undefined;
  readonly type: "float32" | "float64";
}

/** The columns of the view `source`, by name, with their types. */
type Types = ReadonlyMap<string, string>;

/** Makes the view `source`; CSV files are read as text, so that every other value can be located and NA can be a class. */
async function openSource(database: Database, text: string): Promise<Types> {
  const query = await tableQuery(database, await tableSource(text), { asText: "all", missing: [""] });
  const columns = await describeColumns(database, query);
  checkDistinct(
    text,
    columns.map(([name]) => name),
  );
  await database.run(`create view source as ${query.sql}\n`);
  return new Map(columns);
}

/** The labels, as written in the table. */
async function countLabels(database: Database, text: string, label: string): Promise<LabelCount[]> {
  const labels = await countValues(database, label);
  if (labels.length === 0) refuse(text, "at least one row", "0");
  const found = `${labels.length} distinct values`;
  if (labels.length > mostLabels) refuse(text, `classes in the label column ${label}`, found, "name another column");
  return labels;
}

/**
 * Decides what each column of a table is; the view `source` holds its rows afterwards.
 * @throws UsageError when it cannot be read, or its columns are not understood
 */
export async function planScoreTable(database: Database, text: string, options: ScoreTableOptions): Promise<ScorePlan> {
  const types = await openSource(database, text);
  const names = [...types.keys()];
  const label =
    columnOf(text, "--label", options.label, usualLabels, names) ??
    refuse(text, `--label with one of its columns ${names.join(", ")}`, "none", "name the column of the true classes");
  const split = columnOf(text, "--split", options.split, usualSplits, names);
  const id = options.id === false ? undefined : columnOf(text, "--id", options.id, usualIds, names);
  const labels = await countLabels(database, text, label);
  const plain = labels.map(({ label: value, rows }) => ({ label: plainLabel(value), rows }));
  const others = names.filter((name) => name !== label && name !== split && name !== id);
  const values = plain.map((each) => each.label);
  const scores = findScoreColumns(text, others, values, options.scores, options.columns);
  return {
    scores,
    label,
    labels,
    classes: labelClasses(text, scores.classes, plain, options.labelsFrom),
    split,
    id,
    splits: split === undefined ? [] : await countValues(database, split),
    type: scores.columns.every((column) => types.get(column) === "FLOAT") ? "float32" : "float64",
  };
}

/** "a, b, c, …, z" */
function listed(columns: readonly string[]): string {
  return (columns.length > 6 ? [...columns.slice(0, 3), "…", columns[columns.length - 1]] : columns).join(", ");
}

/** What was found rather than said. */
export function notesOf(plan: ScorePlan, options: ScoreTableOptions): string[] {
  const { scores, classes, label, split, id } = plan;
  const found = [
    options.label === undefined && `the label is in column ${label}`,
    options.columns === undefined && `the scores are in ${listed(scores.columns)}`,
    options.split === undefined && split !== undefined && `column ${split} tells test from validation rows`,
    options.id === undefined && id !== undefined && `column ${id} names the rows`,
    ...labelNotes(classes, scores.columns.length, options.labelsFrom),
  ];
  const sentences = found.filter((each) => each !== false);
  return sentences.length === 0 ? [] : [`${sentences.join("; ")}.`];
}
