// Smoothing of binary and multi-label targets: every answer a little less sure.
import { check, checkRange } from "../base/check.ts";
import { smoothingRange } from "./smoothing.ts";

/**
 * Smooths independent answers: y' = y (1-α) + α/2, so that 1 becomes 1-α/2 and 0 becomes α/2 (Keras, tfjs).
 * segmentation_models_pytorch's y (1-α) + (1-y) α is the same with half its α.
 * @param targets probabilities that the answer is yes, of any shape
 * @param alpha the smoothing α, 0 ≤ α ≤ 1
 * @returns y', in the same shape
 * @throws UsageError if α is out of range or a target is not a probability
 * @example
 * ```ts
 * import { smoothBinary } from "@softlabel/core";
 * Array.from(smoothBinary(new Float64Array([0, 1]), 0.2)); // => [0.1, 0.9]
 * ```
 */
export function smoothBinary(targets: Float64Array, alpha: number): Float64Array {
  checkRange("smoothBinary", "alpha", alpha, smoothingRange);
  const bad = targets.findIndex((y) => !(y >= 0 && y <= 1));
  if (bad !== -1) check(false, "smoothBinary", `target ${bad} to be from 0 to 1`, targets[bad]);
  return targets.map((y) => y * (1 - alpha) + alpha / 2);
}
