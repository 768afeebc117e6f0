// Label relaxation of logits against labels.
import { readOptions } from "../base/options.ts";
import { checkOneHot, labelRelaxationRule } from "./labelRelaxationRule.ts";
import { createLoss, type Loss, type Reduction } from "./loss.ts";

/** What label relaxation can be told. */
export interface LabelRelaxationOptions<R extends Reduction = Reduction> {
  /** The mass α that the other classes may keep at no cost, 0 ≤ α < 1; 0 is cross-entropy with hard targets. */
  readonly alpha: number;
  /** The label whose rows are left out; default -100. */
  readonly ignoreIndex?: number;
  /** "mean" (the default), "sum" or "none". */
  readonly reduction?: R;
}

/**
 * Label relaxation: a position costs nothing while its class has p_y ≥ 1-α, and KL(p_r ‖ p) below that, where p_r is p moved
 * to the nearest such distribution: 1-α on y, α p_k / (1-p_y) on every other class k. The gradient is p - p_r, exactly 0
 * where nothing is paid. Targets are class indices, or one-hot rows. A mean is over the positions that are not ignored (NaN
 * if there are none).
 * @param options see `LabelRelaxationOptions`
 * @throws UsageError if an option is out of range or unknown
 * @see Lienen and Hüllermeier 2021, "From Label Smoothing to Label Relaxation", AAAI
 * @example
 * ```ts
 * import { labelRelaxation } from "@softlabel/core";
 * const loss = labelRelaxation({ alpha: 0.2, reduction: "none" });
 * const logits = new Float64Array([0, 0, Math.log(9), 0]);
 * const { value, gradient } = loss.evaluate(logits, new Int32Array([0, 0]), [2, 2]);
 * Array.from(value); // => [0.8 * Math.log(1.6) + 0.2 * Math.log(0.4), 0]
 * Array.from(gradient); // => [-0.3, 0.3, 0, 0]
 * ```
 */
export function labelRelaxation<R extends Reduction = "mean">(options: LabelRelaxationOptions<R>): Loss<R> {
  const { alpha, ignoreIndex, reduction } = readOptions("labelRelaxation", options, {
    alpha: undefined,
    ignoreIndex: -100,
    reduction: "mean" as R,
  });
  return createLoss({
    rule: labelRelaxationRule(alpha),
    reduction,
    ignoreIndex,
    weight: (classes) => new Float64Array(classes).fill(1),
    targets: checkOneHot,
  });
}
