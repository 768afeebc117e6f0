// Recall and precision of every class, from a confusion matrix.
import { checkPredictions } from "../../base/predictions.ts";
import type { Logits } from "../../base/predictions.ts";
import { mean } from "../../base/sum.ts";
import { countConfusions } from "./confusionMatrix.ts";

/** How often each class is the label, and how often it is predicted. */
export function classTotals(
  confusion: Float64Array,
  classes: number,
): { labels: Float64Array; predictions: Float64Array } {
  const [labels, predictions] = [new Float64Array(classes), new Float64Array(classes)];
  confusion.forEach((count, cell) => {
    labels[Math.floor(cell / classes)] += count;
    predictions[cell % classes] += count;
  });
  return { labels, predictions };
}

/** C[k, k] / labels[k]; NaN for a class without labels. */
export function recallsOf(confusion: Float64Array, classes: number): Float64Array {
  return classTotals(confusion, classes).labels.map((count, k) => confusion[k * classes + k] / count);
}

/** C[k, k] / predictions[k]; 0 for a class that has labels but is never predicted, NaN for one that has neither. */
export function precisionsOf(confusion: Float64Array, classes: number): Float64Array {
  const { labels, predictions } = classTotals(confusion, classes);
  return predictions.map((count, k) => (count === 0 && labels[k] > 0 ? 0 : confusion[k * classes + k] / count));
}

/** The unweighted mean over the classes whose score is defined. */
export function macroMean(scores: Float64Array): number {
  return mean(scores.filter((score) => !Number.isNaN(score)));
}

/**
 * The recall of every class: the share of its examples that are predicted as that class.
 *
 * @param logits finite, row-major [N, K]; probabilities do as well
 * @param labels [N], each from 0 to K-1
 * @param classes K, at least 2
 * @returns [K], fractions; NaN for a class without examples
 * @throws UsageError where logits, labels and classes do not fit together or a logit is not finite
 * @example
 * ```ts
 * import { recallScores } from "@softlabel/core";
 * Array.from(recallScores(new Float64Array([1, 0, 1, 0, 0, 1]), new Int32Array([0, 1, 1]), 2)); // => [1, 1 / 2]
 * ```
 */
export function recallScores(logits: Logits, labels: Int32Array, classes: number): Float64Array {
  checkPredictions("recallScores", logits, labels, classes);
  return recallsOf(countConfusions(logits, labels, classes), classes);
}

/**
 * The precision of every class: the share of the examples predicted as that class that are of it.
 *
 * @param logits finite, row-major [N, K]; probabilities do as well
 * @param labels [N], each from 0 to K-1
 * @param classes K, at least 2
 * @returns [K], fractions; 0 for a class that is never predicted, as in scikit-learn, and NaN for one without examples, too
 * @throws UsageError where logits, labels and classes do not fit together or a logit is not finite
 * @example
 * ```ts
 * import { precisionScores } from "@softlabel/core";
 * Array.from(precisionScores(new Float64Array([1, 0, 1, 0, 0, 1]), new Int32Array([0, 1, 1]), 2)); // => [1 / 2, 1]
 * ```
 */
export function precisionScores(logits: Logits, labels: Int32Array, classes: number): Float64Array {
  checkPredictions("precisionScores", logits, labels, classes);
  return precisionsOf(countConfusions(logits, labels, classes), classes);
}
