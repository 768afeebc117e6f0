// Generalised cross-entropy: between cross-entropy and mean absolute error.
import { checkRange } from "../base/check.ts";
import { expectedTerms, expm1 } from "../losses/formulas.ts";
import { defineMethod } from "./methodDefinition.ts";
import type { LossRule } from "../losses/rule.ts";

const exponentRange = { from: 0, to: 1, open: "from" } as const;

/**
 * Generalised cross-entropy: (1 - p_y^q)/q, gradient p_y^q (p - e_y); for any targets its expectation under them. q → 0 is
 * cross-entropy, q = 1 is 1 - p_y, half the mean absolute error.
 * @param q the exponent, 0 < q ≤ 1
 * @throws UsageError if q is out of range
 * @see Zhang and Sabuncu 2018, arXiv:1805.07836
 * @example
 * ```ts
 * import { generalizedCrossEntropyRule, matrixOps } from "@softlabel/core";
 * const row = (...data: number[]) => ({ rows: 1, columns: 2, data: new Float64Array(data) });
 * const { value, gradient } = generalizedCrossEntropyRule(0.5).rows(matrixOps, row(Math.log(3), 0), row(0, 1), {});
 * Array.from(value.data); // => [1]
 * Array.from(gradient.data); // => [0.375, -0.375]
 * ```
 */
export function generalizedCrossEntropyRule(q: number): LossRule {
  checkRange("generalizedCrossEntropy", "q", q, exponentRange);
  return {
    name: "generalizedCrossEntropy",
    rows(ops, logits, targets) {
      const logP = ops.logSoftmax(logits);
      const scaled = ops.multiply(ops.constant(q), logP);
      return expectedTerms(ops, targets, ops.exp(logP), {
        value: ops.negate(ops.divide(expm1(ops, scaled), ops.constant(q))),
        slope: ops.negate(ops.exp(scaled)),
      });
    },
  };
}

/** Generalised cross-entropy. */
export const generalizedCrossEntropyMethod = defineMethod({
  name: "gce",
  aliases: ["generalized-cross-entropy", "generalised-cross-entropy"],
  summary: "generalised cross-entropy: rows the model finds very improbable pull less",
  formula: "L = (1 - p_y^q)/q; dL/dz = p_y^q (p - e_y)",
  parameters: [
    {
      name: "q",
      help: "1 is the mean absolute error's half, towards 0 it becomes cross-entropy",
      default: 0.7,
      range: exponentRange,
      alone: "written",
    },
  ],
  grid: [0.3, 0.5, 0.7, 0.9],
  paper: "Zhang and Sabuncu 2018, arXiv:1805.07836",
  useWhen: "many labels are wrong",
  avoidWhen: "labels are clean or classes many: it learns slowly from rows it gets wrong",
  build: ({ q }) => ({ loss: generalizedCrossEntropyRule(q) }),
});
