// AURC: the mean error rate over all shares of examples that a model may answer.
import { rankOutcomes } from "../../base/ranking.ts";
import { errorsOfPrefixes } from "./errorsOfPrefixes.ts";

/** (1/N) Σₖ errorsₖ / k */
export function meanRisk(errors: Float64Array): number {
  return errors.reduce((sum, count, k) => sum + count / (k + 1), 0) / errors.length;
}

/**
 * Area under the risk-coverage curve: the error rate among the k most confident examples, averaged over k.
 *
 * `AURC = (1/N) Σₖ (errors among the k highest scores) / k`. Equal scores are taken in random order and their errors in
 * expectation, so that the order of rows does not matter. Other libraries apply the trapezoidal rule to the same curve, which
 * gives other values.
 *
 * @param scores [N], higher where the model is more confident: confidences or, since they do not saturate, their logarithms (`detectionScores`)
 * @param correct [N], 1 where the prediction was right, else 0
 * @returns from 0 to 1; lower is better. It falls with the error rate too: `excessAurcLoss` and `augrcLoss` compare models whose accuracies differ
 * @throws UsageError where the two do not fit together or a score is not finite
 * @see Y. Geifman and R. El-Yaniv, Selective classification for deep neural networks, NeurIPS 2017
 * @example
 * ```ts
 * import { aurcLoss } from "@softlabel/core";
 * aurcLoss(new Float64Array([0.9, 0.8, 0.7]), new Uint8Array([1, 0, 1])); // => (0 + 1 / 2 + 1 / 3) / 3
 * ```
 */
export function aurcLoss(scores: Float64Array, correct: Uint8Array): number {
  return meanRisk(errorsOfPrefixes(rankOutcomes("aurcLoss", scores, correct)));
}
