// Signed calibration gap: over- or under-confidence on average.
import { checkOutcomes } from "../base/predictions.ts";
import { mean } from "../base/sum.ts";

/**
 * Mean confidence minus accuracy: above zero a model is over-confident, below zero under-confident.
 *
 * `signedGap = (1/N) Σᵢ (cᵢ - aᵢ)`. A plain mean over examples, so that, unlike the binned errors, it has an exact
 * interval and no bias. Zero does not mean calibrated: gaps of opposite sign cancel.
 *
 * @param confidence c [N], each from 0 to 1
 * @param correct a [N], 1 where the prediction was right, else 0
 * @returns from -1 to 1; nearer to zero is better
 * @throws UsageError where the two do not fit together or a value is out of range
 * @example
 * ```ts
 * import { signedGap } from "@softlabel/core";
 * signedGap(new Float64Array([0.9, 0.7]), new Uint8Array([1, 0])); // => 0.3
 * ```
 */
export function signedGap(confidence: Float64Array, correct: Uint8Array): number {
  checkOutcomes("signedGap", confidence, correct);
  return mean(confidence) - mean(correct);
}
