// The mass of every row, of numbers that fill whole rows.
import { check } from "../base/check.ts";
import { checkClasses } from "../base/labels.ts";

/** Throws unless there are K numbers per row. */
export function checkRows(who: string, rows: Float64Array, classes: number): void {
  checkClasses(who, classes);
  check(rows.length % classes === 0, who, `rows of ${classes} numbers`, rows.length);
}

/**
 * Σ_c q_c of every row.
 * @param who who is asking, for the message
 * @param rows row-major [N, K]
 * @param classes the number of classes K
 * @returns [N]
 * @throws UsageError unless there are K numbers per row
 */
export function rowMasses(who: string, rows: Float64Array, classes: number): Float64Array {
  checkRows(who, rows, classes);
  const masses = new Float64Array(rows.length / classes);
  rows.forEach((mass, i) => (masses[Math.floor(i / classes)] += mass));
  return masses;
}
