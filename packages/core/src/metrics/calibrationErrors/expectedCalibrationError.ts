// Expected calibration error: the distance between confidence and accuracy, bin by bin.
import { binSums } from "./binSums.ts";
import type { BinOptions } from "./binSums.ts";
import { expectedError } from "./binnedErrors.ts";

/**
 * Expected calibration error of the predicted classes.
 *
 * `ECE = (1/N) Σ_b |Σ_{i in b} (cᵢ - aᵢ)|`: the gap between confidence and accuracy in each bin, weighted by the bin's
 * share of the examples; an empty bin adds nothing. By default 15 bins (lo, hi] of equal width with edges b/15.
 * Even a perfectly calibrated model shows an ECE above zero (see `eceNoiseFloor`).
 *
 * @param confidence c [N], each from 0 to 1
 * @param correct a [N], 1 where the prediction was right, else 0
 * @param options.bins number of bins, 15 unless told otherwise
 * @param options.binning "right-closed" (the default), "left-closed" (as torchmetrics) or "equal-mass"
 * @returns from 0 to 1; lower is better
 * @throws UsageError where the two do not fit together, a value is out of range or the binning is unknown
 * @see C. Guo et al., On calibration of modern neural networks, ICML 2017
 * @example
 * ```ts
 * import { expectedCalibrationError } from "@softlabel/core";
 * expectedCalibrationError(new Float64Array([0.9, 0.9, 0.6]), new Uint8Array([1, 1, 0])); // => (0.2 + 0.6) / 3
 * ```
 */
export function expectedCalibrationError(
  confidence: Float64Array,
  correct: Uint8Array,
  options: BinOptions = {},
): number {
  return expectedError(binSums("expectedCalibrationError", confidence, correct, options));
}
