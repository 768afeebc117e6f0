// Risk at a coverage: how often a model errs that may decline what it is least sure of.
import { checkRange } from "../../base/check.ts";
import { rankOutcomes } from "../../base/ranking.ts";
import { errorsOfPrefixes, examplesOfShare } from "./errorsOfPrefixes.ts";

/** The error rate of the ⌈coverage · N⌉ surest. */
export function riskOfShare(errors: Float64Array, coverage: number): number {
  const answered = examplesOfShare(coverage, errors.length);
  return errors[answered - 1] / answered;
}

/**
 * The error rate among the share of examples with the highest scores.
 *
 * The `⌈coverage · N⌉` highest are answered; of equal scores at the threshold a random part, in expectation.
 *
 * @param scores [N], higher where the model is more confident
 * @param correct [N], 1 where the prediction was right, else 0
 * @param coverage share of examples that are answered, above 0 and at most 1
 * @returns a fraction from 0 to 1; lower is better
 * @throws UsageError where the two do not fit together, a score is not finite or the coverage is out of range
 * @example
 * ```ts
 * import { riskAtCoverage } from "@softlabel/core";
 * riskAtCoverage(new Float64Array([0.9, 0.8, 0.7, 0.6]), new Uint8Array([1, 0, 1, 0]), 0.75); // => 1 / 3
 * ```
 */
export function riskAtCoverage(scores: Float64Array, correct: Uint8Array, coverage = 0.8): number {
  const who = "riskAtCoverage";
  checkRange(who, "coverage", coverage, { from: 0, to: 1, open: "from" });
  return riskOfShare(errorsOfPrefixes(rankOutcomes(who, scores, correct)), coverage);
}
