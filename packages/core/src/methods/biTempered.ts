// Bi-tempered logistic loss: a bounded logarithm and a softmax with heavy tails.
import { checkRange } from "../base/check.ts";
import { expm1, log1p, positivePart, power, rowMass } from "../losses/formulas.ts";
import { defineMethod } from "./methodDefinition.ts";
import type { Ops } from "../losses/ops.ts";
import type { LossRule } from "../losses/rule.ts";

const boundRange = { from: 0, to: 1, open: "to" } as const;
const tailRange = { from: 1, to: 4 } as const;
/** Newton's steps are monotone and square the error; even 100,000 classes need fewer. */
const newtonSteps = 8;
/** Below this t - 1 every step needs all digits; above it the last one alone, for it repairs what those before it rounded off. */
const nearSoftmax = 0.05;

/**
 * log p_c of p_c = exp_t(z_c - λ), exp_t(u) = (1 + (1-t) u)^(1/(1-t)), with λ such that they sum to one; t > 1. With
 * d_c = max z - z_c, λ counted from max z, and s = t - 1 it is -log(1 + s (d_c + λ))/s.
 */
export function heavyLogSoftmax<T>(ops: Ops<T>, logits: T, t: number): T {
  const s = ops.constant(t - 1);
  const depth = ops.subtract(ops.max(logits), logits);
  const one = ops.constant(1);
  const logOfOnePlus = (x: T, exact: boolean): T => (exact ? log1p(ops, x) : ops.log(ops.add(one, x)));
  const powerLessOne = (x: T, exact: boolean): T => (exact ? expm1(ops, x) : ops.subtract(ops.exp(x), one));
  const logAt = (lambda: T, exact: boolean): T =>
    ops.negate(ops.divide(logOfOnePlus(ops.multiply(s, ops.add(depth, lambda)), exact), s));
  let lambda = ops.constant(0);
  for (let step = 1; step <= newtonSteps; step++) {
    const exact = t - 1 < nearSoftmax || step === newtonSteps;
    // Newton's step for S^(-s) = 1, S = Σ p, which is almost linear in λ: λ += S (S^s - 1)/s / Σ p^t.
    const logP = logAt(lambda, exact);
    const total = ops.sum(ops.exp(logP));
    const excess = ops.divide(powerLessOne(ops.multiply(s, ops.log(total)), exact), s);
    const steepness = ops.sum(ops.exp(ops.multiply(ops.constant(t), logP)));
    lambda = ops.add(lambda, ops.divide(ops.multiply(total, excess), steepness));
  }
  return logAt(lambda, true);
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
      const logP = t2 === 1 ? ops.logSoftmax(logits) : heavyLogSoftmax(ops, logits, t2);
      const raised = (exponent: number) => ops.exp(ops.multiply(ops.constant(exponent), logP));
      const [p, escort] = [raised(1), raised(t2)];
      const q = positivePart(ops, targets);
      // (1-t) log_t u = u^(1-t) - 1.
      const bounded = (logU: typeof p) => expm1(ops, ops.multiply(ops.constant(1 - t1), logU));
      const logarithms = ops.multiply(q, ops.subtract(bounded(ops.log(q)), bounded(logP)));
      const masses = ops.subtract(power(ops, q, 2 - t1), raised(2 - t1));
      const scaled = ops.divide(logarithms, ops.constant(1 - t1));
      const terms = ops.subtract(scaled, ops.divide(masses, ops.constant(2 - t1)));
      const d = ops.multiply(ops.subtract(p, targets), raised(t2 - t1));
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
  aliases: ["bi-tempered-loss", "bi-tempered-logistic-loss"],
  summary: "bi-tempered logistic loss: bounded, with a heavy-tailed softmax",
  formula:
    "L = Σ_c q_c (log_t1 q_c - log_t1 p_c) - (q_c^(2-t1) - p_c^(2-t1))/(2-t1), p = exp_t2(z - λ); dL/dz = d - p^t2 Σ_c d_c / Σ_c p_c^t2 with d = (p - q) p^(t2-t1)",
  parameters: [
    { name: "t1", help: "bounds the loss; towards 1 it is unbounded", default: 0.8, range: boundRange },
    { name: "t2", help: "the weight of the tail; 1 is the softmax", default: 1.2, range: tailRange },
  ],
  paper: "Amid et al. 2019, arXiv:1906.03361",
  useWhen: "many labels are wrong, near the border between classes and far from it",
  avoidWhen: "the probabilities of the plain softmax are to be used: the model is trained for the heavy-tailed one",
  build: ({ t1, t2 }) => ({ loss: biTemperedRule(t1, t2) }),
});
