// Misclassification AUROC: how well confidence tells right from wrong.
import { rankOutcomes } from "../../base/ranking.ts";
import { areaUnderRoc } from "../rankingAreas.ts";

/**
 * The chance that a right prediction has a higher score than a wrong one; equal scores count half.
 *
 * `AUROC = P(s_right > s_wrong) + P(s_right = s_wrong)/2`, over all pairs. It does not depend on the accuracy, and so does not
 * say how often the model errs (`augrcLoss` does both).
 *
 * @param scores [N], higher where the model is more confident
 * @param correct [N], 1 where the prediction was right, else 0
 * @returns from 0 to 1; higher is better, 0.5 is chance; NaN where all are right or all are wrong
 * @throws UsageError where the two do not fit together or a score is not finite
 * @see D. Hendrycks and K. Gimpel, A baseline for detecting misclassified and out-of-distribution examples, ICLR 2017
 * @example
 * ```ts
 * import { misclassificationAurocScore } from "@softlabel/core";
 * misclassificationAurocScore(new Float64Array([0.9, 0.8, 0.7]), new Uint8Array([1, 0, 1])); // => 0.5
 * ```
 */
export function misclassificationAurocScore(scores: Float64Array, correct: Uint8Array): number {
  return areaUnderRoc(rankOutcomes("misclassificationAurocScore", scores, correct));
}
