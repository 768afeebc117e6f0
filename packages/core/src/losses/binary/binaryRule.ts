// Losses of independent yes-or-no answers, over any backend's arrays.
import { log1p, positivePart } from "../formulas.ts";
import type { Ops } from "../ops.ts";

/** The value of every answer and its gradient in its logit, both [N, K]. */
export interface BinaryElements<T> {
  readonly value: T;
  readonly gradient: T;
}

/** What an answer counts: w₁ where it is yes and w₀ where it is no, scalars or one number per column. */
interface AnswerWeights<T> {
  readonly yes: T;
  readonly no: T;
}

/** f(z) = σ(-z)^γ softplus(-z), the loss of a yes, and f'(z) = -σ(-z)^γ (σ(-z) + γ σ(z) softplus(-z)). */
function lossOfYes<T>(ops: Ops<T>, logits: T, gamma: number): BinaryElements<T> {
  const [zero, one] = [ops.constant(0), ops.constant(1)];
  const opposite = ops.subtract(zero, logits);
  const isPositive = ops.greater(logits, zero);
  const small = ops.exp(ops.where(isPositive, opposite, logits));
  const larger = ops.divide(one, ops.add(one, small));
  const smaller = ops.divide(small, ops.add(one, small));
  const [sigma, rest] = [ops.where(isPositive, larger, smaller), ops.where(isPositive, smaller, larger)];
  const tail = log1p(ops, small);
  const softplus = ops.add(positivePart(ops, opposite), tail);
  // σ(-z)^γ = exp(-γ softplus(z)), which backends differentiate where a power of a σ that has become 0 has no slope.
  const factor = ops.exp(ops.multiply(ops.constant(-gamma), ops.add(positivePart(ops, logits), tail)));
  const ofFactor = ops.multiply(ops.constant(gamma), ops.multiply(sigma, softplus));
  return { value: ops.multiply(factor, softplus), gradient: ops.negate(ops.multiply(factor, ops.add(rest, ofFactor))) };
}

/**
 * Binary cross-entropy (γ = 0) and binary focal loss: w₁ y f(z) + w₀ (1-y) f(-z), f(z) = -σ(-z)^γ log σ(z), answer by answer.
 * @param ops the backend's operations
 * @param logits z, [N, K]
 * @param targets y, [N, K], from 0 to 1
 * @param gamma γ, not negative
 * @example
 * ```ts
 * import { matrixOps } from "@softlabel/core";
 * import { binaryElements } from "@softlabel/core/internal";
 * const row = (...data: number[]) => ({ rows: 1, columns: 2, data: new Float64Array(data) });
 * const one = matrixOps.constant(1);
 * const { value, gradient } = binaryElements(matrixOps, row(0, 0), row(0, 1), 1, { yes: one, no: one });
 * Array.from(value.data); // => [0.5 * Math.log(2), 0.5 * Math.log(2)]
 * Array.from(gradient.data); // => [0.25 + 0.25 * Math.log(2), -0.25 - 0.25 * Math.log(2)]
 * ```
 */
export function binaryElements<T>(
  ops: Ops<T>,
  logits: T,
  targets: T,
  gamma: number,
  weights: AnswerWeights<T>,
): BinaryElements<T> {
  const yes = lossOfYes(ops, logits, gamma);
  const no = lossOfYes(ops, ops.negate(logits), gamma);
  const ofYes = ops.multiply(weights.yes, targets);
  const ofNo = ops.multiply(weights.no, ops.subtract(ops.constant(1), targets));
  return {
    value: ops.add(ops.multiply(ofYes, yes.value), ops.multiply(ofNo, no.value)),
    gradient: ops.subtract(ops.multiply(ofYes, yes.gradient), ops.multiply(ofNo, no.gradient)),
  };
}
