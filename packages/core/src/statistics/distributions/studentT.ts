// Student's t distribution.
import { check } from "../../base/check.ts";
import { normalCdf } from "./normal.ts";
import { quantileOf } from "./quantileOf.ts";

/** From so many degrees of freedom on, the normal approximation has more digits than the continued fraction. */
const manyDegrees = 2000;

/** The z at which the normal distribution has the tail that Student's has at t ≥ 0 (Hill, Algorithm 395, CACM 13, 1970). */
function normalEquivalent(t: number, degrees: number): number {
  if (degrees === Infinity) return t;
  const a = degrees - 0.5;
  const b = 48 * a * a;
  const y = a * Math.log1p((t * t) / degrees);
  const second = (((-0.4 * y - 3.3) * y - 24) * y - 85.5) / (0.8 * y * y + 100 + b);
  return ((second + y + 3) / b + 1) * Math.sqrt(y);
}

/** Γ(a + 1/2) / Γ(a) by Stirling's series, from a = 20 on; below that by Γ(x + 1) = x Γ(x). */
function gammaRatio(a: number): number {
  if (a < 20) return (gammaRatio(a + 1) * a) / (a + 0.5);
  const u = 1 / a;
  const series = -u / 8 + u ** 3 / 192 - u ** 5 / 640 + (17 * u ** 7) / 14336 - (31 * u ** 9) / 18432;
  return Math.sqrt(a) * Math.exp(series);
}

/** The continued fraction of the incomplete beta function I_x(a, b), by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= 1e6; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    const first = c * d;
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    const change = first * (c * d);
    value *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return value;
}

/** P(|T| > t): I_x(ν/2, 1/2) with x = ν/(ν + t²), or one minus I_(1-x)(1/2, ν/2) where that converges faster. */
function twoTailsOf(degrees: number): (t: number) => number {
  const a = degrees / 2;
  const ratio = gammaRatio(a);
  return (t) => {
    const x = degrees / (degrees + t * t);
    const rest = (t * t) / (degrees + t * t);
    // x^a (1-x)^(1/2) / B(a, 1/2), the factor before both continued fractions
    const front = (Math.exp(-a * Math.log1p((t * t) / degrees)) * Math.sqrt(rest) * ratio) / Math.sqrt(Math.PI);
    if (x < (a + 1) / (a + 2.5)) return (front * betaFraction(x, a, 0.5)) / a;
    return 1 - (front * betaFraction(rest, 0.5, a)) / 0.5;
  };
}

/** P(T > t) for t ≥ 0; a quantile asks for many t of the same degrees. */
function upperTailOf(degrees: number): (t: number) => number {
  if (degrees >= manyDegrees) return (t) => normalCdf(-normalEquivalent(t, degrees));
  const twoTails = twoTailsOf(degrees);
  return (t) => twoTails(t) / 2;
}

/** P(T ≤ t) for every t. */
function cdfOf(who: string, degrees: number): (t: number) => number {
  check(degrees > 0, who, "degrees of freedom above 0", degrees);
  const upperTail = upperTailOf(degrees);
  return (t) => {
    const tail = Number.isFinite(t) ? upperTail(Math.abs(t)) : 0;
    return t < 0 ? tail : 1 - tail;
  };
}

/**
 * The probability that a number from Student's t distribution is at most `t`.
 *
 * `F(t) = 1 - I_x(ν/2, 1/2) / 2` for t ≥ 0, with x = ν/(ν + t²) and I the regularised incomplete beta function.
 *
 * @param t any number, infinities included
 * @param degreesOfFreedom ν, above 0 and not necessarily whole; Infinity is the normal distribution
 * @returns from 0 to 1
 * @throws UsageError where t is NaN or ν is not above 0
 * @example
 * ```ts
 * import { studentCdf } from "@softlabel/core";
 * studentCdf(1, 1); // => 0.75
 * studentCdf(-2.776445105197793, 4); // => 0.025
 * ```
 */
export function studentCdf(t: number, degreesOfFreedom: number): number {
  const who = "studentCdf";
  check(!Number.isNaN(t), who, "a number", t);
  return cdfOf(who, degreesOfFreedom)(t);
}

/**
 * The number that one from Student's t distribution falls below with probability `p`: the inverse of `studentCdf`.
 *
 * @param p from 0 to 1
 * @param degreesOfFreedom ν, above 0 and not necessarily whole; Infinity is the normal distribution
 * @returns F⁻¹(p); -∞ at 0, ∞ at 1
 * @throws UsageError where p is outside [0, 1] or ν is not above 0
 * @example
 * ```ts
 * import { studentQuantile } from "@softlabel/core";
 * studentQuantile(0.975, 4); // => 2.776445105197793
 * ```
 */
export function studentQuantile(p: number, degreesOfFreedom: number): number {
  const who = "studentQuantile";
  return quantileOf(who, cdfOf(who, degreesOfFreedom), p);
}
