// Maximum calibration error: the largest distance between confidence and accuracy in any bin.
import { binSums } from "./binSums.ts";
import type { BinOptions } from "./binSums.ts";
import { maximumError } from "./binnedErrors.ts";

/**
 * Maximum calibration error of the predicted classes.
 *
 * `MCE = max_b |conf_b - acc_b|` over the bins that hold examples, by default 15 bins (lo, hi] of equal width. A bin
 * with few examples weighs as much as any other, so that the value rests on whichever bin is noisiest.
 *
 * @param confidence c [N], each from 0 to 1
 * @param correct a [N], 1 where the prediction was right, else 0
 * @param options.bins number of bins, 15 unless told otherwise
 * @param options.binning "right-closed" (the default), "left-closed" (as torchmetrics) or "equal-mass"
 * @returns from 0 to 1; lower is better
 * @throws UsageError where the two do not fit together, a value is out of range or the binning is unknown
 * @see M. P. Naeini, G. F. Cooper and M. Hauskrecht, Obtaining well calibrated probabilities using Bayesian binning, AAAI 2015
 * @example
 * ```ts
 * import { maximumCalibrationError } from "@softlabel/core";
 * maximumCalibrationError(new Float64Array([0.9, 0.9, 0.6]), new Uint8Array([1, 1, 0])); // => 0.6
 * ```
 */
export function maximumCalibrationError(
  confidence: Float64Array,
  correct: Uint8Array,
  options: BinOptions = {},
): number {
  return maximumError(binSums("maximumCalibrationError", confidence, correct, options));
}
