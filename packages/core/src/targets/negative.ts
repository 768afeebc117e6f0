// Generalised label smoothing: the smoothed mass may be negative.
import { checkRange } from "../base/check.ts";
import { rowMasses } from "./rowMasses.ts";

/** The range of a generalised smoothing r. */
export const generalizedRange = { from: -100, to: 1 } as const;

/**
 * Generalised smoothing: q' = (1-r) q + r (Σq)/K, where r may be negative: then a row has more than one on its label and
 * less than nothing elsewhere, which corrects for labels that are wrong at random, and cross-entropy against it has no
 * lower bound.
 * @param q rows, row-major [N, K]
 * @param classes the number of classes K
 * @param r from -100 to 1
 * @returns q', row-major [N, K]
 * @throws UsageError if r is out of range, or q does not have K numbers per row
 * @see Wei et al. 2022, arXiv:2106.04149
 * @example
 * ```ts
 * import { generalizedSmoothing } from "@softlabel/core";
 * Array.from(generalizedSmoothing(new Float64Array([0, 1]), 2, -0.4)); // => [-0.2, 1.2]
 * ```
 */
export function generalizedSmoothing(q: Float64Array, classes: number, r: number): Float64Array {
  checkRange("generalizedSmoothing", "r", r, generalizedRange);
  const masses = rowMasses("generalizedSmoothing", q, classes);
  return q.map((value, i) => (1 - r) * value + (r * masses[Math.floor(i / classes)]) / classes);
}
