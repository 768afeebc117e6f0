// What a user should know of what became of their table, in sentences.
import { balanceNotes } from "../splits/classBalance.ts";
import { kindWords } from "./columnKinds.ts";
import type { ColumnSummary } from "./columnSummary.ts";
import type { Preprocessing } from "./preprocessing.ts";
import type { TableClasses } from "./tableClasses.ts";

/** What the notes are made from. */
export interface TableFindings {
  readonly preprocessing: Preprocessing;
  readonly summaries: readonly ColumnSummary[];
  readonly classes: TableClasses;
  /** Whether the label's column was found by its name. */
  readonly labelFound: boolean;
  /** Rows of the table, and those of them that have a label. */
  readonly rows: number;
  readonly labelled: number;
  readonly group?: string | undefined;
  readonly groupCount: number;
  /** Whether every split keeps groups together: not where test rows are marked. */
  readonly drawn: boolean;
}

const count = (number: number): string => number.toLocaleString("en");

/** "a, b and c"; what is beyond ten is counted. */
function listed(texts: readonly string[]): string {
  const shown = texts.length > 10 ? [...texts.slice(0, 9), `${count(texts.length - 9)} more`] : texts;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

function kinds({ preprocessing: { columns, features } }: TableFindings): string {
  const lists = [...kindWords].flatMap(([kind, plural]) => {
    const names = columns.filter((column) => column.kind === kind).map(({ name }) => name);
    return names.length === 0 ? [] : [`${plural} ${listed(names)}`];
  });
  return `Columns: ${lists.join("; ")}. Features: ${count(features.length)}.`;
}

function missing({ summaries, rows }: TableFindings): string[] {
  const gaps = summaries.filter(({ present }) => present > 0 && present < rows);
  if (gaps.length === 0) return [];
  const lists = gaps.map(({ name, present }) => `${name} in ${count(rows - present)}`);
  return [`Missing values: ${listed(lists)} rows; features say where, and numbers are set to the training mean.`];
}

function dropped({ preprocessing }: TableFindings): string[] {
  const reasons = [...new Set(preprocessing.dropped.map(({ reason }) => reason))];
  return reasons.map((reason) => {
    const names = preprocessing.dropped.filter((column) => column.reason === reason).map(({ name }) => name);
    return `Left out: ${listed(names)} (${reason}).`;
  });
}

/** The notes of a table: its columns, then all that is not as one might expect. */
export function tableNotes(findings: TableFindings): string[] {
  const { preprocessing, labelFound, rows, labelled, group, groupCount, drawn } = findings;
  const { label } = preprocessing;
  return [
    kinds(findings),
    ...(labelFound ? [`The label is ${label}, for its name; choose another with --label.`] : []),
    ...(labelled < rows ? [`Left out: ${count(rows - labelled)} rows without a ${label}.`] : []),
    ...dropped(findings),
    ...missing(findings),
    ...balanceNotes(findings.classes.names, findings.classes.sizes),
    ...(group === undefined
      ? []
      : [`${count(groupCount)} groups by ${group}, each on one side of every split${drawn ? "" : " that is drawn"}.`]),
  ];
}
