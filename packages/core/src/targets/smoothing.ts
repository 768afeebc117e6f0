// Label smoothing: part of a row's mass spread evenly over the classes. The only place that holds its formula.
import { checkName, checkRange } from "../base/check.ts";
import { readOptions } from "../base/options.ts";
import { checkMasses } from "./distribution.ts";
import { checkClasses } from "../base/labels.ts";
import { oneHot } from "./oneHot.ts";
import { checkRows } from "./rowMasses.ts";

/** Which classes share the smoothed mass: all of them, or all others than the label's. */
export type SmoothedOver = "all" | "others";

/** The range of a smoothing α. */
export const smoothingRange = { from: 0, to: 1 } as const;

/** For each convention, the α over all classes that means the same. Over others: α/(K-1) = α'/K, so α' = αK/(K-1). */
const alphaOverAll: Record<SmoothedOver, (alpha: number, classes: number) => number> = {
  all: (alpha) => alpha,
  others: (alpha, classes) => (alpha * classes) / (classes - 1),
};

/** The conventions by name. */
export const smoothingConventions = Object.keys(alphaOverAll) as readonly SmoothedOver[];

/**
 * Smooths any rows: q' = (1-α) q + α (Σq)/K over all classes; over others, the same with α·K/(K-1) in place of α.
 * A row keeps its sum, so a row of zeros (an ignored one) stays as it is.
 * @param q rows, row-major [N, K], not negative
 * @param classes the number of classes K
 * @param alpha the smoothing α, 0 ≤ α ≤ 1
 * @param options `over`: "all" classes (PyTorch, Keras; the default) or the "others" (fairseq, tensor2tensor; K ≥ 2)
 * @returns q', row-major [N, K]
 * @throws UsageError if α is out of range, the convention is unknown, or q is not rows of K finite numbers that are not
 *   negative
 * @see Szegedy et al. 2016, arXiv:1512.00567
 * @example
 * ```ts
 * import { smoothTargets } from "@softlabel/core";
 * Array.from(smoothTargets(new Float64Array([0.7, 0.3]), 2, 0.5)); // => [0.6, 0.4]
 * ```
 */
export function smoothTargets(
  q: Float64Array,
  classes: number,
  alpha: number,
  options: { readonly over?: SmoothedOver } = {},
): Float64Array {
  const who = "smoothTargets";
  const given = readOptions(who, options, { over: "all" });
  const over = checkName(who, "over", given.over, smoothingConventions);
  checkRange(who, "alpha", alpha, smoothingRange);
  checkClasses(who, classes, over === "others" ? 2 : 1);
  checkRows(who, q, classes);
  const shared = alphaOverAll[over](alpha, classes);
  const smoothed = new Float64Array(q.length);
  for (let start = 0; start < q.length; start += classes) {
    const row = q.subarray(start, start + classes);
    checkMasses(who, row, start / classes);
    const share = (shared * row.reduce((sum, mass) => sum + mass, 0)) / classes;
    // Over others, α = 1 leaves the label exactly nothing; rounding must not leave it less.
    row.forEach((mass, c) => (smoothed[start + c] = Math.max(0, (1 - shared) * mass + share)));
  }
  return smoothed;
}

/**
 * Smoothed targets of labels. Over all classes q_c = (1-α)[c = y] + α/K; over others 1-α for the label's class and
 * α/(K-1) for every other class.
 * @param labels one class index per row, N of them
 * @param classes the number of classes K
 * @param alpha the smoothing α, 0 ≤ α ≤ 1; 0 gives one-hot rows
 * @param options `over`: "all" classes (PyTorch, Keras; the default) or the "others" (fairseq, tensor2tensor; K ≥ 2)
 * @returns q, row-major [N, K]
 * @throws UsageError if a label is not a class (with its row), α is out of range or the convention is unknown
 * @see Szegedy et al. 2016, arXiv:1512.00567
 * @example
 * ```ts
 * import { smoothLabels } from "@softlabel/core";
 * Array.from(smoothLabels(new Int32Array([1]), 2, 0.1)); // => [0.05, 0.95]
 * Array.from(smoothLabels(new Int32Array([1]), 2, 0.1, { over: "others" })); // => [0.1, 0.9]
 * ```
 */
export function smoothLabels(
  labels: Int32Array,
  classes: number,
  alpha: number,
  options: { readonly over?: SmoothedOver } = {},
): Float64Array {
  const { over } = readOptions("smoothLabels", options, { over: "all" });
  return smoothTargets(oneHot(labels, classes), classes, alpha, { over });
}
