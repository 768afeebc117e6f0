// Average precision (AUPR) of out-of-distribution detection, either group as the positive one.
import { checkName } from "../../base/check.ts";
import { averagePrecision } from "../rankingAreas.ts";
import { oodRanking, reversedOodRanking } from "./oodRanking.ts";

/** The rankings by positive class: the surest first, or the least sure. */
const rankingTable = { in: oodRanking, out: reversedOodRanking } as const;

/**
 * Area under the precision-recall curve of out-of-distribution detection, as average precision.
 *
 * `AP = Σ_t (recall_t - recall_{t-1}) precision_t` over falling thresholds: steps, as in scikit-learn; the trapezoidal rule,
 * which some benchmarks use, is optimistic. Its chance level is the share of the positive class, so that values compare only
 * between tests of the same sizes.
 *
 * @param inside scores of in-distribution examples, as `detectionScores` gives them
 * @param outside scores of out-of-distribution examples
 * @param positive which of the two is to be found: "in" unless told otherwise, or "out"
 * @returns from 0 to 1; higher is better
 * @throws UsageError where either is empty, a score is not finite or the positive class is unknown
 * @example
 * ```ts
 * import { oodAveragePrecisionScore } from "@softlabel/core";
 * oodAveragePrecisionScore(new Float64Array([3, 1]), new Float64Array([2])); // => (1 + 2 / 3) / 2
 * oodAveragePrecisionScore(new Float64Array([3, 1]), new Float64Array([2]), "out"); // => 1 / 2
 * ```
 */
export function oodAveragePrecisionScore(
  inside: Float64Array,
  outside: Float64Array,
  positive: "in" | "out" = "in",
): number {
  const who = "oodAveragePrecisionScore";
  const ranking = rankingTable[checkName(who, "positive", positive, ["in", "out"])];
  return averagePrecision(ranking(who, inside, outside));
}
