// Cross-entropy's formula.
import type { LossRule } from "./rule.ts";

/**
 * Cross-entropy of any target row s: value -Σ_c s_c log p_c, gradient (Σ_c s_c) p - s, with p = softmax(z).
 * The row need not sum to one (class weights scale its terms), and 0 · log 0 = 0, for a masked class with logit -∞ too.
 * @example
 * ```ts
 * import { crossEntropyRule, matrixOps } from "@softlabel/core";
 * const row = (...data: number[]) => ({ rows: 1, columns: 2, data: new Float64Array(data) });
 * const { value, gradient } = crossEntropyRule.rows(matrixOps, row(0, Math.log(3)), row(0.5, 0.5), {});
 * Array.from(value.data); // => [-0.5 * Math.log(0.25 * 0.75)]
 * Array.from(gradient.data); // => [-0.25, 0.25]
 * ```
 */
export const crossEntropyRule: LossRule = {
  name: "crossEntropy",
  rows(ops, logits, targets) {
    const logProbabilities = ops.logSoftmax(logits);
    const zero = ops.constant(0);
    const present = ops.greater(ops.multiply(targets, targets), zero);
    const terms = ops.where(present, ops.multiply(targets, logProbabilities), zero);
    const spread = ops.multiply(ops.sum(targets), ops.exp(logProbabilities));
    // 0 - x where -x would make a loss of nothing a negative zero.
    return { value: ops.subtract(zero, ops.sum(terms)), gradient: ops.subtract(spread, targets) };
  },
};
