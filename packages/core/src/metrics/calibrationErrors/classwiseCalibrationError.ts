// Classwise calibration error: the calibration of every class's probability, not only of the predicted one's.
import { readOptions } from "../../base/options.ts";
import { checkPredictions } from "../../base/predictions.ts";
import type { Logits } from "../../base/predictions.ts";
import { binSums } from "./binSums.ts";
import type { BinOptions } from "./binSums.ts";
import { expectedError } from "./binnedErrors.ts";
import { argmax, softmaxRow } from "../../base/softmax.ts";
import { mean } from "../../base/sum.ts";

/** softmax(z) of every row, class by class: K arrays of N probabilities. */
function classProbabilities(logits: Logits, classes: number): Float64Array[] {
  const rows = logits.length / classes;
  const columns = Array.from({ length: classes }, () => new Float64Array(rows));
  const p = new Float64Array(classes);
  for (let i = 0; i < rows; i++) {
    softmaxRow(logits, i * classes, argmax(logits, i * classes, classes), 1, p);
    columns.forEach((column, k) => (column[i] = p[k]));
  }
  return columns;
}

/**
 * Classwise (static) expected calibration error: the mean over classes, where some libraries take the sum.
 *
 * `(1/K) Σₖ Σ_b (1/N) |Σ_{i in b} (pᵢₖ - [yᵢ = k])|` with `p = softmax(z)`: every class's probability is binned by itself
 * and compared with how often the class occurs, by default in 15 bins (lo, hi] of equal width.
 *
 * @param logits finite, row-major [N, K]
 * @param labels [N], each from 0 to K-1
 * @param classes K, at least 2
 * @param options.bins number of bins, 15 unless told otherwise
 * @param options.binning "right-closed" (the default), "left-closed" (as torchmetrics) or "equal-mass"
 * @returns from 0 to 1; lower is better. It shrinks as K grows, since most probabilities are then near 0
 * @throws UsageError where logits, labels and classes do not fit together, a logit is not finite or the binning is unknown
 * @see M. Kull et al., Beyond temperature scaling, NeurIPS 2019; J. Nixon et al., Measuring calibration in deep learning, CVPR workshops 2019
 * @example
 * ```ts
 * import { classwiseCalibrationError } from "@softlabel/core";
 * classwiseCalibrationError(new Float64Array([Math.log(3), 0]), new Int32Array([0]), 2); // => 0.25
 * ```
 */
export function classwiseCalibrationError(
  logits: Logits,
  labels: Int32Array,
  classes: number,
  options: BinOptions = {},
): number {
  const who = "classwiseCalibrationError";
  const complete = readOptions(who, options, { bins: 15, binning: "right-closed" });
  checkPredictions(who, logits, labels, classes);
  const errors = classProbabilities(logits, classes).map((probability, k) => {
    const isLabel = Uint8Array.from(labels, (label) => (label === k ? 1 : 0));
    return expectedError(binSums(who, probability, isLabel, complete));
  });
  return mean(errors);
}
