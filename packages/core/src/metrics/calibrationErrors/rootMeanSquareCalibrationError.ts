// Root mean square calibration error: as the ECE, but large gaps count more.
import { binSums } from "./binSums.ts";
import type { BinOptions } from "./binSums.ts";
import { rootMeanSquareError } from "./binnedErrors.ts";

/**
 * Root mean square calibration error of the predicted classes.
 *
 * `RMSCE = √Σ_b (n_b/N) (conf_b - acc_b)²`, by default over 15 bins (lo, hi] of equal width; an empty bin adds nothing.
 * What chance adds to it is taken off by `debiasedCalibrationError`.
 *
 * @param confidence c [N], each from 0 to 1
 * @param correct a [N], 1 where the prediction was right, else 0
 * @param options.bins number of bins, 15 unless told otherwise
 * @param options.binning "right-closed" (the default), "left-closed" (as torchmetrics) or "equal-mass"
 * @returns from 0 to 1, at least the ECE; lower is better
 * @throws UsageError where the two do not fit together, a value is out of range or the binning is unknown
 * @see D. Hendrycks, M. Mazeika and T. Dietterich, Deep anomaly detection with outlier exposure, ICLR 2019
 * @example
 * ```ts
 * import { rootMeanSquareCalibrationError } from "@softlabel/core";
 * rootMeanSquareCalibrationError(new Float64Array([0.9, 0.6]), new Uint8Array([1, 0])); // => Math.sqrt((0.01 + 0.36) / 2)
 * ```
 */
export function rootMeanSquareCalibrationError(
  confidence: Float64Array,
  correct: Uint8Array,
  options: BinOptions = {},
): number {
  return rootMeanSquareError(binSums("rootMeanSquareCalibrationError", confidence, correct, options));
}
