// Negative log-likelihood of the labels.
import type { Logits } from "../base/predictions.ts";
import { mean } from "../base/sum.ts";
import { scoreEach } from "./scoreExamples.ts";

/**
 * The mean negative log-likelihood of the labels (log loss), whatever targets the model was trained with.
 *
 * `NLL = (1/N) Σᵢ (log Σₖ exp zᵢₖ - zᵢ,yᵢ)`, by log-sum-exp: nothing is clipped.
 *
 * @param logits finite, row-major [N, K]
 * @param labels [N], each from 0 to K-1
 * @param classes K, at least 2
 * @returns nats, at least 0; lower is better, log K is what even guesses give
 * @throws UsageError where logits, labels and classes do not fit together or a logit is not finite
 * @example
 * ```ts
 * import { nllLoss } from "@softlabel/core";
 * nllLoss(new Float64Array([0, 0, 1000, 0]), new Int32Array([0, 1]), 2); // => (Math.log(2) + 1000) / 2
 * ```
 */
export function nllLoss(logits: Logits, labels: Int32Array, classes: number): number {
  return mean(scoreEach("nllLoss", logits, labels, classes, 1).nll);
}
