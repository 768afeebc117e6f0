// How far the label's logit stands above the others of its row.
import { checkPredictions } from "../base/predictions.ts";
import type { Logits } from "../base/predictions.ts";

/** The same where sums overflow, as masks of -1.8e308 make them; at most the largest number. */
function hugeGap(logits: Logits, start: number, classes: number, label: number): number {
  let mean = 0;
  for (let k = 0; k < classes; k++) if (k !== label) mean += logits[start + k] / (classes - 1);
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, logits[start + label] - mean));
}

/** z_y minus the mean of the other logits, of the row that begins at `start`. */
export function logitGap(logits: Logits, start: number, classes: number, label: number): number {
  let others = 0;
  for (let k = 0; k < classes; k++) if (k !== label) others += logits[start + k];
  const gap = logits[start + label] - others / (classes - 1);
  return Number.isFinite(gap) ? gap : hugeGap(logits, start, classes, label);
}

/**
 * The label's logit minus the mean of the other classes' logits, for every row.
 *
 * `gᵢ = zᵢ,label - (1/(K-1)) Σ_{k ≠ label} zᵢₖ`: above zero where the label stands out. Smoothing by α over all classes pulls it
 * towards `ln(1 + K (1-α)/α)`.
 *
 * @param logits finite, row-major [N, K]
 * @param labels [N], each from 0 to K-1
 * @param classes K, at least 2
 * @returns [N], in units of logits; at most the largest number where even a gap is larger
 * @throws UsageError where logits, labels and classes do not fit together or a logit is not finite
 * @example
 * ```ts
 * import { logitGaps } from "@softlabel/core";
 * Array.from(logitGaps(new Float64Array([4, 0, 2, 1, 8, 3]), new Int32Array([0, 1]), 3)); // => [3, 6]
 * ```
 */
export function logitGaps(logits: Logits, labels: Int32Array, classes: number): Float64Array {
  checkPredictions("logitGaps", logits, labels, classes);
  return Float64Array.from(labels, (label, row) => logitGap(logits, row * classes, classes, label));
}
