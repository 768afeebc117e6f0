// Isotonic calibration: confidences replaced by how often predictions as sure as these are right.
import { checkConfidence, checkOutcomes } from "../base/predictions.ts";
import { rankOutcomes } from "../base/ranking.ts";
import { isotonicRegression } from "./isotonicRegression.ts";

/** A fitted calibration map: linear between its points, level beyond them. */
export interface IsotonicFit {
  /** Confidences, rising. */
  readonly confidence: Float64Array;
  /** What each is replaced by: never falling, from 0 to 1. */
  readonly calibrated: Float64Array;
}

/**
 * Fits the map from confidence to the chance of being right, the best among all maps that never fall.
 *
 * Minimises `Σᵢ (f(cᵢ) - aᵢ)²` by pooling adjacent violators. Unlike temperature scaling it can correct any rising shape, at the
 * price of many parameters: it wants a thousand examples or more, makes ties, and says nothing of the other classes.
 *
 * @param confidence c [N], each from 0 to 1, of data that the model was not trained on
 * @param correct a [N], 1 where the prediction was right, else 0
 * @returns the ends of each level stretch; `calibrateConfidence` applies them
 * @throws UsageError where the two do not fit together or a value is out of range
 * @see B. Zadrozny and C. Elkan, Transforming classifier scores into accurate multiclass probability estimates, KDD 2002
 * @example
 * ```ts
 * import { calibrateConfidence, fitIsotonic } from "@softlabel/core";
 * const fit = fitIsotonic(new Float64Array([0.6, 0.7, 0.9]), new Uint8Array([1, 0, 1]));
 * Array.from(calibrateConfidence(fit, new Float64Array([0.5, 0.65, 0.8, 1]))); // => [0.5, 0.5, 0.75, 1]
 * ```
 */
export function fitIsotonic(confidence: Float64Array, correct: Uint8Array): IsotonicFit {
  checkOutcomes("fitIsotonic", confidence, correct);
  const pools = isotonicRegression(rankOutcomes("fitIsotonic", confidence, correct));
  const ends = pools.flatMap(({ from, to, count, positives }) => {
    const value = positives / count;
    return from === to
      ? [{ at: from, value }]
      : [
          { at: from, value },
          { at: to, value },
        ];
  });
  return {
    confidence: Float64Array.from(ends, ({ at }) => at),
    calibrated: Float64Array.from(ends, ({ value }) => value),
  };
}

/** Index of the last of the rising `points` that is at most `value`, -1 where there is none; by bisection. */
function lastAtMost(points: Float64Array, value: number): number {
  let [low, high] = [-1, points.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (points[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Applies an isotonic calibration: linear between the fitted points, level beyond them (as scikit-learn's).
 *
 * @param fit from `fitIsotonic`
 * @param confidence [N], each from 0 to 1
 * @returns [N], each from 0 to 1, in the same order or tied
 * @throws UsageError where a confidence is outside [0, 1] or there is none
 * @example
 * ```ts
 * import { calibrateConfidence } from "@softlabel/core";
 * const fit = { confidence: new Float64Array([0.5, 1]), calibrated: new Float64Array([0.25, 0.75]) };
 * Array.from(calibrateConfidence(fit, new Float64Array([0.4, 0.75]))); // => [0.25, 0.5]
 * ```
 */
export function calibrateConfidence(fit: IsotonicFit, confidence: Float64Array): Float64Array {
  checkConfidence("calibrateConfidence", confidence);
  const { confidence: x, calibrated: y } = fit;
  return confidence.map((c) => {
    const below = lastAtMost(x, c);
    if (below < 0) return y[0];
    if (below === x.length - 1) return y[below];
    const share = (c - x[below]) / (x[below + 1] - x[below]);
    return y[below] + share * (y[below + 1] - y[below]);
  });
}
