// Bi-tempered logistic loss: a bounded logarithm and a softmax with heavy tails.
import { checkRange } from "../check.ts";
import { positivePart, power, rowMass } from "./formulas.ts";
import { defineMethod } from "./methodDefinition.ts";
import type { Ops } from "./ops.ts";
import type { LossRule } from "./rule.ts";

const boundRange = { from: 0, to: 1, open: "to" } as const;
const tailRange = { from: 1, to: 4 } as const;
/** Newton's steps are monotone and square the error; even 100,000 classes need fewer. */
const newtonSteps = 8;

/** p_c = exp_t(z_c - λ), exp_t(u) = (1 + (1-t) u)^(1/(1-t)), with λ such that they sum to one; t > 1. */
export function heavySoftmax<T>(ops: Ops<T>, logits: T, t: number): T {
  const [one, slope] = [ops.constant(1), ops.constant(t - 1)];
  const depth = ops.subtract(ops.max(logits), logits);
  const bases = (lambda: T): T => ops.add(one, ops.multiply(slope, ops.add(depth, lambda)));
  let lambda = ops.constant(0);
  for (let step = 0; step < newtonSteps; step++) {
    // Newton's step for S^(1-t) = 1, S = Σ p, which is almost linear in λ: λ += (S^t - S) / ((t-1) Σ p^t).
    const base = bases(lambda);
    const total = ops.sum(power(ops, base, 1 / (1 - t)));
    const steepness = ops.multiply(slope, ops.sum(power(ops, base, t / (1 - t))));
    lambda = ops.add(lambda, ops.divide(ops.subtract(power(ops, total, t), total), steepness));
  }
  return power(ops, bases(lambda), 1 / (1 - t));
}

/**
 * Bi-tempered logistic loss, Σ_c q_c (log_t1 q_c - log_t1 p_c) - (q_c^(2-t1) - p_c^(2-t1))/(2-t1), where
 * log_t u = (u^(1-t) - 1)/(1-t) and p is a softmax with the tail of exp_t2. With d = (p - q) p^(t2-t1) the gradient is
 * d - p^t2 Σ_c d_c / Σ_c p_c^t2.
 * @param t1 bounds the loss, 0 ≤ t1 < 1
 * @param t2 makes the tail heavy, 1 ≤ t2 ≤ 4; 1 is the softmax
 * @throws UsageError if a temperature is out of range
 * @see Amid et al. 2019, arXiv:1906.03361
 * @example
 * ```ts
 * import { biTemperedRule, matrixOps } from "@softlabel/core";
 * const row = (...data: number[]) => ({ rows: 1, columns: 2, data: new Float64Array(data) });
 * const { value, gradient } = biTemperedRule(0, 1).rows(matrixOps, row(0, 0), row(0, 1), {});
 * Array.from(value.data); // => [0.25]
 * Array.from(gradient.data); // => [0.25, -0.25]
 * ```
 */
export function biTemperedRule(t1: number, t2: number): LossRule {
  checkRange("biTempered", "t1", t1, boundRange);
  checkRange("biTempered", "t2", t2, tailRange);
  return {
    name: "biTempered",
    rows(ops, logits, targets) {
      const p = t2 === 1 ? ops.exp(ops.logSoftmax(logits)) : heavySoftmax(ops, logits, t2);
      const q = positivePart(ops, targets);
      // q log_t1 q - q log_t1 p, the two -1 of the logarithms taken out against each other.
      const logarithms = ops.multiply(q, ops.subtract(power(ops, q, 1 - t1), power(ops, p, 1 - t1)));
      const masses = ops.subtract(power(ops, q, 2 - t1), power(ops, p, 2 - t1));
      const scaled = ops.divide(logarithms, ops.constant(1 - t1));
      const terms = ops.subtract(scaled, ops.divide(masses, ops.constant(2 - t1)));
      const d = ops.multiply(ops.subtract(p, targets), power(ops, p, t2 - t1));
      const escort = power(ops, p, t2);
      const share = ops.divide(ops.sum(d), ops.sum(escort));
      const mass = rowMass(ops, targets);
      return {
        value: ops.multiply(mass, ops.sum(terms)),
        gradient: ops.multiply(mass, ops.subtract(d, ops.multiply(escort, share))),
      };
    },
  };
}

/** Bi-tempered logistic loss. */
export const biTemperedMethod = defineMethod({
  name: "bi-tempered",
  summary: "bi-tempered logistic loss: bounded, with a heavy-tailed softmax",
  formula: "L = Σ_c q_c (log_t1 q_c - log_t1 p_c) - (q_c^(2-t1) - p_c^(2-t1))/(2-t1), p = exp_t2(z - λ)",
  parameters: [
    { name: "t1", help: "bounds the loss; towards 1 it is unbounded", default: 0.8, range: boundRange },
    { name: "t2", help: "the weight of the tail; 1 is the softmax", default: 1.2, range: tailRange },
  ],
  paper: "Amid et al. 2019, arXiv:1906.03361",
  useWhen: "many labels are wrong, near the border between classes and far from it",
  avoidWhen: "the probabilities of the plain softmax are to be used: the model is trained for the heavy-tailed one",
  build: ({ t1, t2 }) => ({ loss: biTemperedRule(t1, t2) }),
});
