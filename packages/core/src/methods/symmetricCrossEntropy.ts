// Symmetric cross-entropy: cross-entropy of the targets plus that of the predictions.
import { checkRange } from "../base/check.ts";
import { expectedTerms, rowMass, weighed } from "../losses/formulas.ts";
import { defineMethod } from "./methodDefinition.ts";
import type { LossRule } from "../losses/rule.ts";

const weightRange = { from: 0, to: 100 } as const;
/** What a target's mass is raised to before its logarithm is taken. */
const leastMass = 1e-4;

/**
 * Symmetric cross-entropy: α CE + β RCE, RCE = -Σ_c p_c log max(q_c, 10⁻⁴), which for a label is 9.21 (1-p_y). With
 * r_c = -log max(q_c, 10⁻⁴) the gradient is α (p - q) + β p (r - Σ_c p_c r_c).
 * @param alpha α, the weight of cross-entropy, 0 ≤ α ≤ 100
 * @param beta β, the weight of the reverse one, 0 ≤ β ≤ 100
 * @throws UsageError if a weight is out of range
 * @see Wang et al. 2019, arXiv:1908.06112
 * @example
 * ```ts
 * import { matrixOps, symmetricCrossEntropyRule } from "@softlabel/core";
 * const row = (...data: number[]) => ({ rows: 1, columns: 2, data: new Float64Array(data) });
 * const { value } = symmetricCrossEntropyRule(0.1, 1).rows(matrixOps, row(0, 0), row(0, 1), {});
 * Array.from(value.data); // => [0.1 * Math.log(2) + 0.5 * Math.log(10000)]
 * ```
 */
export function symmetricCrossEntropyRule(alpha: number, beta: number): LossRule {
  checkRange("symmetricCrossEntropy", "alpha", alpha, weightRange);
  checkRange("symmetricCrossEntropy", "beta", beta, weightRange);
  return {
    name: "symmetricCrossEntropy",
    rows(ops, logits, targets) {
      const logP = ops.logSoftmax(logits);
      const p = ops.exp(logP);
      const least = ops.constant(leastMass);
      const forward = expectedTerms(ops, targets, p, {
        value: weighed(ops, ops.constant(alpha), ops.negate(logP)),
        slope: ops.constant(-alpha),
      });
      const surprise = ops.negate(ops.log(ops.where(ops.greater(targets, least), targets, least)));
      const reverse = ops.sum(ops.multiply(p, surprise));
      const weight = ops.multiply(ops.constant(beta), rowMass(ops, targets));
      const away = ops.multiply(p, ops.subtract(surprise, reverse));
      return {
        value: ops.add(forward.value, ops.multiply(weight, reverse)),
        gradient: ops.add(forward.gradient, ops.multiply(weight, away)),
      };
    },
  };
}

/** Symmetric cross-entropy. */
export const symmetricCrossEntropyMethod = defineMethod({
  name: "sce",
  aliases: ["symmetric-cross-entropy"],
  summary: "symmetric cross-entropy: cross-entropy plus its reverse, which wrong labels cannot push far",
  formula: "L = -α log p_y + 9.21 β (1-p_y); dL/dz = (α + 9.21 β p_y) (p - e_y)",
  parameters: [
    { name: "alpha", help: "the weight of cross-entropy", default: 0.1, range: weightRange, alone: "written" },
    { name: "beta", help: "the weight of the reverse cross-entropy", default: 1, range: weightRange },
  ],
  paper: "Wang et al. 2019, arXiv:1908.06112 (alpha 0.1 for 10 classes, 6 for 100)",
  useWhen: "many labels are wrong",
  avoidWhen: "labels are clean, or there is nothing to tune two weights on",
  build: ({ alpha, beta }) => ({ loss: symmetricCrossEntropyRule(alpha, beta) }),
});
