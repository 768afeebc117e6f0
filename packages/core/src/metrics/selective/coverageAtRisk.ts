// Coverage at a risk: how much a model may answer without erring more often than is allowed.
import { checkRange } from "../../base/check.ts";
import { rankOutcomes } from "../../base/ranking.ts";
import { errorsOfPrefixes } from "./errorsOfPrefixes.ts";

/** max k/N over all k with errorsₖ / k ≤ risk, 0 where there is none. */
export function largestSafeShare(errors: Float64Array, risk: number): number {
  let answered = errors.length;
  while (answered > 0 && errors[answered - 1] > risk * answered + 1e-9) answered--;
  return answered / errors.length;
}

/**
 * The largest share of examples that can be answered, surest first, with an error rate of at most `risk`.
 *
 * `max k/N` over all k with `(errors among the k highest scores) / k ≤ risk`; equal scores in expectation over random order.
 *
 * @param scores [N], higher where the model is more confident
 * @param correct [N], 1 where the prediction was right, else 0
 * @param risk the error rate allowed, from 0 to 1
 * @returns a fraction from 0 to 1; higher is better, and 0 where no share is safe enough
 * @throws UsageError where the two do not fit together, a score is not finite or the risk is out of range
 * @example
 * ```ts
 * import { coverageAtRisk } from "@softlabel/core";
 * coverageAtRisk(new Float64Array([0.9, 0.8, 0.7, 0.6]), new Uint8Array([1, 1, 1, 0]), 0.05); // => 0.75
 * ```
 */
export function coverageAtRisk(scores: Float64Array, correct: Uint8Array, risk = 0.05): number {
  const who = "coverageAtRisk";
  checkRange(who, "risk", risk, { from: 0, to: 1 });
  return largestSafeShare(errorsOfPrefixes(rankOutcomes(who, scores, correct)), risk);
}
