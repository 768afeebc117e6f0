// Pieces of formulas that several losses are made of, over any backend's arrays.
import type { Ops } from "./ops.ts";
import type { RuleRows } from "./rule.ts";

/** Σ_c q_c: 1 for a row that counts, 0 for one that is left out. */
export function rowMass<T>(ops: Ops<T>, targets: T): T {
  return ops.sum(targets);
}

/** w x for a weight w ≥ 0; 0 where it is 0, though x be infinite: what does not count costs nothing. */
export function weighed<T>(ops: Ops<T>, weight: T, x: T): T {
  const zero = ops.constant(0);
  return ops.where(ops.greater(weight, zero), ops.multiply(weight, x), zero);
}

/** K, as one number per row. */
export function classCount<T>(ops: Ops<T>, targets: T): T {
  return ops.sum(ops.exp(ops.multiply(targets, ops.constant(0))));
}

/** x^a for x ≥ 0, with 0^a = 0 for a > 0 and x^0 = 1. */
export function power<T>(ops: Ops<T>, x: T, exponent: number): T {
  if (exponent === 0) return ops.constant(1);
  return ops.exp(ops.multiply(ops.constant(exponent), ops.log(x)));
}

/**
 * e^x - 1 with all its digits where x is small, for any x that is not huge: there 2 t / (1-t) with
 * t = tanh(x/2) = h/(1 + h²/(3 + h²/(5 + …))), h = x/2 (Lambert).
 */
export function expm1<T>(ops: Ops<T>, x: T): T {
  const one = ops.constant(1);
  const isSmall = ops.greater(ops.constant(0.25), ops.multiply(x, x));
  // Elsewhere the fraction is that of 0, so that its derivatives are finite though nobody asks for them.
  const half = ops.multiply(ops.constant(0.5), ops.where(isSmall, x, ops.constant(0)));
  const square = ops.multiply(half, half);
  const fraction = [9, 7, 5, 3, 1].reduce(
    (rest, odd) => ops.add(ops.constant(odd), ops.divide(square, rest)),
    ops.constant(11),
  );
  const t = ops.divide(half, fraction);
  const precise = ops.divide(ops.add(t, t), ops.subtract(one, t));
  return ops.where(isSmall, precise, ops.subtract(ops.exp(x), one));
}

/** log(1 + x) for x ≥ 0, with what rounding took off 1 + x: log w - ((w-1) - x)/w, w = 1 + x as it is rounded. */
export function log1p<T>(ops: Ops<T>, x: T): T {
  const one = ops.constant(1);
  // From 1 on nothing is lost; and an infinite x must not meet itself in a difference.
  const near = ops.where(ops.greater(one, x), x, ops.constant(0));
  const rounded = ops.add(one, near);
  const surplus = ops.subtract(ops.subtract(rounded, one), near);
  return ops.subtract(ops.log(ops.add(one, x)), ops.divide(surplus, rounded));
}

/** x where it is positive, 0 elsewhere. */
export function positivePart<T>(ops: Ops<T>, x: T): T {
  const zero = ops.constant(0);
  return ops.where(ops.greater(x, zero), x, zero);
}

/** p log p, with 0 log 0 = 0. */
export function pLogP<T>(ops: Ops<T>, p: T, logP: T): T {
  const zero = ops.constant(0);
  return ops.where(ops.greater(p, zero), ops.multiply(p, logP), zero);
}

/** log Σ exp z. */
export function logSumExp<T>(ops: Ops<T>, logits: T): T {
  return ops.subtract(ops.max(logits), ops.max(ops.logSoftmax(logits)));
}

/** 1 / m on the m largest of a row (one, unless there are ties), 0 elsewhere: the gradient of the largest. */
export function largestMask<T>(ops: Ops<T>, logits: T): T {
  const mask = ops.where(ops.greater(ops.max(logits), logits), ops.constant(0), ops.constant(1));
  return ops.divide(mask, ops.sum(mask));
}

/** A function of a class's probability, elementwise: f(p), and p f'(p). */
export interface ProbabilityTerms<T> {
  readonly value: T;
  readonly slope: T;
}

/**
 * The loss that is f(p_y) for a label y, and its expectation for any q: Σ_c q_c f(p_c). With g_c = q_c p_c f'(p_c), its
 * gradient is g - p Σ_c g_c.
 */
export function expectedTerms<T>(
  ops: Ops<T>,
  targets: T,
  probabilities: T,
  { value, slope }: ProbabilityTerms<T>,
): RuleRows<T> {
  const zero = ops.constant(0);
  const present = ops.greater(ops.multiply(targets, targets), zero);
  const weighted = ops.where(present, ops.multiply(targets, slope), zero);
  return {
    value: ops.sum(ops.where(present, ops.multiply(targets, value), zero)),
    gradient: ops.subtract(weighted, ops.multiply(probabilities, ops.sum(weighted))),
  };
}
