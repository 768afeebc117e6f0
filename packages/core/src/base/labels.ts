// Checks class indices, and names the row of the first one that cannot be used.
import { checkRange, fail } from "./check.ts";

/**
 * Throws unless there are at least `least` classes, a whole number.
 * @param who who is asking, for the message
 * @param classes the number of classes K
 * @param least the fewest there may be; default 1
 * @throws UsageError if there are fewer, or not a whole number
 * @example
 * ```ts
 * import { checkClasses } from "@softlabel/core/internal";
 * checkClasses("my targets", 10); // => undefined
 * ```
 */
export function checkClasses(who: string, classes: number, least = 1): void {
  checkRange(who, "the number of classes", classes, { from: least, to: Infinity, integer: true });
}

/**
 * Throws unless every label is a class, 0 ≤ label < classes, or the ignored one.
 * @param who who is asking, for the message
 * @param labels one class index per row
 * @param classes the number of classes K
 * @param ignored the label that marks rows to leave out; it need not be a class
 * @param remedy what to do about a label that is neither
 * @throws UsageError with the row of the first label that is neither
 * @example
 * ```ts
 * import { checkLabels } from "@softlabel/core/internal";
 * checkLabels("my targets", new Int32Array([0, 2, -100]), 3, -100); // => undefined
 * ```
 */
export function checkLabels(
  who: string,
  labels: Int32Array,
  classes: number,
  ignored?: number,
  remedy = ignored === undefined ? "leave out rows without a label" : "give rows to leave out the label ignoreIndex",
): void {
  const row = labels.findIndex((label) => label !== ignored && (label < 0 || label >= classes));
  if (row !== -1) fail(who, `the label of row ${row} to be from 0 to ${classes - 1}`, labels[row], remedy);
}
