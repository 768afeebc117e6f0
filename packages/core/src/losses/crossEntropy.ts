// Cross-entropy of logits against labels or distributions, with smoothing, class weights and ignored rows.
import { check, checkName, checkRange } from "../base/check.ts";
import { readOptions, type Given } from "../base/options.ts";
import { smoothingConventions, smoothingRange, smoothTargets, type SmoothedOver } from "../targets/smoothing.ts";
import { checkWeight } from "../base/classWeights.ts";
import { weightings, weightTargets, type Weighting } from "../targets/weighting.ts";
import { crossEntropyRule } from "./crossEntropyRule.ts";
import { createLoss, type Divisor, type Loss, type Reduction } from "./loss.ts";

/** What cross-entropy can be told. */
export interface CrossEntropyOptions<R extends Reduction = Reduction> {
  /**
   * The smoothing α of the targets, 0 ≤ α ≤ 1; default 0. (The value 1.4178 that a much copied example prints beside
   * smoothing = 0.5 is that of 0.3, over others; 0.5 gives 1.5161.)
   */
  readonly smoothing?: number;
  /** Which classes share the smoothed mass; default "all". */
  readonly over?: SmoothedOver;
  /** One weight per class, [K], finite and not negative; default 1. */
  readonly weight?: ArrayLike<number>;
  /** What a weight acts on: each class's "terms" (PyTorch; the default) or whole "examples" by their label (Keras). */
  readonly weighting?: Weighting;
  /** The label whose rows are left out; default -100. */
  readonly ignoreIndex?: number;
  /** "mean" (the default), "sum" or "none". */
  readonly reduction?: R;
}

/**
 * Cross-entropy: -Σ_c s_c log p_c a position, p = softmax(z); its gradient is (Σ_c s_c) p - s. s is the target, smoothed
 * (see `smoothLabels`) and weighted (see `weightTargets`). Values, gradients and denominators are PyTorch's: a mean over
 * class indices is divided by the sum of the labels' weights w_y over the positions that are not ignored (NaN if that is 0,
 * and so is their gradient), a mean over distributions by the number of positions. The denominator is the same for both
 * weightings.
 * @param options see `CrossEntropyOptions`
 * @throws UsageError if an option is out of range or unknown
 * @see PyTorch, `torch.nn.CrossEntropyLoss`
 * @example
 * ```ts
 * import { crossEntropy } from "@softlabel/core";
 * const loss = crossEntropy({ smoothing: 0.1 });
 * const { value, gradient } = loss.evaluate(new Float64Array([0, 0]), new Int32Array([1]), [1, 2]);
 * value; // => Math.log(2)
 * Array.from(gradient); // => [0.45, -0.45]
 * ```
 */
export function crossEntropy<R extends Reduction = "mean">(options: CrossEntropyOptions<R> = {}): Loss<R> {
  return createCrossEntropy("crossEntropy", options);
}

/** Cross-entropy whose mean follows a convention. */
export function createCrossEntropy<R extends Reduction = "mean">(
  who: string,
  options: Given<CrossEntropyOptions<R>>,
  mean: { readonly divisor?: Divisor; readonly whenEmpty?: number } = {},
): Loss<R> {
  const complete = readOptions(who, options as CrossEntropyOptions<R>, {
    smoothing: 0,
    over: "all",
    weight: undefined,
    weighting: "terms",
    ignoreIndex: -100,
    reduction: "mean" as R,
  });
  const { smoothing, ignoreIndex, reduction } = complete;
  checkRange(who, "smoothing", smoothing, smoothingRange);
  const over = checkName(who, "over", complete.over, smoothingConventions);
  const weighting = checkName(who, "weighting", complete.weighting, weightings);
  const given = complete.weight === undefined ? undefined : Float64Array.from(complete.weight);
  checkWeight(who, given ?? new Float64Array());

  const weight = (classes: number): Float64Array => {
    const weights = given ?? new Float64Array(classes).fill(1);
    check(weights.length === classes, who, `a weight for each of the ${classes} classes`, weights.length);
    return weights;
  };
  return createLoss({
    ...mean,
    rule: crossEntropyRule,
    reduction,
    ignoreIndex,
    weight,
    targets: (rows, classes) =>
      weightTargets(smoothTargets(rows, classes, smoothing, { over }), weight(classes), { weighting, given: rows }),
  });
}
