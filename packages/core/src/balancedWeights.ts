// Class weights that let every class count alike.

/**
 * The weight of each class with which all classes count alike: `w_c = N / (K n_c)` for a class with n_c of the N labels, K the
 * number of classes that occur; 0 for a class that does not. Their mean over the labels is 1. scikit-learn's
 * `class_weight="balanced"`.
 *
 * @param labels [N], each from 0 to `classes` - 1
 * @param classes number of classes
 * @returns [classes]
 * @example
 * ```ts
 * import { balancedWeights } from "@softlabel/core";
 * Array.from(balancedWeights(new Int32Array([0, 0, 0, 1]), 3)); // => [2 / 3, 2, 0]
 * ```
 */
export function balancedWeights(labels: Int32Array, classes: number): Float64Array {
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label]++;
  const present = counts.filter((count) => count > 0).length;
  return counts.map((count) => (count === 0 ? 0 : labels.length / (present * count)));
}
