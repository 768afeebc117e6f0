// Focal loss: cross-entropy that counts confident rows less; and its version with two exponents, FLSD-53.
import { checkRange } from "../base/check.ts";
import { expectedTerms, pLogP, positivePart, power, type ProbabilityTerms } from "../losses/formulas.ts";
import { defineMethod } from "./methodDefinition.ts";
import type { Ops } from "../losses/ops.ts";
import type { LossRule } from "../losses/rule.ts";

const gammaRange = { from: 0, to: 20 } as const;

/** f(p) = -(1-p)^γ log p and p f'(p) = (1-p)^γ (γ p log p / (1-p) - 1); log p / (1-p) is -1 at p = 1. */
function focalTerms<T>(ops: Ops<T>, p: T, logP: T, gamma: number): ProbabilityTerms<T> {
  const [zero, one] = [ops.constant(0), ops.constant(1)];
  const rest = positivePart(ops, ops.subtract(one, p));
  const factor = power(ops, rest, gamma);
  const ratio = ops.where(ops.greater(rest, zero), ops.divide(pLogP(ops, p, logP), rest), ops.constant(-1));
  return {
    value: ops.negate(ops.multiply(factor, logP)),
    slope: ops.multiply(factor, ops.subtract(ops.multiply(ops.constant(gamma), ratio), one)),
  };
}

/**
 * Focal loss: -(1-p_y)^γ log p_y for a label; for any q, Σ_c -q_c (1-p_c)^γ log p_c (Keras' choice). The gradient for a
 * label is ((1-p_y)^γ - γ p_y (1-p_y)^(γ-1) log p_y) (p - e_y). γ = 0 is cross-entropy.
 * @param gamma γ, 0 ≤ γ ≤ 20
 * @throws UsageError if γ is out of range
 * @see Lin et al. 2017, arXiv:1708.02002
 * @example
 * ```ts
 * import { focalRule, matrixOps } from "@softlabel/core";
 * const row = (...data: number[]) => ({ rows: 1, columns: 2, data: new Float64Array(data) });
 * const { value, gradient } = focalRule(2).rows(matrixOps, row(0, 0), row(0, 1), {});
 * Array.from(value.data); // => [0.25 * Math.log(2)]
 * Array.from(gradient.data); // => [0.125 + 0.25 * Math.log(2), -0.125 - 0.25 * Math.log(2)]
 * ```
 */
export function focalRule(gamma: number): LossRule {
  checkRange("focal", "gamma", gamma, gammaRange);
  return {
    name: "focal",
    rows(ops, logits, targets) {
      const logP = ops.logSoftmax(logits);
      const p = ops.exp(logP);
      return expectedTerms(ops, targets, p, focalTerms(ops, p, logP, gamma));
    },
  };
}

/**
 * Focal loss with an exponent that depends on the sample: γ = 5 where p_y < 0.2, else 3.
 * @see Mukhoti et al. 2020, arXiv:2002.09437
 * @example
 * ```ts
 * import { matrixOps, sampleFocalRule } from "@softlabel/core";
 * const row = (...data: number[]) => ({ rows: 1, columns: 2, data: new Float64Array(data) });
 * const { value } = sampleFocalRule.rows(matrixOps, row(Math.log(9), 0), row(0, 1), {});
 * Array.from(value.data); // => [0.9 ** 5 * Math.log(10)]
 * ```
 */
export const sampleFocalRule: LossRule = {
  name: "sampleFocal",
  rows(ops, logits, targets) {
    const logP = ops.logSoftmax(logits);
    const p = ops.exp(logP);
    const unsure = ops.greater(ops.constant(0.2), p);
    const [high, low] = [5, 3].map((gamma) => focalTerms(ops, p, logP, gamma));
    return expectedTerms(ops, targets, p, {
      value: ops.where(unsure, high.value, low.value),
      slope: ops.where(unsure, high.slope, low.slope),
    });
  },
};

/** Focal loss. */
export const focalMethod = defineMethod({
  name: "focal",
  aliases: ["focal-loss"],
  summary: "focal loss: the more probable the label's class is already, the less a row counts",
  formula: "L = -(1-p_y)^γ log p_y; dL/dz = ((1-p_y)^γ - γ p_y (1-p_y)^(γ-1) log p_y) (p - e_y)",
  parameters: [
    {
      name: "gamma",
      help: "how much less; 0 is cross-entropy, 3 is usual for calibration",
      default: 2,
      range: gammaRange,
      alone: "written",
    },
  ],
  grid: [1, 2, 3, 5],
  paper: "Lin et al. 2017, arXiv:1708.02002; for calibration Mukhoti et al. 2020, arXiv:2002.09437",
  useWhen: "easy rows drown hard ones, or confidences are too high",
  avoidWhen: "labels are noisy: it attends most to those that are wrong",
  build: ({ gamma }) => ({ loss: focalRule(gamma) }),
});

/** FLSD-53. */
export const sampleFocalMethod = defineMethod({
  name: "flsd-53",
  aliases: ["flsd", "sample-focal"],
  summary: "sample-dependent focal loss: exponent 5 below a probability of 0.2, else 3",
  formula:
    "L = -(1-p_y)^γ log p_y; dL/dz = ((1-p_y)^γ - γ p_y (1-p_y)^(γ-1) log p_y) (p - e_y), γ = 5 if p_y < 0.2 else 3",
  parameters: [],
  paper: "Mukhoti et al. 2020, arXiv:2002.09437",
  useWhen: "confidences are too high and there is nothing to tune an exponent on",
  avoidWhen: "labels are noisy, or the loss must be continuous",
  build: () => ({ loss: sampleFocalRule }),
});
