// Hard targets: all of a row's mass on the class of its label.
import { checkClasses, checkLabels } from "../base/labels.ts";

/**
 * One-hot rows: q_c = 1 for the class of the label, 0 for every other.
 * @param labels one class index per row, N of them
 * @param classes the number of classes K
 * @param ignored a label whose rows are left out: such a row is all zeros, and the label is never used as an index
 * @returns q, row-major [N, K]
 * @throws UsageError with the row of a label that is neither a class nor ignored
 * @example
 * ```ts
 * import { oneHot } from "@softlabel/core";
 * Array.from(oneHot(new Int32Array([1, 0]), 3)); // => [0, 1, 0, 1, 0, 0]
 * Array.from(oneHot(new Int32Array([1, -100]), 2, -100)); // => [0, 1, 0, 0]
 * ```
 */
export function oneHot(labels: Int32Array, classes: number, ignored?: number): Float64Array {
  checkClasses("oneHot", classes);
  checkLabels("oneHot", labels, classes, ignored);
  const q = new Float64Array(labels.length * classes);
  labels.forEach((label, row) => {
    if (label !== ignored) q[row * classes + label] = 1;
  });
  return q;
}
