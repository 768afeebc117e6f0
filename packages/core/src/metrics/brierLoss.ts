// Brier score, as a loss: the squared distance of the probabilities from the one-hot label.
import type { Logits } from "../base/predictions.ts";
import { mean } from "../base/sum.ts";
import { scoreEach } from "./scoreExamples.ts";

/**
 * The mean squared distance between the predicted probabilities and the one-hot label, summed over classes as in
 * Brier's definition (some libraries halve it or divide it by K).
 *
 * `Brier = (1/N) Σᵢ Σₖ (pᵢₖ - [k = yᵢ])²` with `p = softmax(z)`.
 *
 * @param logits finite, row-major [N, K]
 * @param labels [N], each from 0 to K-1
 * @param classes K, at least 2
 * @returns from 0 to 2; lower is better
 * @throws UsageError where logits, labels and classes do not fit together or a logit is not finite
 * @see G. W. Brier, Verification of forecasts expressed in terms of probability, Monthly Weather Review 78, 1950
 * @example
 * ```ts
 * import { brierLoss } from "@softlabel/core";
 * brierLoss(new Float64Array([Math.log(3), 0]), new Int32Array([1]), 2); // => 0.75 ** 2 + 0.75 ** 2
 * ```
 */
export function brierLoss(logits: Logits, labels: Int32Array, classes: number): number {
  return mean(scoreEach("brierLoss", logits, labels, classes, 1).brier);
}
