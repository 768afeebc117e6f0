// Vector scaling: a weight and a bias for every class's logit, so that probabilities fit the labels best.
import { mean } from "../base/sum.ts";
import { check } from "../base/check.ts";
import { minimizeConvex } from "../base/minimizeConvex.ts";
import { checkPredictions } from "../base/predictions.ts";
import type { Logits } from "../base/predictions.ts";
import { locate } from "./fitTemperature.ts";
import { vectorScalingLoss } from "./vectorScalingLoss.ts";
import { vectorScalingWarning } from "./vectorScalingWarning.ts";

/** A fitted vector scaling. */
export interface VectorScaling {
  /** w [K]: by what each class's logit is multiplied. */
  readonly weights: Float64Array;
  /** b [K]: what is then added; their sum is 0. */
  readonly biases: Float64Array;
  /** Why the data do not determine them, where they do not. */
  readonly warning?: string | undefined;
}

/**
 * Fits a weight and a bias for each class that make softmax(w z + b) fit the labels best, by maximum likelihood.
 *
 * The mean NLL is convex in (w, b); Newton's method finds its minimum to rounding, starting from the best temperature. With 2K
 * parameters it can correct a bias between classes, which one temperature cannot, and can overfit; the predicted classes may
 * change, so that accuracy has to be reported again.
 *
 * Where the data do not determine them, `warning` says so: classes without labels, labels that are perfectly separated (all of
 * them, or some classes from the others) and classes whose logit is the same in every row. The fit is then no worse than that of
 * the best temperature, but means no more.
 *
 * @param logits finite, row-major [N, K], of data that the model was not trained on
 * @param labels [N], each from 0 to K-1
 * @param classes K, at least 2
 * @returns weights, biases and a warning in words where the data do not determine them
 * @throws UsageError where logits, labels and classes do not fit together or a logit is not finite
 * @see C. Guo et al., On calibration of modern neural networks, ICML 2017
 * @example
 * ```ts
 * import { applyVectorScaling, fitVectorScaling } from "@softlabel/core";
 * // equal logits, but three of four labels are 0
 * const scaling = fitVectorScaling(new Float64Array(8), new Int32Array([0, 0, 0, 1]), 2);
 * const [first, second] = applyVectorScaling(scaling, new Float64Array(2));
 * first - second; // => Math.log(3)
 * ```
 */
export function fitVectorScaling(logits: Logits, labels: Int32Array, classes: number): VectorScaling {
  checkPredictions("fitVectorScaling", logits, labels, classes);
  const { temperature } = locate([{ logits, labels }], labels.length, classes, 1);
  const z = Float64Array.from(logits);
  const start = new Float64Array(2 * classes).fill(1 / temperature, 0, classes);
  const x = minimizeConvex((at) => vectorScalingLoss(z, labels, classes, at), start);
  const shift = mean(x.subarray(classes));
  const biases = x.subarray(classes).map((bias) => bias - shift);
  const warning = vectorScalingWarning(z, labels, classes, x);
  return { weights: x.slice(0, classes), biases, warning };
}

/**
 * Applies a vector scaling to logits.
 *
 * `z'ₖ = wₖ zₖ + bₖ`
 *
 * @param scaling from `fitVectorScaling`
 * @param logits row-major [N, K]
 * @returns a new array [N, K]
 * @throws UsageError where the logits are not rows of K
 * @example
 * ```ts
 * import { applyVectorScaling } from "@softlabel/core";
 * const scaling = { weights: new Float64Array([2, 1]), biases: new Float64Array([1, -1]) };
 * Array.from(applyVectorScaling(scaling, new Float64Array([3, 4]))); // => [7, 3]
 * ```
 */
export function applyVectorScaling({ weights, biases }: VectorScaling, logits: Logits): Float64Array {
  const classes = weights.length;
  const rows = `rows of ${classes} logits`;
  check(logits.length % classes === 0, "applyVectorScaling", rows, `${logits.length} logits`);
  return Float64Array.from(logits, (z, i) => weights[i % classes] * z + biases[i % classes]);
}
