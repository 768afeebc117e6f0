// Brings the classes of every file into the order of the first file.
import { firstOf } from "@softlabel/core/internal";
import { refuse } from "@softlabel/data/internal";
import type { ScoreBlock, ScoreRows } from "./scoreFile.ts";

const relabel = (labels: Int32Array, order: readonly number[]): Int32Array =>
  labels.map((label) => (label < 0 ? label : order[label]));

function permute({ scores, labels }: ScoreBlock, order: readonly number[]): ScoreBlock {
  const classes = order.length;
  const moved = scores.slice();
  for (let from = 0; from < scores.length; from += classes)
    for (let k = 0; k < classes; k++) moved[from + order[k]] = scores[from + k];
  return { scores: moved, labels: relabel(labels, order) };
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
  const isSingle = rows.columns === 1;
  return {
    ...rows,
    classes,
    single: isSingle ? (order[rows.single ?? 1] as 0 | 1) : undefined,
    *blocks() {
      for (const block of rows.blocks())
        yield isSingle ? { ...block, labels: relabel(block.labels, order) } : permute(block, order);
    },
  };
}
