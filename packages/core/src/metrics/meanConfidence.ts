// Mean confidence: how sure a model is on average.
import { checkConfidence } from "../base/predictions.ts";
import { mean } from "../base/sum.ts";

/**
 * The mean of the probabilities that a model gives to the classes it predicts.
 *
 * `meanConfidence = (1/N) Σᵢ maxₖ pᵢₖ`
 *
 * @param confidence [N], each from 0 to 1
 * @returns a fraction; neither high nor low is better by itself
 * @throws UsageError where a confidence is outside [0, 1] or there is none
 * @example
 * ```ts
 * import { meanConfidence } from "@softlabel/core";
 * meanConfidence(new Float64Array([0.9, 0.5])); // => 0.7
 * ```
 */
export function meanConfidence(confidence: Float64Array): number {
  checkConfidence("meanConfidence", confidence);
  return mean(confidence);
}
