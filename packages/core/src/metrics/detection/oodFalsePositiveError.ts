// FPR95: the share of unknown inputs let through where nearly all known ones are.
import { checkRange } from "../../base/check.ts";
import { forEachBlock } from "../../base/ranking.ts";
import { oodRanking } from "./oodRanking.ts";

/**
 * The share of out-of-distribution examples accepted at the highest threshold that accepts at least 95 % of the
 * in-distribution ones (FPR95).
 *
 * In-distribution is the positive class, and a score equal to the threshold is accepted. Libraries that count it as
 * rejected, or that take the recall nearest to 95 % even if it is below, give lower values.
 *
 * @param inside scores of in-distribution examples, as `detectionScores` gives them
 * @param outside scores of out-of-distribution examples
 * @param recall share of in-distribution examples to accept, 0.95 unless told otherwise
 * @returns from 0 to 1; lower is better
 * @throws UsageError where either is empty, a score is not finite or the recall is out of range
 * @see S. Liang, Y. Li and R. Srikant, Enhancing the reliability of out-of-distribution image detection, ICLR 2018
 * @example
 * ```ts
 * import { oodFalsePositiveError } from "@softlabel/core";
 * oodFalsePositiveError(new Float64Array([4, 3, 2]), new Float64Array([2.5, 1, 2, 0])); // => 0.5
 * ```
 */
export function oodFalsePositiveError(inside: Float64Array, outside: Float64Array, recall = 0.95): number {
  const who = "oodFalsePositiveError";
  checkRange(who, "recall", recall, { from: 0, to: 1, open: "from" });
  const needed = recall * inside.length - 1e-9;
  let [known, unknown] = [0, 0];
  forEachBlock(oodRanking(who, inside, outside), (positives, negatives) => {
    if (known >= needed) return;
    known += positives;
    unknown += negatives;
  });
  return unknown / outside.length;
}
