// AUGRC: the mean rate of silent errors over all shares of examples that a model may answer.
import { forEachBlock, rankOutcomes } from "../../base/ranking.ts";
import type { Ranking } from "../../base/ranking.ts";

/** (1/N²) Σ over blocks of n_b (errors before + e_b/2) */
export function areaOfSilentErrors(ranking: Ranking): number {
  let [area, errors] = [0, 0];
  forEachBlock(ranking, (right, wrong) => {
    area += (right + wrong) * (errors + wrong / 2);
    errors += wrong;
  });
  return area / ranking.score.length ** 2;
}

/**
 * Area under the generalised risk-coverage curve: the share of all examples that are answered and wrong, averaged over
 * coverages from 0 to 1.
 *
 * The curve is linear between thresholds (equal scores are taken in random order), starts at (0, 0), and its area is
 * `AUGRC = (1 - AUROC) acc (1 - acc) + (1 - acc)²/2` with the AUROC of right against wrong: one number for ranking and accuracy.
 *
 * @param scores [N], higher where the model is more confident
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
  return areaOfSilentErrors(rankOutcomes("augrcLoss", scores, correct));
}
