// Confusion matrix: which classes are taken for which.
import { checkPredictions } from "../../base/predictions.ts";
import type { Logits } from "../../base/predictions.ts";
import { argmax } from "../../base/softmax.ts";

/**
 * How often each class was predicted for each label.
 *
 * `C[j K + k] = #{i: yᵢ = j, argmax zᵢ = k}`: a row a label, a column a prediction, as in scikit-learn; a tie goes to the
 * lowest index.
 *
 * @param logits finite, row-major [N, K]; probabilities do as well
 * @param labels [N], each from 0 to K-1
 * @param classes K, at least 2
 * @returns counts, row-major [K, K]
 * @throws UsageError where logits, labels and classes do not fit together or a logit is not finite
 * @example
 * ```ts
 * import { confusionMatrix } from "@softlabel/core";
 * Array.from(confusionMatrix(new Float64Array([1, 0, 1, 0, 0, 1]), new Int32Array([0, 1, 1]), 2)); // => [1, 0, 1, 1]
 * ```
 */
export function confusionMatrix(logits: Logits, labels: Int32Array, classes: number): Float64Array {
  checkPredictions("confusionMatrix", logits, labels, classes);
  return countConfusions(logits, labels, classes);
}

/** The same of checked arguments. */
export function countConfusions(logits: Logits, labels: Int32Array, classes: number): Float64Array {
  const counts = new Float64Array(classes * classes);
  labels.forEach((label, i) => counts[label * classes + argmax(logits, i * classes, classes)]++);
  return counts;
}
