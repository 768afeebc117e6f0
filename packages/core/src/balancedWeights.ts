// Class weights that let every class count alike.

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
  const share = n.reduce((sum, count) => sum + count, 0) / n.filter((count) => count > 0).length;
  return n.map((count) => (count === 0 ? 0 : share / count));
}
