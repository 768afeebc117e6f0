// Matthews correlation coefficient: how far labels and predictions agree beyond chance, over all classes at once.
import { sum } from "../../base/sum.ts";
import { checkPredictions } from "../../base/predictions.ts";
import type { Logits } from "../../base/predictions.ts";
import { classTotals } from "./classRates.ts";
import { countConfusions } from "./confusionMatrix.ts";

/** (c N - Σ t p) / √((N² - Σ p²)(N² - Σ t²)); 0 where all labels, or all predictions, are of one class. */
export function matthewsCorrelationOf(confusion: Float64Array, classes: number): number {
  const { labels, predictions } = classTotals(confusion, classes);
  const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, k) => sum + value * b[k], 0);
  const n = sum(labels);
  const right = labels.reduce((sum, _, k) => sum + confusion[k * classes + k], 0);
  const spread = (n * n - dot(predictions, predictions)) * (n * n - dot(labels, labels));
  return spread === 0 ? 0 : (right * n - dot(labels, predictions)) / Math.sqrt(spread);
}

/**
 * Matthews correlation coefficient (MCC) of labels and predictions, for any number of classes.
 *
 * `(c N - Σₖ tₖ pₖ) / √((N² - Σₖ pₖ²) (N² - Σₖ tₖ²))` with c right predictions, tₖ labels and pₖ predictions of class k: 1 where
 * all are right, 0 for guessing, also for always guessing one class. scikit-learn's `matthews_corrcoef`.
 *
 * @param logits finite, row-major [N, K]; probabilities do as well
 * @param labels [N], each from 0 to K-1
 * @param classes K, at least 2
 * @returns from -1 to 1; higher is better
 * @throws UsageError where logits, labels and classes do not fit together or a logit is not finite
 * @see J. Gorodkin, Comparing two K-category assignments by a K-category correlation coefficient, Computational Biology and
 *   Chemistry 28, 2004
 * @example
 * ```ts
 * import { matthewsCorrelationScore } from "@softlabel/core";
 * matthewsCorrelationScore(new Float64Array([1, 0, 0, 1, 0, 1, 0, 1]), new Int32Array([0, 0, 1, 1]), 2); // => 1 / Math.sqrt(3)
 * ```
 */
export function matthewsCorrelationScore(logits: Logits, labels: Int32Array, classes: number): number {
  checkPredictions("matthewsCorrelationScore", logits, labels, classes);
  return matthewsCorrelationOf(countConfusions(logits, labels, classes), classes);
}
