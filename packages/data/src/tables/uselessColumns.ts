// Columns that say nothing of the label, whatever the training rows.
import type { ColumnSummary } from "./columnSummary.ts";

/** Names under which programs write the number of a row. */
const rowNumberName = /^(|id|index|column \d+|unnamed: ?\d+|row_?(id|names?|numbers?)?)$/i;

/** A column of more different texts is not a category. */
const mostTexts = 50_000;

interface Reason {
  readonly reason: string;
  readonly holds: (summary: ColumnSummary, rows: number) => boolean;
}

const reasons: readonly Reason[] = [
  { reason: "no value in any row", holds: ({ present }) => present === 0 },
  {
    reason: "nearly every row has a text of its own",
    holds: ({ kind, distinct, present }) => kind === "category" && distinct > 10 && distinct > present / 2,
  },
  {
    reason: `it has more than ${mostTexts.toLocaleString("en")} different texts`,
    holds: ({ distinct }) => distinct > mostTexts,
  },
  {
    reason: "it numbers the rows",
    holds: ({ name, smallest, largest, present }, rows) =>
      rowNumberName.test(name) &&
      present === rows &&
      (smallest === 0 || smallest === 1) &&
      largest === smallest + rows - 1,
  },
];

/** Why a column says nothing of the label; undefined where it may. */
export function uselessness(summary: ColumnSummary, rows: number): string | undefined {
  return reasons.find(({ holds }) => holds(summary, rows))?.reason;
}
