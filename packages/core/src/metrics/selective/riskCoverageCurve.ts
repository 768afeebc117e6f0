// The risk-coverage curve: how often a model errs, for every share of examples that it may answer.
import { checkRange } from "../../base/check.ts";
import { rankOutcomes } from "../../base/ranking.ts";
import { errorsOfPrefixes, examplesOfShare } from "./errorsOfPrefixes.ts";

/** A point of the curve: the error rate among the share of examples with the highest scores. */
export interface RiskCoverage {
  readonly coverage: number;
  readonly risk: number;
}

/** The curve at so many evenly spaced coverages, or all. */
export function curveOfErrors(errors: Float64Array, points: number): RiskCoverage[] {
  const wanted = Math.min(points, errors.length);
  return Array.from({ length: wanted }, (_, j) => {
    const answered = examplesOfShare((j + 1) / wanted, errors.length);
    return { coverage: answered / errors.length, risk: errors[answered - 1] / answered };
  });
}

/**
 * The risk-coverage curve at evenly spaced coverages: `riskAtCoverage` of each, from one ranking.
 *
 * `risk(k/N) = (errors among the k highest scores) / k`; equal scores in expectation over random order. The mean of the risks at
 * all N coverages is `aurcLoss`.
 *
 * @param scores [N], higher where the model is more confident
 * @param correct [N], 1 where the prediction was right, else 0
 * @param points number of coverages, 100 unless told otherwise; N where there are fewer examples
 * @returns by rising coverage, the last at 1
 * @throws UsageError where the two do not fit together, a score is not finite or there is to be no point
 * @see Y. Geifman and R. El-Yaniv, Selective classification for deep neural networks, NeurIPS 2017
 * @example
 * ```ts
 * import { riskCoverageCurve } from "@softlabel/core";
 * const curve = riskCoverageCurve(new Float64Array([0.9, 0.8, 0.7, 0.6]), new Uint8Array([1, 0, 1, 0]), 2);
 * curve; // => [{ coverage: 0.5, risk: 0.5 }, { coverage: 1, risk: 0.5 }]
 * ```
 */
export function riskCoverageCurve(scores: Float64Array, correct: Uint8Array, points = 100): RiskCoverage[] {
  const who = "riskCoverageCurve";
  checkRange(who, "points", points, { from: 1, to: Infinity, integer: true });
  return curveOfErrors(errorsOfPrefixes(rankOutcomes(who, scores, correct)), points);
}
