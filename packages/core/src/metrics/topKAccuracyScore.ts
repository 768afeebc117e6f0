// Top-k accuracy: the share of examples whose label is among the k classes of highest logit.
import { checkRange } from "../base/check.ts";
import { checkPredictions } from "../base/predictions.ts";
import type { Logits } from "../base/predictions.ts";

/** How many classes are ranked before `label`: those of higher logit, and of equal logit and lower index. */
export function rankOf(logits: Logits, start: number, classes: number, label: number): number {
  const own = logits[start + label];
  let before = 0;
  for (let k = 0; k < classes; k++) if (logits[start + k] > own || (logits[start + k] === own && k < label)) before++;
  return before;
}

/**
 * The share of examples whose label is among the k classes of highest logit.
 *
 * `(1/N) Σᵢ [#{j before yᵢ in row i} < k]`; of equal logits the lowest index comes first, so that k = 1 is `accuracyScore`.
 *
 * @param logits finite, row-major [N, K]; probabilities do as well
 * @param labels [N], each from 0 to K-1
 * @param classes K, at least 2
 * @param k from 1 to K, 5 unless told otherwise
 * @returns a fraction from 0 to 1; higher is better
 * @throws UsageError where logits, labels and classes do not fit together, a logit is not finite or k is out of range
 * @example
 * ```ts
 * import { topKAccuracyScore } from "@softlabel/core";
 * topKAccuracyScore(new Float64Array([3, 2, 1, 3, 2, 1]), new Int32Array([1, 2]), 3, 2); // => 0.5
 * ```
 */
export function topKAccuracyScore(logits: Logits, labels: Int32Array, classes: number, k = 5): number {
  const who = "topKAccuracyScore";
  checkPredictions(who, logits, labels, classes);
  checkRange(who, "k", k, { from: 1, to: classes, integer: true });
  const right = labels.reduce((sum, label, i) => sum + (rankOf(logits, i * classes, classes, label) < k ? 1 : 0), 0);
  return right / labels.length;
}
