// AUROC of out-of-distribution detection.
import { areaUnderRoc } from "../rankingAreas.ts";
import { oodRanking } from "./oodRanking.ts";

/**
 * The chance that an in-distribution example has a higher score than an out-of-distribution one; equal scores count half.
 *
 * `AUROC = P(s_in > s_out) + P(s_in = s_out)/2`, over all pairs; the same whichever of the two is called positive.
 *
 * @param inside scores of in-distribution examples, as `detectionScores` gives them
 * @param outside scores of out-of-distribution examples
 * @returns from 0 to 1; higher is better, 0.5 is chance
 * @throws UsageError where either is empty or a score is not finite
 * @see D. Hendrycks and K. Gimpel, A baseline for detecting misclassified and out-of-distribution examples, ICLR 2017
 * @example
 * ```ts
 * import { oodAurocScore } from "@softlabel/core";
 * oodAurocScore(new Float64Array([3, 2]), new Float64Array([2, 1])); // => 3.5 / 4
 * ```
 */
export function oodAurocScore(inside: Float64Array, outside: Float64Array): number {
  return areaUnderRoc(oodRanking("oodAurocScore", inside, outside));
}
