// Accuracy: the share of examples whose predicted class is the label.
import { checkPredictions } from "../base/predictions.ts";
import type { Logits } from "../base/predictions.ts";
import { argmax } from "../base/softmax.ts";

/**
 * The share of examples whose predicted class is the label.
 *
 * `accuracy = (1/N) Σᵢ [argmaxₖ zᵢₖ = yᵢ]`; a tie goes to the lowest index.
 *
 * @param logits finite, row-major [N, K]; probabilities do as well
 * @param labels [N], each from 0 to K-1
 * @param classes K, at least 2
 * @returns a fraction from 0 to 1; higher is better
 * @throws UsageError where logits, labels and classes do not fit together or a logit is not finite
 * @example
 * ```ts
 * import { accuracyScore } from "@softlabel/core";
 * accuracyScore(new Float64Array([2, 0, 1, 3, 1, 1]), new Int32Array([0, 0, 0]), 2); // => 2 / 3
 * ```
 */
export function accuracyScore(logits: Logits, labels: Int32Array, classes: number): number {
  checkPredictions("accuracyScore", logits, labels, classes);
  let right = 0;
  for (let i = 0; i < labels.length; i++) if (argmax(logits, i * classes, classes) === labels[i]) right++;
  return right / labels.length;
}
