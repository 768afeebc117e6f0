// Checks that files have the same rows: methods are compared row by row, so their labels must agree.
import { refuse } from "@softlabel/data/internal";
import type { ScoreRows } from "./scoreFile.ts";

/** The label of every row. */
export function labelsOf({ rows, blocks }: ScoreRows): Int32Array {
  const all = new Int32Array(rows);
  let row = 0;
  for (const { labels } of blocks()) {
    all.set(labels, row);
    row += labels.length;
  }
  return all;
}

/**
 * Refuses test rows that differ from those of the first file; unknown labels match any.
 * @param labels the labels of the first file's rows
 * @throws UsageError that names the first row that differs
 */
export function checkSameRows(first: ScoreRows, labels: Int32Array, other: ScoreRows): void {
  const remedy = "methods are compared row by row: predict the same rows in the same order with each";
  if (other.rows !== first.rows) {
    refuse(other.name, `${first.rows} test rows, as in ${first.name}`, String(other.rows), remedy);
  }
  let row = 0;
  for (const block of other.blocks()) {
    for (const label of block.labels) {
      if (label !== labels[row] && label >= 0 && labels[row] >= 0) {
        const expected = `the label of row ${first.fileRow(row)} of ${first.name}, ${first.classes[labels[row]]}`;
        refuse(`${other.name}, row ${other.fileRow(row)}`, expected, first.classes[label], remedy);
      }
      row++;
    }
  }
}
