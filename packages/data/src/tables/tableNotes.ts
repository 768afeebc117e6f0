// What a user should know of the result for their table, in sentences.
import { grouped, listed } from "@softlabel/core/internal";
import { balanceNotes } from "../splits/classBalance.ts";
import { kindWords } from "./columnKinds.ts";
import type { ColumnSummary } from "./columnSummary.ts";
import type { Preprocessing } from "../features/preprocessing.ts";
import type { TableClasses } from "./tableClasses.ts";

/** What the notes are made from. */
interface TableFindings {
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

/** "a, b and c"; those beyond ten are counted. */
const atMostTen = (texts: readonly string[]): string =>
  listed(texts.length > 10 ? [...texts.slice(0, 9), `${grouped(texts.length - 9)} more`] : texts);

function kinds({ preprocessing: { columns, features } }: TableFindings): string {
  const lists = [...kindWords].flatMap(([kind, plural]) => {
    const names = columns.filter((column) => column.kind === kind).map(({ name }) => name);
    return names.length === 0 ? [] : [`${plural} ${atMostTen(names)}`];
  });
  return `Columns: ${lists.join("; ")}. Features: ${grouped(features.length)}.`;
}

function missing({ summaries, rows }: TableFindings): string[] {
  const gaps = summaries.filter(({ present }) => present > 0 && present < rows);
  if (gaps.length === 0) return [];
  const lists = gaps.map(({ name, present }) => `${name} in ${grouped(rows - present)}`);
  return [`Missing values: ${atMostTen(lists)} rows; features say where, and numbers are set to the training mean.`];
}

function dropped({ preprocessing }: TableFindings): string[] {
  const reasons = [...new Set(preprocessing.dropped.map(({ reason }) => reason))];
  return reasons.map((reason) => {
    const names = preprocessing.dropped.filter((column) => column.reason === reason).map(({ name }) => name);
    return `Left out: ${atMostTen(names)} (${reason}).`;
  });
}

/** The notes of a table: its columns, then all that is not as one might expect. */
export function tableNotes(findings: TableFindings): string[] {
  const { preprocessing, labelFound, rows, labelled, group, groupCount, drawn } = findings;
  const { label } = preprocessing;
  return [
    kinds(findings),
    ...(labelFound ? [`The label is ${label}, for its name; choose another with --label.`] : []),
    ...(labelled < rows ? [`Left out: ${grouped(rows - labelled)} rows without a ${label}.`] : []),
    ...dropped(findings),
    ...missing(findings),
    ...balanceNotes(findings.classes.names, findings.classes.sizes),
    ...(group === undefined
      ? []
      : [
          `${grouped(groupCount)} groups by ${group}, each on one side of every split${drawn ? "" : " that is drawn"}.`,
        ]),
  ];
}
