// Knowledge distillation's formula: cross-entropy with the labels, mixed with the divergence from a teacher's softened predictions.
import { check, checkRange } from "../base/check.ts";
import { crossEntropyRule } from "./crossEntropyRule.ts";
import { weighed } from "./formulas.ts";
import type { LossRule } from "./rule.ts";

/** The range of the temperature by which logits are divided. */
export const temperatureRange = { from: 0.001, to: 1000 } as const;

/** The range of the teacher's part of the loss. */
export const mixingRange = { from: 0, to: 1 } as const;

/**
 * (1-b) CE(q, p) + b T² KL(t ‖ p_T), with t = softmax(teacher/T) and p_T = softmax(z/T); gradient (1-b) (p - q) + b T (p_T - t).
 * A row of zeros in the targets is left out.
 * @param temperature T, 0.001 ≤ T ≤ 1000
 * @param mixing b, the teacher's part of the loss, 0 to 1
 * @throws UsageError if a parameter is out of range; its rows, without a teacher
 * @see Hinton et al. 2015, arXiv:1503.02531
 * @example
 * ```ts
 * import { distillationRule, matrixOps } from "@softlabel/core";
 * const row = (...data: number[]) => ({ rows: 1, columns: 2, data: new Float64Array(data) });
 * const teacher = row(0, 2 * Math.log(3));
 * const { gradient } = distillationRule(2, 1).rows(matrixOps, row(0, 0), row(0, 1), {}, teacher);
 * Array.from(gradient.data); // => [0.5, -0.5]
 * ```
 */
export function distillationRule(temperature: number, mixing: number): LossRule {
  checkRange("distillation", "temperature", temperature, temperatureRange);
  checkRange("distillation", "mixing", mixing, mixingRange);
  return {
    name: "distillation",
    usesTeacher: true,
    rows(ops, logits, targets, coefficients, teacher) {
      check(teacher !== undefined, "distillation", "the teacher's logits", "none", "give them beside the targets");
      const hard = crossEntropyRule.rows(ops, logits, targets, coefficients);
      const softened = (z: typeof logits) => ops.logSoftmax(ops.divide(z, ops.constant(temperature)));
      const [logP, logT] = [softened(logits), softened(teacher)];
      const taught = ops.multiply(ops.sum(targets), ops.exp(logT));
      const spread = ops.multiply(ops.sum(targets), ops.exp(logP));
      const zero = ops.constant(0);
      const terms = ops.where(ops.greater(taught, zero), ops.multiply(taught, ops.subtract(logT, logP)), zero);
      const mixed = (ofHard: typeof logits, weight: number, ofTeacher: typeof logits) =>
        ops.add(weighed(ops, ops.constant(1 - mixing), ofHard), weighed(ops, ops.constant(mixing * weight), ofTeacher));
      return {
        value: mixed(hard.value, temperature ** 2, ops.sum(terms)),
        gradient: mixed(hard.gradient, temperature, ops.subtract(spread, taught)),
      };
    },
  };
}
