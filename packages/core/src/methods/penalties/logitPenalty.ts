// Logit penalty: the logits' squared length costs.
import { checkRange } from "../../base/check.ts";
import { rowMass, weighed } from "../../losses/formulas.ts";
import { defineMethod } from "../methodDefinition.ts";
import type { LossRule } from "../../losses/rule.ts";

const betaRange = { from: 0, to: 100 } as const;

/**
 * The penalty (β/2) ‖z‖², gradient β z.
 * @param beta β, 0 ≤ β ≤ 100
 * @throws UsageError if β is out of range
 * @see Kannan et al. 2018, arXiv:1803.06373 (logit squeezing)
 * @example
 * ```ts
 * import { logitPenaltyRule, matrixOps } from "@softlabel/core";
 * const row = (...data: number[]) => ({ rows: 1, columns: 2, data: new Float64Array(data) });
 * const { value, gradient } = logitPenaltyRule(0.1).rows(matrixOps, row(3, 4), row(0, 1), {});
 * Array.from(value.data); // => [1.25]
 * Array.from(gradient.data); // => [0.3, 0.4]
 * ```
 */
export function logitPenaltyRule(beta: number): LossRule {
  checkRange("logitPenalty", "beta", beta, betaRange);
  return {
    name: "logitPenalty",
    rows(ops, logits, targets) {
      const weight = ops.multiply(ops.constant(beta), rowMass(ops, targets));
      const half = ops.multiply(ops.constant(0.5), ops.sum(ops.multiply(logits, logits)));
      return { value: weighed(ops, weight, half), gradient: weighed(ops, weight, logits) };
    },
  };
}

/** The logit penalty. */
export const logitPenaltyMethod = defineMethod({
  name: "logit-penalty",
  aliases: ["logit-squeezing"],
  summary: "logit penalty (squeezing): half the logits' squared length",
  formula: "R = (β/2) ‖z‖²; dR/dz = β z",
  parameters: [{ name: "beta", help: "its weight", default: 0.002, range: betaRange, alone: "written" }],
  paper: "Kannan et al. 2018, arXiv:1803.06373; 0.002 as in arXiv:2502.15798's code",
  useWhen: "logits grow without need, or features are to be transferred",
  avoidWhen: "what is wanted is a target one can state: its optimum depends on the classes' number",
  penalty: true,
  levelDependent: true,
  build: ({ beta }) => ({ loss: logitPenaltyRule(beta) }),
});
