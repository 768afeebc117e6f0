// Margin-based label smoothing: logits further below the largest than a margin cost.
import { checkRange } from "../../base/check.ts";
import { classCount, largestMask, positivePart, rowMass, weighed } from "../../losses/formulas.ts";
import { defineMethod } from "../methodDefinition.ts";
import type { LossRule } from "../../losses/rule.ts";

const weightRange = { from: 0, to: 100 } as const;
const marginRange = { from: 0, to: 1000 } as const;

/**
 * The penalty (λ/K) Σ_k max(0, max z - z_k - m). Its gradient is -λ/K for every class k beyond the margin, and λ/K for each
 * of them on the largest logit. The paper sums over classes; its code, whose λ = 0.1 is the usual one, divides by K, as here.
 * @param lambda λ, 0 ≤ λ ≤ 100
 * @param margin m, in logits, 0 ≤ m ≤ 1000
 * @throws UsageError if a parameter is out of range
 * @see Liu et al. 2022, arXiv:2111.15430
 * @example
 * ```ts
 * import { marginSmoothingRule, matrixOps } from "@softlabel/core";
 * const row = (...data: number[]) => ({ rows: 1, columns: 2, data: new Float64Array(data) });
 * const { value, gradient } = marginSmoothingRule(0.1, 10).rows(matrixOps, row(14, 0), row(0, 1), {});
 * Array.from(value.data); // => [0.2]
 * Array.from(gradient.data); // => [0.05, -0.05]
 * ```
 */
export function marginSmoothingRule(lambda: number, margin: number): LossRule {
  checkRange("marginSmoothing", "lambda", lambda, weightRange);
  checkRange("marginSmoothing", "margin", margin, marginRange);
  return {
    name: "marginSmoothing",
    rows(ops, logits, targets) {
      const zero = ops.constant(0);
      const below = ops.subtract(ops.max(logits), logits);
      const excess = positivePart(ops, ops.subtract(below, ops.constant(margin)));
      const beyond = ops.where(ops.greater(excess, zero), ops.constant(1), zero);
      const total = ops.multiply(ops.constant(lambda), rowMass(ops, targets));
      const weight = ops.divide(total, classCount(ops, targets));
      const ofLargest = ops.multiply(largestMask(ops, logits), ops.sum(beyond));
      return {
        value: weighed(ops, weight, ops.sum(excess)),
        gradient: ops.multiply(weight, ops.subtract(ofLargest, beyond)),
      };
    },
  };
}

/** Margin-based label smoothing. */
export const marginSmoothingMethod = defineMethod({
  name: "margin",
  aliases: ["margin-smoothing", "mbls", "margin-based-label-smoothing"],
  summary: "margin-based label smoothing (MbLS): logits may differ by a margin at no cost",
  formula:
    "R = (λ/K) Σ_k max(0, max z - z_k - m); dR/dz_k = -λ/K beyond the margin, λ/K times their number on the largest",
  parameters: [
    { name: "lambda", help: "its weight", default: 0.1, range: weightRange, alone: "written" },
    { name: "margin", help: "the distance of logits that costs nothing", default: 10, range: marginRange },
  ],
  grid: [0.05, 0.1, 0.2, 0.5],
  paper: "Liu et al. 2022, arXiv:2111.15430",
  useWhen: "label smoothing helps calibration but costs accuracy or the classes' likenesses",
  avoidWhen: "logits never differ by more than the margin: then it does nothing",
  penalty: true,
  build: ({ lambda, margin }) => ({ loss: marginSmoothingRule(lambda, margin) }),
});
