// The chi-squared distribution, for whole degrees of freedom.
import { rootBetween } from "./root.ts";

/** ln Γ(ν/2 + 1), by Γ(x + 1) = x Γ(x) down to Γ(1) = 1 or Γ(1/2) = √π. */
function logGamma(degrees: number): number {
  let log = degrees % 2 === 0 ? 0 : Math.log(Math.PI) / 2;
  for (let x = degrees / 2; x > 0; x--) log += Math.log(x);
  return log;
}

/** P(X ≤ x) of chi-squared with ν degrees of freedom: `y^a e^-y / Γ(a+1) · Σ yⁿ / ((a+1)…(a+n))`, y = x/2, a = ν/2. */
function chiSquareCdf(x: number, degrees: number): number {
  if (x <= 0) return 0;
  const [y, a] = [x / 2, degrees / 2];
  let [term, sum] = [1, 1];
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= y / (a + n);
    sum += term;
  }
  return Math.min(1, Math.exp(a * Math.log(y) - y - logGamma(degrees)) * sum);
}

/** The x below which chi-squared with ν degrees of freedom falls with probability p, above 0 and below 1. */
export function chiSquareQuantile(p: number, degrees: number): number {
  let high = degrees;
  while (chiSquareCdf(high, degrees) < p) high *= 2;
  // in ln x, where small x keep their digits
  const short = (log: number): number => Math.log(chiSquareCdf(Math.exp(log), degrees)) - Math.log(p);
  let low = Math.log(high) - 1;
  while (short(low) > 0) low -= 2;
  return Math.exp(rootBetween(short, low, Math.log(high), 1e-15));
}
