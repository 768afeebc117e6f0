// How many examples a calibrated model gets right by chance: exactly, or from moments where there are very many.
import { sum } from "../../base/sum.ts";
import type { Random } from "../../base/random.ts";
import { countAt, cumulative, poissonBinomial } from "./poissonBinomial.ts";

/** The number right among examples that are right with chances c: a sum of coins, with mean Σ c. */
interface CalibratedCount {
  /** Mean distance from the mean. */
  readonly meanGap: number;
  /** The 2.5 % and 97.5 % points. */
  readonly band: readonly [number, number];
  /** The distance from the mean of a count drawn at random. */
  drawGap(random: Random): number;
}

/** The Poisson-binomial distribution itself, in about 20 N √variance steps. */
export function exactCount(chances: Float64Array): CalibratedCount {
  const counts = poissonBinomial(chances);
  const cumulated = cumulative(counts);
  const expected = sum(chances);
  const gap = (count: number): number => Math.abs(expected - count);
  return {
    meanGap: counts.probability.reduce((sum, p, k) => sum + p * gap(counts.from + k), 0),
    band: [countAt(counts, cumulated, 0.025), countAt(counts, cumulated, 0.975)],
    drawGap: (random) => gap(countAt(counts, cumulated, random.uniform())),
  };
}

/** Mean, variance and third central moment of a sum of coins: Σ c, Σ c (1-c), Σ c (1-c) (1-2c). */
interface Moments {
  readonly mean: number;
  readonly variance: number;
  readonly third: number;
}

export function momentsOf(chances: Float64Array): Moments {
  let [mean, variance, third] = [0, 0, 0];
  for (const c of chances) {
    mean += c;
    variance += c * (1 - c);
    third += c * (1 - c) * (1 - 2 * c);
  }
  return { mean, variance, third };
}

/** The 97.5 % point of the standard normal distribution. */
export const z = 1.959963984540054;

/** E|X - μ| = σ √(2/π) of a normal X; points μ ± zσ, moved for the skewness γ by γ (z² - 1) σ/6 (Cornish and Fisher). */
export function normalCount({ mean, variance, third }: Moments, examples: number): CalibratedCount {
  const deviation = Math.sqrt(variance);
  const shift = ((third / variance) * (z * z - 1)) / 6;
  const countAtPoint = (point: number): number => {
    // A whole count k stands for everything between k - 1/2 and k + 1/2.
    const count = Math.ceil(mean + point * deviation + shift - 0.5);
    return Math.min(examples, Math.max(0, count));
  };
  return {
    meanGap: deviation * Math.sqrt(2 / Math.PI),
    band: [countAtPoint(-z), countAtPoint(z)],
    drawGap: (random) => Math.abs(deviation * random.normal()),
  };
}

/** Up to so many examples a count is exact, and beyond where the variance is at most `smallVariance`: coins nearly all one way. */
const manyExamples = 10_000;
const smallVariance = 100;

/** The number right among examples that are right with these chances, at least one. */
export function calibratedCount(chances: Float64Array): CalibratedCount {
  if (chances.length <= manyExamples) return exactCount(chances);
  const moments = momentsOf(chances);
  return moments.variance <= smallVariance ? exactCount(chances) : normalCount(moments, chances.length);
}
