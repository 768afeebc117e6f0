// Class weights: what they may be, and those that let every class count alike.
import { check } from "./check.ts";
import { sum } from "./sum.ts";

/**
 * Throws unless `weight` holds finite numbers that are not negative.
 * @param who who is asking, for the message
 * @param weight one weight per class, [K]
 * @throws UsageError with the first class whose weight is none
 * @example
 * ```ts
 * import { checkWeight } from "@softlabel/core/internal";
 * checkWeight("my loss", new Float64Array([1, 0, 2.5])); // => undefined
 * ```
 */
export function checkWeight(who: string, weight: Float64Array): void {
  const c = weight.findIndex((w) => !(w >= 0 && w < Infinity));
  if (c !== -1) check(false, who, `the weight of class ${c} to be finite and not negative`, weight[c]);
}

/**
 * The weight of each class with which all classes count alike: `w_c = N / (K n_c)` for a class with n_c of N examples, K the
 * number of classes that have any; 0 for a class without. Their mean over the examples is 1. scikit-learn's
 * `class_weight="balanced"`.
 *
 * @param counts n, examples of each class, [classes]
 * @returns [classes]
 * @example
 * ```ts
 * import { balancedWeights } from "@softlabel/core";
 * Array.from(balancedWeights([3, 1, 0])); // => [2 / 3, 2, 0]
 * ```
 */
export function balancedWeights(counts: ArrayLike<number>): Float64Array {
  const n = Float64Array.from(counts);
  const share = sum(n) / n.filter((count) => count > 0).length;
  return n.map((count) => (count === 0 ? 0 : share / count));
}
