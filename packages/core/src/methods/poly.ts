// PolyLoss: cross-entropy with the first term of its expansion changed.
import { checkRange } from "../base/check.ts";
import { expectedTerms } from "../losses/formulas.ts";
import { defineMethod } from "./methodDefinition.ts";
import type { LossRule } from "../losses/rule.ts";

const epsilonRange = { from: -1, to: 100 } as const;

/**
 * Poly-1: -log p_y + ε (1-p_y), gradient (1 + ε p_y) (p - e_y); for any q its expectation under q. ε = 0 is cross-entropy.
 * @param epsilon ε, -1 ≤ ε ≤ 100
 * @throws UsageError if ε is out of range
 * @see Leng et al. 2022, arXiv:2204.12511
 * @example
 * ```ts
 * import { matrixOps, polyRule } from "@softlabel/core";
 * const row = (...data: number[]) => ({ rows: 1, columns: 2, data: new Float64Array(data) });
 * const { value, gradient } = polyRule(2).rows(matrixOps, row(0, 0), row(0, 1), {});
 * Array.from(value.data); // => [Math.log(2) + 1]
 * Array.from(gradient.data); // => [1, -1]
 * ```
 */
export function polyRule(epsilon: number): LossRule {
  checkRange("poly", "epsilon", epsilon, epsilonRange);
  return {
    name: "poly",
    rows(ops, logits, targets) {
      const logP = ops.logSoftmax(logits);
      const p = ops.exp(logP);
      const scaled = ops.multiply(ops.constant(epsilon), p);
      return expectedTerms(ops, targets, p, {
        value: ops.subtract(ops.subtract(ops.constant(epsilon), scaled), logP),
        slope: ops.subtract(ops.constant(-1), scaled),
      });
    },
  };
}

/** PolyLoss. */
export const polyMethod = defineMethod({
  name: "poly",
  aliases: ["poly-loss", "poly1", "poly-loss-cross-entropy"],
  summary: "Poly-1: cross-entropy plus epsilon times the probability that the label's class lacks",
  formula: "L = -log p_y + ε (1-p_y); dL/dz = (1 + ε p_y) (p - e_y)",
  parameters: [
    {
      name: "epsilon",
      help: "the weight of the term; 2 for images, -1 for detection",
      default: 2,
      range: epsilonRange,
      alone: "written",
    },
  ],
  paper: "Leng et al. 2022, arXiv:2204.12511",
  useWhen: "accuracy is all that counts and one more parameter can be tuned",
  avoidWhen: "the model is overconfident: a positive epsilon pushes it further",
  build: ({ epsilon }) => ({ loss: polyRule(epsilon) }),
});
