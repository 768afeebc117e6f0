// Holm's correction for having made several comparisons.
import { check } from "../base/check.ts";

/**
 * P-values adjusted by Holm's step-down method: the chance of one false claim or more stays below the level.
 *
 * For sorted p: `adjusted_j = max over i ≤ j of min(1, (m - i + 1) p_i)`.
 *
 * @param pValues m of them, each from 0 to 1, in any order
 * @returns the adjusted values, in the order of `pValues`
 * @throws UsageError where a value is outside [0, 1]
 * @see S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6, 1979
 * @example
 * ```ts
 * import { holm } from "@softlabel/core";
 * holm([0.01, 0.04, 0.03]); // => [0.03, 0.06, 0.06]
 * ```
 */
export function holm(pValues: readonly number[]): number[] {
  pValues.forEach((p) => check(p >= 0 && p <= 1, "holm", "p-values from 0 to 1", p));
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[a] - pValues[b]);
  const adjusted = new Array<number>(pValues.length);
  let highest = 0;
  order.forEach((index, rank) => {
    highest = Math.max(highest, Math.min(1, (pValues.length - rank) * pValues[index]));
    adjusted[index] = highest;
  });
  return adjusted;
}
