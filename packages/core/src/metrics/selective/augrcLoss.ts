// AUGRC: the mean rate of silent errors over all shares of examples that a model may answer.
import { rankOutcomes } from "../../ranking.ts";

/**
 * Area under the generalised risk-coverage curve: the share of all examples that are answered and wrong, averaged over
 * coverages from 0 to 1.
 *
 * The curve is linear between thresholds (equal scores are taken in random order), starts at (0, 0), and its area is
 * `AUGRC = (1 - AUROC) acc (1 - acc) + (1 - acc)²/2` with the AUROC of right against wrong: one number for ranking and accuracy.
 *
 * @param scores [N], higher where the model is surer
 * @param correct [N], 1 where the prediction was right, else 0
 * @returns from 0 to 1/2; lower is better
 * @throws UsageError where the two do not fit together or a score is not finite
 * @see J. Traub et al., Overcoming common flaws in the evaluation of selective classification systems, NeurIPS 2024
 * @example
 * ```ts
 * import { augrcLoss } from "@softlabel/core";
 * augrcLoss(new Float64Array([0.9, 0.8]), new Uint8Array([0, 1])); // => 0.25 + 0.125
 * ```
 */
export function augrcLoss(scores: Float64Array, correct: Uint8Array): number {
  const { positives, negatives } = rankOutcomes("augrcLoss", scores, correct);
  let [area, errors] = [0, 0];
  positives.forEach((right, b) => {
    area += (right + negatives[b]) * (errors + negatives[b] / 2);
    errors += negatives[b];
  });
  return area / scores.length ** 2;
}
