// The Brier score as a loss.
import { rowMass } from "../losses/formulas.ts";
import { defineMethod } from "./methodDefinition.ts";
import type { LossRule } from "../losses/rule.ts";

/**
 * The Brier loss: Σ_c (p_c - q_c)², from 0 to 2; gradient 2 p (d - Σ_c p_c d_c) with d = p - q.
 * @see Brier 1950, Verification of forecasts expressed in terms of probability
 * @example
 * ```ts
 * import { brierRule, matrixOps } from "@softlabel/core";
 * const row = (...data: number[]) => ({ rows: 1, columns: 2, data: new Float64Array(data) });
 * const { value, gradient } = brierRule.rows(matrixOps, row(0, 0), row(0, 1), {});
 * Array.from(value.data); // => [0.5]
 * Array.from(gradient.data); // => [0.5, -0.5]
 * ```
 */
export const brierRule: LossRule = {
  name: "brier",
  rows(ops, logits, targets) {
    const p = ops.multiply(ops.exp(ops.logSoftmax(logits)), rowMass(ops, targets));
    const d = ops.subtract(p, targets);
    const centred = ops.subtract(d, ops.sum(ops.multiply(p, d)));
    return { value: ops.sum(ops.multiply(d, d)), gradient: ops.multiply(ops.constant(2), ops.multiply(p, centred)) };
  },
};

/** The Brier loss. */
export const brierMethod = defineMethod({
  name: "brier",
  aliases: ["brier-loss", "brier-score"],
  summary: "the Brier score itself: squared distance of the predicted distribution from the target",
  formula: "L = Σ_c (p_c - q_c)²; dL/dz = 2 p ⊙ (d - p·d) with d = p - q",
  parameters: [],
  paper: "Brier 1950, Monthly Weather Review 78",
  useWhen: "a bounded loss is wanted: wrong labels cost at most 2, and the optimum is still the true distribution",
  avoidWhen: "classes are many: the gradient vanishes where a row is badly wrong",
  build: () => ({ loss: brierRule }),
});
