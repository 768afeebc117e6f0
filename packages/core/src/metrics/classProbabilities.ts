// The probabilities of one class after another: what every score that looks at all classes starts from.
import type { Logits } from "../base/predictions.ts";
import { argmax, softmaxRow } from "../base/softmaxRow.ts";

/** softmax(z) of every row, class by class: K arrays of N probabilities. */
export function classProbabilities(logits: Logits, classes: number): Float64Array[] {
  const rows = logits.length / classes;
  const columns = Array.from({ length: classes }, () => new Float64Array(rows));
  const p = new Float64Array(classes);
  for (let i = 0; i < rows; i++) {
    softmaxRow(logits, i * classes, argmax(logits, i * classes, classes), 1, p);
    columns.forEach((column, k) => (column[i] = p[k]));
  }
  return columns;
}
