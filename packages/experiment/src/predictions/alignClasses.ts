// Brings the classes of every file into the order of the first file.
import { firstOf } from "@softlabel/core/internal";
import { refuse } from "@softlabel/data/internal";
import type { ScoreBlock, ScoreRows } from "./scoreFile.ts";

function permute({ scores, labels }: ScoreBlock, order: readonly number[]): ScoreBlock {
  const classes = order.length;
  const moved = scores.slice();
  for (let from = 0; from < scores.length; from += classes)
    for (let k = 0; k < classes; k++) moved[from + order[k]] = scores[from + k];
  return { scores: moved, labels: labels.map((label) => (label < 0 ? label : order[label])) };
}

/**
 * The rows with their classes in the order of `classes`.
 * @param reference the file whose classes these are, for messages
 * @throws UsageError where the file has other classes
 */
export function alignClasses(rows: ScoreRows, classes: readonly string[], reference: string): ScoreRows {
  const order = rows.classes.map((name) => classes.indexOf(name));
  if (classes.length !== order.length || order.includes(-1)) {
    const expected = `the classes of ${reference}: ${firstOf(classes, 8)}`;
    return refuse(rows.name, expected, firstOf(rows.classes, 8), "give every file the same classes");
  }
  if (order.every((place, k) => place === k)) return rows;
  if (rows.columns === 1)
    return refuse(rows.name, `${classes.join(" before ")}, as ${reference}`, rows.classes.join(" before "));
  return {
    ...rows,
    classes,
    *blocks() {
      for (const block of rows.blocks()) yield permute(block, order);
    },
  };
}
