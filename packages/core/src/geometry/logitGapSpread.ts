// Logit gaps: how far the label's logit stands above each of the others, and how evenly.
import { checkPredictions } from "../base/predictions.ts";
import type { Logits } from "../base/predictions.ts";
import { meanAndDeviation } from "./vectors.ts";

/** Gaps z_label - z_other over all rows and other classes; total² is withinRows² + betweenRows². */
export interface LogitGapSpread {
  /** Mean gap. */
  readonly mean: number;
  /** Standard deviation over all gaps. */
  readonly total: number;
  /** Root mean square over rows of the standard deviation over a row's other classes; 0 with two classes. */
  readonly withinRows: number;
  /** Standard deviation over rows of a row's mean gap. */
  readonly betweenRows: number;
}

/** Mean of the row's gaps, and the variance of its logits other than the label's. */
function gapsOfRow(logits: Float64Array, label: number): { mean: number; variance: number } {
  const others = logits.length - 1;
  let sum = 0;
  for (let k = 0; k < logits.length; k++) if (k !== label) sum += logits[k];
  let squares = 0;
  for (let k = 0; k < logits.length; k++) if (k !== label) squares += (logits[k] - sum / others) ** 2;
  return { mean: logits[label] - sum / others, variance: squares / others };
}

/** The spread of gaps of rows that `readRow` writes one at a time, so that all logits need not be held. */
export function spreadOfGaps(
  labels: Int32Array,
  classes: number,
  readRow: (row: number, into: Float64Array) => void,
): LogitGapSpread {
  const logits = new Float64Array(classes);
  let variance = 0;
  const means = Float64Array.from(labels, (label, row) => {
    readRow(row, logits);
    const gaps = gapsOfRow(logits, label);
    variance += gaps.variance / labels.length;
    return gaps.mean;
  });
  const { mean, deviation: betweenRows } = meanAndDeviation(means);
  return { mean, total: Math.hypot(Math.sqrt(variance), betweenRows), withinRows: Math.sqrt(variance), betweenRows };
}

/**
 * Spread of the gaps between the label's logit and each other one: uniform smoothing asks for one and the same gap.
 *
 * `gᵢⱼ = zᵢ,label - zᵢⱼ` for the K-1 other classes j. Smoothing by α over all classes has its optimum at
 * `gᵢⱼ = ln(1 + K (1-α)/α)`, for every j alike, so that both spreads shrink; hard targets only ask for large gaps.
 *
 * @param logits z, finite, row-major [N, K]
 * @param labels [N], each from 0 to K-1
 * @param classes K, at least 2
 * @returns in units of logits
 * @throws UsageError where logits, labels and classes do not fit together or a logit is not finite
 * @see R. Müller, S. Kornblith and G. Hinton, When does label smoothing help?, NeurIPS 2019, section 2
 * @example
 * ```ts
 * import { logitGapSpread } from "@softlabel/core";
 * const spread = logitGapSpread(new Float64Array([4, 0, 2, 1, 8, 3]), new Int32Array([0, 1]), 3);
 * spread.mean; // => 4.5
 * spread.withinRows; // => 1
 * spread.betweenRows; // => 1.5
 * ```
 */
export function logitGapSpread(logits: Logits, labels: Int32Array, classes: number): LogitGapSpread {
  checkPredictions("logitGapSpread", logits, labels, classes);
  return spreadOfGaps(labels, classes, (row, into) => into.set(logits.subarray(row * classes, (row + 1) * classes)));
}
