// Debiased calibration error: a binned error without the part that chance adds.
import { binSums } from "./binSums.ts";
import type { BinOptions } from "./binSums.ts";
import { debiasedError } from "./binnedErrors.ts";

/**
 * Root mean squared calibration error of the predicted classes, less the part that chance adds in finite bins.
 *
 * `√max(0, Σ_b (n_b/N) [(conf_b - acc_b)² - acc_b (1 - acc_b) / (n_b - 1)])`, by default over 15 equal-mass bins.
 *
 * @param confidence [N], each from 0 to 1
 * @param correct [N], 1 where the prediction was right, else 0
 * @param options.bins number of bins, 15 unless told otherwise
 * @param options.binning "equal-mass" unless told otherwise
 * @returns from 0 to 1; lower is better, and 0 where chance explains all that is seen
 * @throws UsageError where the two do not fit together, a value is out of range or the binning is unknown
 * @see A. Kumar, P. Liang and T. Ma, Verified uncertainty calibration, NeurIPS 2019
 * @example
 * ```ts
 * import { debiasedCalibrationError } from "@softlabel/core";
 * debiasedCalibrationError(new Float64Array([0.9, 0.9]), new Uint8Array([0, 0])); // => 0.9
 * debiasedCalibrationError(new Float64Array([0.9, 0.9]), new Uint8Array([1, 0])); // => 0
 * ```
 */
export function debiasedCalibrationError(
  confidence: Float64Array,
  correct: Uint8Array,
  options: BinOptions = {},
): number {
  return debiasedError(binSums("debiasedCalibrationError", confidence, correct, options, "equal-mass"));
}
