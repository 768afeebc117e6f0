// Label relaxation's formula.
import { check, checkRange } from "../base/check.ts";
import type { LossRule } from "./rule.ts";

/** The range of label relaxation's α; at α = 1 every prediction would be as good as every other. */
export const relaxationRange = { from: 0, to: 1, open: "to" } as const;

/** The rows, if every one is one-hot (or all zeros, ignored); the set of a mixed target is not defined. */
export function checkOneHot(rows: Float64Array, classes: number): Float64Array {
  const mixed = rows.findIndex((mass) => mass !== 0 && mass !== 1);
  const row = Math.floor(mixed / classes);
  const remedy = "label relaxation starts from a class; crossEntropy takes any distribution";
  if (mixed !== -1) check(false, "labelRelaxation", `target row ${row} to be one-hot`, rows[mixed], remedy);
  return rows;
}

/** x log x, with 0 log 0 = 0. */
const xLogX = (x: number): number => (x === 0 ? 0 : x * Math.log(x));

/**
 * Label relaxation with a one-hot target for class y: 0 for p_y ≥ 1-α (inside the credal set), else KL(p_r ‖ p), where p_r
 * is p moved to the set's boundary, 1-α on y and α p_k / (1-p_y) on every other class k. In closed form
 *
 *     value = (1-α) log((1-α)/p_y) + α log(α/(1-p_y)),   gradient = p - p_r   (0 inside)
 *
 * log(1-p_y) is a log-sum-exp over the classes other than y, never a difference. α = 0 is cross-entropy with hard targets.
 * @param alpha α, 0 ≤ α < 1
 * @throws UsageError if α is out of range
 * @see Lienen and Hüllermeier 2021, "From Label Smoothing to Label Relaxation", AAAI
 * @example
 * ```ts
 * import { labelRelaxationRule, matrixOps } from "@softlabel/core";
 * const row = (...data: number[]) => ({ rows: 1, columns: 2, data: new Float64Array(data) });
 * const { value, gradient } = labelRelaxationRule(0.25).rows(matrixOps, row(0, 0), row(0, 1), {});
 * Array.from(value.data); // => [0.75 * Math.log(1.5) + 0.25 * Math.log(0.5)]
 * Array.from(gradient.data); // => [0.25, -0.25]
 * ```
 */
export function labelRelaxationRule(alpha: number): LossRule {
  checkRange("labelRelaxation", "alpha", alpha, relaxationRange);
  return {
    name: "labelRelaxation",
    rows(ops, logits, targets) {
      const zero = ops.constant(0);
      const ofLabel = ops.greater(targets, zero);
      const logP = ops.logSoftmax(logits);
      const logPy = ops.sum(ops.where(ofLabel, logP, zero));
      const others = ops.where(ofLabel, ops.constant(-Infinity), logP);
      const largest = ops.max(others);
      const logRest = ops.add(largest, ops.log(ops.sum(ops.exp(ops.subtract(others, largest)))));

      const outside = ops.greater(ops.constant(Math.log1p(-alpha)), logPy);
      const ofClass = ops.multiply(ops.constant(alpha - 1), logPy);
      const ofRest = ops.multiply(ops.constant(-alpha), logRest);
      const divergence = ops.add(ops.constant(xLogX(1 - alpha) + xLogX(alpha)), ops.add(ofClass, ofRest));

      const spread = ops.multiply(ops.constant(alpha), ops.exp(ops.subtract(others, logRest)));
      const projection = ops.where(ofLabel, ops.constant(1 - alpha), spread);
      return {
        value: ops.where(outside, divergence, zero),
        gradient: ops.where(outside, ops.subtract(ops.exp(logP), projection), zero),
      };
    },
  };
}
