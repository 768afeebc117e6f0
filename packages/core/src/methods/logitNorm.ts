// LogitNorm: cross-entropy of logits brought to one length.
import { checkRange } from "../base/check.ts";
import { crossEntropyRule } from "../losses/crossEntropyRule.ts";
import { defineMethod } from "./methodDefinition.ts";
import type { LossRule } from "../losses/rule.ts";

const temperatureRange = { from: 0, to: 100, open: "from" } as const;
/** Added to the length, so that logits of zero have a direction: none. */
const leastNorm = 1e-7;

/**
 * Cross-entropy of z / (τ n), n = ‖z‖ + 10⁻⁷. With g the gradient of cross-entropy there, the gradient is
 * (g - z (z·g) / (n ‖z‖)) / (τ n).
 * @param temperature τ, 0 < τ ≤ 100
 * @throws UsageError if τ is out of range
 * @see Wei et al. 2022, arXiv:2205.09310
 * @example
 * ```ts
 * import { logitNormRule, matrixOps } from "@softlabel/core";
 * const row = (...data: number[]) => ({ rows: 1, columns: 2, data: new Float64Array(data) });
 * const { value } = logitNormRule(0.5).rows(matrixOps, row(-3, 4), row(0, 1), {});
 * Array.from(value.data); // => [Math.log1p(Math.exp(-2.8))]
 * ```
 */
export function logitNormRule(temperature: number): LossRule {
  checkRange("logitNorm", "temperature", temperature, temperatureRange);
  return {
    name: "logitNorm",
    rows(ops, logits, targets, coefficients) {
      const [zero, one] = [ops.constant(0), ops.constant(1)];
      const squares = ops.sum(ops.multiply(logits, logits));
      const isLong = ops.greater(squares, zero);
      // Backends that differentiate the value meet no root of 0, which has no slope.
      const length = ops.sqrt(ops.where(isLong, squares, one));
      const norm = ops.where(isLong, length, zero);
      const n = ops.add(norm, ops.constant(leastNorm));
      const scale = ops.multiply(ops.constant(temperature), n);
      const normed = crossEntropyRule.rows(ops, ops.divide(logits, scale), targets, coefficients);
      const g = normed.gradient;
      const along = ops.divide(ops.sum(ops.multiply(ops.divide(logits, n), g)), length);
      return { value: normed.value, gradient: ops.divide(ops.subtract(g, ops.multiply(logits, along)), scale) };
    },
  };
}

/** LogitNorm. */
export const logitNormMethod = defineMethod({
  name: "logit-norm",
  aliases: ["logit-normalization", "logit-normalisation"],
  summary: "LogitNorm: cross-entropy of the logits' direction; their length is free",
  formula: "L = CE(z / (τ‖z‖), q); dL/dz = (I - z zᵀ/‖z‖²) (softmax(z/(τ‖z‖)) - q) / (τ‖z‖)",
  parameters: [
    { name: "temperature", help: "of the normed logits", default: 0.04, range: temperatureRange, alone: "written" },
  ],
  grid: [0.02, 0.04, 0.1, 0.5],
  paper: "Wei et al. 2022, arXiv:2205.09310 (their CIFAR-10 command uses 0.01)",
  useWhen: "inputs that belong to no class are to be told by low confidence",
  avoidWhen: "the probabilities of the plain softmax are to be used: they are only those of a temperature of 1/‖z‖",
  levelDependent: true,
  lengthFree: true,
  build: ({ temperature }) => ({ loss: logitNormRule(temperature) }),
});
