// Random numbers of the Beta distribution, by two Gamma distributed ones.
import type { Random } from "@softlabel/core";

/**
 * The logarithm of a number of the Gamma distribution of scale 1, by Marsaglia and Tsang 2000: from d v with v = (1 + x/√(9d))³, x
 * normal, d = shape - 1/3. A shape below 1 is had from shape + 1 by a factor u^(1/shape).
 */
function drawLogGamma(shape: number, random: Random): number {
  if (shape < 1) return drawLogGamma(shape + 1, random) + Math.log(1 - random.uniform()) / shape;
  const d = shape - 1 / 3;
  for (;;) {
    const x = random.normal();
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v <= 0) continue;
    if (Math.log(1 - random.uniform()) < x ** 2 / 2 + d * (1 - v + Math.log(v))) return Math.log(d * v);
  }
}

/**
 * A number of the Beta(α, α) distribution: around 1/2 for large α, close to 0 or 1 for small.
 * @param alpha α, above 0
 */
export function drawBeta(alpha: number, random: Random): number {
  // Of the logarithms, because for small α both numbers may be too small to be told from 0.
  return 1 / (1 + Math.exp(drawLogGamma(alpha, random) - drawLogGamma(alpha, random)));
}
