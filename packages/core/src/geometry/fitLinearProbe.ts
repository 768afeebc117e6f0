// A linear probe: how well classes can be told apart by features alone.
import { check, checkRange } from "../base/check.ts";
import { checkWeight } from "../base/classWeights.ts";
import { readOptions } from "../base/options.ts";
import { minimizeConvex } from "../base/minimizeConvex.ts";
import { featureRows } from "./featureRows.ts";
import type { LinearHead } from "./linearHead.ts";
import { linearProbeLoss } from "./linearProbeLoss.ts";
import { meanAndDeviation } from "./vectors.ts";
import type { Numbers } from "./vectors.ts";

/** How a probe is fitted. */
export interface LinearProbeOptions {
  readonly penalty?: number;
  readonly classWeights?: ArrayLike<number>;
  readonly tolerance?: number;
}

/** Mean and deviation of every column. */
function columnScales(features: Numbers, width: number): { mean: number; deviation: number }[] {
  const column = new Float64Array(features.length / width);
  return Array.from({ length: width }, (_, j) => {
    for (let i = 0; i < column.length; i++) column[i] = features[i * width + j];
    const { mean, deviation } = meanAndDeviation(column);
    // A column that is constant, but for rounding, says nothing: it becomes 0.
    return { mean, deviation: deviation <= 1e-12 * Math.abs(mean) ? Infinity : deviation };
  });
}

/**
 * Fits a multinomial logistic regression with an L2 penalty to features: a new last layer for classes that the network
 * need not have been trained on.
 *
 * Columns are first brought to mean 0 and deviation 1; then
 * `(1/N) Σ c_y (log Σₖ exp(wₖ·x + bₖ) - (w_y·x + b_y)) + λ/(2N) Σ w²` is minimised by Newton's method. λ is scikit-learn's 1/C, c_y
 * the weight of the row's class. The result takes the features as they are.
 *
 * @param features finite, row-major [N, D]
 * @param labels [N], each from 0 to K-1, every class among them
 * @param classes K, at least 2
 * @param options.penalty λ, above 0; default 1
 * @param options.classWeights c [K], finite and not negative; all 1 where left out
 * @param options.tolerance how far, in nats, the objective may stay above its minimum; rounding alone where left out
 * @throws UsageError where features, labels and classes do not fit together, a class has no row, or an option is out of range
 * @see S. Kornblith, T. Chen, H. Lee and M. Norouzi, Why do better loss functions lead to less transferable features?,
 *   NeurIPS 2021
 * @example
 * ```ts
 * import { fitLinearProbe, headLogits } from "@softlabel/core";
 * const features = new Float64Array([1, 2, 5, 6]);
 * const probe = fitLinearProbe(features, new Int32Array([0, 0, 1, 1]), 2);
 * const [zero, one] = headLogits(probe, new Float64Array([3.5]));
 * Math.abs(zero - one) < 1e-9; // => true
 * ```
 */
export function fitLinearProbe(
  features: Numbers,
  labels: Int32Array,
  classes: number,
  options: LinearProbeOptions = {},
): LinearHead {
  const who = "fitLinearProbe";
  const defaults = { penalty: 1, tolerance: 0, classWeights: new Float64Array(classes).fill(1) };
  const { penalty, tolerance, classWeights } = readOptions(who, options, defaults);
  const { width } = featureRows(who, features, labels, classes);
  checkRange(who, "penalty", penalty, { from: 0, to: Infinity, open: "both" });
  checkRange(who, "tolerance", tolerance, { from: 0, to: Infinity, open: "to" });
  check(classWeights.length === classes, who, `${classes} class weights`, classWeights.length);
  checkWeight(who, Float64Array.from(classWeights));
  const scales = columnScales(features, width);
  const wide = width + 1;
  const rows = new Float64Array(labels.length * wide).fill(1);
  for (let i = 0; i < labels.length; i++)
    scales.forEach(({ mean, deviation }, j) => (rows[i * wide + j] = (features[i * width + j] - mean) / deviation));
  const problem = { rows, width: wide, labels, classes, penalty, classWeights: Float64Array.from(classWeights) };
  const fitted = minimizeConvex((x) => linearProbeLoss(problem, x), new Float64Array(classes * wide), tolerance);
  const weight = new Float64Array(classes * width);
  const bias = Float64Array.from({ length: classes }, (_, k) => fitted[k * wide + width]);
  weight.forEach((_, i) => {
    const [k, j] = [Math.floor(i / width), i % width];
    weight[i] = fitted[k * wide + j] / scales[j].deviation;
    bias[k] -= weight[i] * scales[j].mean;
  });
  return { classes, weight, bias };
}
