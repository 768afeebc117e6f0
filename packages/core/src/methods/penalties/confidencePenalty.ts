// Confidence penalty: predictions of low entropy cost more.
import { checkRange } from "../../base/check.ts";
import { pLogP, rowMass } from "../../losses/formulas.ts";
import { defineMethod } from "../methodDefinition.ts";
import type { LossRule } from "../../losses/rule.ts";

const betaRange = { from: 0, to: 100 } as const;
const hingeRange = { from: 0, to: 100 } as const;

/**
 * The confidence penalty -β H(p), gradient β p (log p + H); with a hinge Γ it is β max(0, Γ - H), so that entropies above Γ
 * cost nothing. (The paper prints the hinge with the opposite sign, which would reward confidence.)
 * @param beta β, 0 ≤ β ≤ 100
 * @param hinge Γ in nats, 0 ≤ Γ ≤ 100, or "off"
 * @throws UsageError if a parameter is out of range
 * @see Pereyra et al. 2017, arXiv:1701.06548
 * @example
 * ```ts
 * import { confidencePenaltyRule, matrixOps } from "@softlabel/core";
 * const row = (...data: number[]) => ({ rows: 1, columns: 2, data: new Float64Array(data) });
 * Array.from(confidencePenaltyRule(0.1).rows(matrixOps, row(0, 0), row(0, 1), {}).value.data); // => [-0.1 * Math.log(2)]
 * Array.from(confidencePenaltyRule(0.1, 1).rows(matrixOps, row(0, 0), row(0, 1), {}).value.data); // => [0.1 - 0.1 * Math.log(2)]
 * ```
 */
export function confidencePenaltyRule(beta: number, hinge: number | "off" = "off"): LossRule {
  checkRange("confidencePenalty", "beta", beta, betaRange);
  if (hinge !== "off") checkRange("confidencePenalty", "hinge", hinge, hingeRange);
  return {
    name: "confidencePenalty",
    rows(ops, logits, targets) {
      const zero = ops.constant(0);
      const logP = ops.logSoftmax(logits);
      const p = ops.exp(logP);
      const surprise = pLogP(ops, p, logP);
      const entropy = ops.subtract(zero, ops.sum(surprise));
      const weight = ops.multiply(ops.constant(beta), rowMass(ops, targets));
      const lack = ops.subtract(ops.constant(hinge === "off" ? 0 : hinge), entropy);
      const gradient = ops.multiply(weight, ops.add(surprise, ops.multiply(p, entropy)));
      if (hinge === "off") return { value: ops.multiply(weight, lack), gradient };
      const lacking = ops.greater(lack, zero);
      return {
        value: ops.where(lacking, ops.multiply(weight, lack), zero),
        gradient: ops.where(lacking, gradient, zero),
      };
    },
  };
}

/** The confidence penalty. */
export const confidencePenaltyMethod = defineMethod({
  name: "penalty",
  aliases: ["confidence-penalty", "entropy-penalty"],
  summary: "confidence penalty: rewards the entropy of the prediction",
  formula: "R = -β H(p), with a hinge β max(0, Γ - H(p)); dR/dz = β p (log p + H)",
  parameters: [
    { name: "beta", help: "its weight", default: 0.1, range: betaRange, alone: "written" },
    {
      name: "hinge",
      help: "the entropy in nats above which nothing is paid",
      default: "off",
      range: hingeRange,
      choices: ["off"],
    },
  ],
  grid: [0.05, 0.1, 0.2, 0.5, 1],
  paper: "Pereyra et al. 2017, arXiv:1701.06548 (beta 1 on MNIST, 0.1 on CIFAR-10)",
  useWhen: "confidences are too high, but the classes' likenesses that the model finds are to be kept",
  avoidWhen: "the model is calibrated already",
  penalty: true,
  build: ({ beta, hinge }) => ({ loss: confidencePenaltyRule(beta, hinge) }),
});
