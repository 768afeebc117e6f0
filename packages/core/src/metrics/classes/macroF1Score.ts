// Macro F1: the F1 score of each class, averaged so that rare classes count as much as common ones.
import { checkPredictions } from "../../base/predictions.ts";
import type { Logits } from "../../base/predictions.ts";
import { classTotals, macroMean } from "./classRates.ts";
import { countConfusions } from "./confusionMatrix.ts";

/** Mean over the classes that occur among labels or predictions of F1 = 2 TP / (labels + predictions). */
export function macroF1Of(confusion: Float64Array, classes: number): number {
  const { labels, predictions } = classTotals(confusion, classes);
  return macroMean(labels.map((count, k) => (2 * confusion[k * classes + k]) / (count + predictions[k])));
}

/**
 * The mean over classes of the F1 score, the harmonic mean of precision and recall.
 *
 * `F1ₖ = 2 TPₖ / (2 TPₖ + FPₖ + FNₖ)`; a class that occurs neither among labels nor among predictions is left out of the mean, as
 * in scikit-learn.
 *
 * @param logits finite, row-major [N, K]; probabilities do as well
 * @param labels [N], each from 0 to K-1
 * @param classes K, at least 2
 * @returns from 0 to 1; higher is better
 * @throws UsageError where logits, labels and classes do not fit together or a logit is not finite
 * @example
 * ```ts
 * import { macroF1Score } from "@softlabel/core";
 * macroF1Score(new Float64Array([1, 0, 1, 0, 0, 1]), new Int32Array([0, 1, 1]), 2); // => (2 / 3 + 2 / 3) / 2
 * ```
 */
export function macroF1Score(logits: Logits, labels: Int32Array, classes: number): number {
  checkPredictions("macroF1Score", logits, labels, classes);
  return macroF1Of(countConfusions(logits, labels, classes), classes);
}
