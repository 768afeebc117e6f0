// The standard normal distribution.
import { check } from "../../base/check.ts";
import { quantileOf } from "./quantileOf.ts";

/** Φ(x) - 1/2 = φ(x) (x + x³/3 + x⁵/(3·5) + ...), which converges fast near 0. */
function centralArea(x: number): number {
  let [term, sum] = [x, x];
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return density(x) * sum;
}

/** 1 - Φ(x) = φ(x) / (x + 1/(x + 2/(x + 3/...))); the larger x, the fewer terms it takes. */
function upperTail(x: number): number {
  let fraction = x;
  for (let k = Math.ceil(20 + 900 / (x * x)); k >= 1; k--) fraction = x + k / fraction;
  return density(x) / fraction;
}

/** φ(x) = exp(-x²/2) / √(2π) */
function density(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * The probability that a standard normal number is at most `x`.
 *
 * `Φ(x) = ∫ exp(-t²/2) / √(2π) dt` from -∞ to x; small tails keep their digits.
 *
 * @param x any number, infinities included
 * @returns from 0 to 1
 * @throws UsageError where x is NaN
 * @example
 * ```ts
 * import { normalCdf } from "@softlabel/core";
 * normalCdf(0); // => 0.5
 * normalCdf(1.959963984540054); // => 0.975
 * ```
 */
export function normalCdf(x: number): number {
  check(!Number.isNaN(x), "normalCdf", "a number", x);
  if (x < -3) return upperTail(-x);
  if (x > 3) return 1 - upperTail(x);
  return 0.5 + centralArea(x);
}

/**
 * The number that a standard normal one falls below with probability `p`: the inverse of `normalCdf`.
 *
 * @param p from 0 to 1
 * @returns Φ⁻¹(p); -∞ at 0, ∞ at 1
 * @throws UsageError where p is outside [0, 1]
 * @example
 * ```ts
 * import { normalQuantile } from "@softlabel/core";
 * normalQuantile(0.975); // => 1.959963984540054
 * ```
 */
export function normalQuantile(p: number): number {
  return quantileOf("normalQuantile", normalCdf, p);
}
