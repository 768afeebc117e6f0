// Balanced accuracy: the mean recall, so that a rare class counts as much as a common one.
import { checkPredictions } from "../../base/predictions.ts";
import type { Logits } from "../../base/predictions.ts";
import { macroMean, recallsOf } from "./classRates.ts";
import { countConfusions } from "./confusionMatrix.ts";

/** Mean over the classes with examples of the recall. */
export function balancedAccuracyOf(confusion: Float64Array, classes: number): number {
  return macroMean(recallsOf(confusion, classes));
}

/**
 * The mean recall over the classes that have examples: the accuracy where every class counts alike.
 *
 * `(1/K) Σₖ recallₖ`, which is the accuracy with a weight of `N / (K nₖ)` for each of the nₖ examples of class k. Always
 * guessing one class gives 1/K. scikit-learn's `balanced_accuracy_score`.
 *
 * @param logits finite, row-major [N, K]; probabilities do as well
 * @param labels [N], each from 0 to K-1
 * @param classes K, at least 2
 * @returns a fraction from 0 to 1; higher is better
 * @throws UsageError where logits, labels and classes do not fit together or a logit is not finite
 * @example
 * ```ts
 * import { balancedAccuracyScore } from "@softlabel/core";
 * const guesses = new Float64Array([1, 0, 1, 0, 1, 0, 1, 0]);
 * balancedAccuracyScore(guesses, new Int32Array([0, 0, 0, 1]), 2); // => 1 / 2
 * ```
 */
export function balancedAccuracyScore(logits: Logits, labels: Int32Array, classes: number): number {
  checkPredictions("balancedAccuracyScore", logits, labels, classes);
  return balancedAccuracyOf(countConfusions(logits, labels, classes), classes);
}
