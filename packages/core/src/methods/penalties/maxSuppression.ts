// Max suppression: the largest logit is held down, whether it is the label's or not.
import { classCount, largestMask, rowMass, weighed } from "../../losses/formulas.ts";
import { defineMethod, type Progress } from "../methodDefinition.ts";
import type { LossRule } from "../../losses/rule.ts";

const alphaRange = { from: 0, to: 1 } as const;
const coefficient = "maxSuppression.alpha";

/**
 * The penalty a (max z - mean z), gradient a (1 - 1/K) on the largest logit and -a/K on every other (shared where several
 * are largest). Label smoothing is the same with z_y in place of max z, which pulls rows the model gets wrong the wrong way.
 * a is the rule's coefficient "maxSuppression.alpha".
 * @see Zhou et al. 2025, arXiv:2502.15798
 * @example
 * ```ts
 * import { matrixOps, maxSuppressionRule } from "@softlabel/core";
 * const row = (...data: number[]) => ({ rows: 1, columns: 2, data: new Float64Array(data) });
 * const alpha = { "maxSuppression.alpha": matrixOps.constant(0.1) };
 * const { value, gradient } = maxSuppressionRule.rows(matrixOps, row(4, 0), row(0, 1), alpha);
 * Array.from(value.data); // => [0.2]
 * Array.from(gradient.data); // => [0.05, -0.05]
 * ```
 */
export const maxSuppressionRule: LossRule = {
  name: "maxSuppression",
  coefficients: [coefficient],
  rows(ops, logits, targets, coefficients) {
    const weight = ops.multiply(coefficients[coefficient], rowMass(ops, targets));
    const share = ops.divide(ops.constant(1), classCount(ops, targets));
    const below = ops.sum(ops.subtract(ops.max(logits), logits));
    return {
      value: weighed(ops, weight, ops.multiply(share, below)),
      gradient: ops.multiply(weight, ops.subtract(largestMask(ops, logits), share)),
    };
  },
};

/** How far a training is, from 0 in its first epoch to 1 in its last (and in its only one). */
function share({ epoch, epochs }: Progress): number {
  return epochs > 1 ? (epoch - 1) / (epochs - 1) : 1;
}

/** Max suppression. */
export const maxSuppressionMethod = defineMethod({
  name: "maxsup",
  aliases: ["max-suppression"],
  summary: "max suppression (MaxSup): label smoothing that holds down the largest logit instead of the label's",
  formula: "R = a (max z - mean z); dR/dz = a (e_max - 1/K); a goes evenly from its first to its last value",
  parameters: [
    { name: "from", help: "a in the first epoch", default: 0.1, range: alphaRange },
    { name: "to", help: "a in the last epoch", default: 0.2, range: alphaRange },
  ],
  paper: "Zhou et al. 2025, arXiv:2502.15798",
  useWhen: "label smoothing helps accuracy but presses the classes' features together",
  avoidWhen: "the model is calibrated already",
  penalty: true,
  build: ({ from, to }) => ({
    loss: maxSuppressionRule,
    coefficients: (progress) => ({ [coefficient]: from + (to - from) * share(progress) }),
  }),
});
