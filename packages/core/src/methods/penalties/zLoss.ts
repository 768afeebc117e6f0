// z-loss: holds the logarithm of the softmax's denominator near zero.
import { checkRange } from "../../base/check.ts";
import { logSumExp, rowMass } from "../../losses/formulas.ts";
import { defineMethod } from "../methodDefinition.ts";
import type { LossRule } from "../../losses/rule.ts";

const weightRange = { from: 0, to: 100 } as const;

/**
 * The penalty λ (log Σ exp z)², gradient 2 λ (log Σ exp z) p.
 * @param lambda λ, 0 ≤ λ ≤ 100
 * @throws UsageError if λ is out of range
 * @see Chowdhery et al. 2022, PaLM, arXiv:2204.02311
 * @example
 * ```ts
 * import { matrixOps, zLossRule } from "@softlabel/core";
 * const row = (...data: number[]) => ({ rows: 1, columns: 2, data: new Float64Array(data) });
 * const { value, gradient } = zLossRule(0.5).rows(matrixOps, row(0, 0), row(0, 1), {});
 * Array.from(value.data); // => [0.5 * Math.log(2) ** 2]
 * Array.from(gradient.data); // => [0.5 * Math.log(2), 0.5 * Math.log(2)]
 * ```
 */
export function zLossRule(lambda: number): LossRule {
  checkRange("zLoss", "lambda", lambda, weightRange);
  return {
    name: "zLoss",
    rows(ops, logits, targets) {
      const level = logSumExp(ops, logits);
      const weighted = ops.multiply(ops.multiply(ops.constant(lambda), rowMass(ops, targets)), level);
      const slope = ops.multiply(ops.constant(2), weighted);
      return { value: ops.multiply(weighted, level), gradient: ops.multiply(slope, ops.exp(ops.logSoftmax(logits))) };
    },
  };
}

/** z-loss. */
export const zLossMethod = defineMethod({
  name: "z-loss",
  summary: "z-loss: keeps the logits' level, log Σ exp z, near zero",
  formula: "R = λ (log Σ exp z)²; dR/dz = 2 λ (log Σ exp z) p",
  parameters: [{ name: "lambda", help: "its weight", default: 1e-4, range: weightRange, alone: "written" }],
  paper: "Chowdhery et al. 2022, arXiv:2204.02311",
  useWhen: "logits drift, which costs digits in float16 or bfloat16 and makes large models unstable",
  avoidWhen: "confidences are the worry: it does not change which probabilities are best",
  penalty: true,
  levelDependent: true,
  build: ({ lambda }) => ({ loss: zLossRule(lambda) }),
});
