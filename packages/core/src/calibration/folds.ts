// Parts of the rows for cross-fitting.
import { check, checkRange } from "../base/check.ts";
import type { Random } from "../base/random.ts";

/** The part of each row, dealt at random into parts of nearly equal size. */
export function dealRows(n: number, folds: number, random: Random): Int32Array {
  const order = random.shuffle(new Int32Array(n).map((_, row) => row));
  const parts = new Int32Array(n);
  order.forEach((row, i) => (parts[row] = i % folds));
  return parts;
}

/** Throws unless there are at least two parts and a row for each. */
export function checkFolds(who: string, folds: number, rows: number): void {
  checkRange(who, "folds", folds, { from: 2, to: Infinity, integer: true });
  check(rows >= folds, who, `at least ${folds} rows, one for each part`, rows);
}
