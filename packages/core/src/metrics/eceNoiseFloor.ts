// The ECE noise floor: what chance alone shows of a perfectly calibrated model.
import { checkRange } from "../check.ts";
import { checkConfidence } from "../predictions.ts";
import type { Random } from "../random.ts";
import { checkBins } from "./binSums.ts";
import { countAt, cumulative, poissonBinomial } from "./poissonBinomial.ts";
import { groupByBin } from "./reliabilityBins.ts";

/** The ECE that chance alone gives a perfectly calibrated model. */
export interface NoiseFloor {
  /** Its mean over test sets. */
  readonly mean: number;
  /** What it exceeds in 5 % of test sets. */
  readonly p95: number;
}

/** One bin under calibration: |Σ confidence - number right| of every possible count, and how likely each is. */
interface CalibratedBin {
  readonly meanGap: number;
  draw(random: Random): number;
}

function calibratedBin(confidences: readonly number[]): CalibratedBin {
  const counts = poissonBinomial(confidences);
  const cumulated = cumulative(counts);
  const expected = confidences.reduce((sum, c) => sum + c, 0);
  const gap = (count: number): number => Math.abs(expected - count);
  return {
    meanGap: counts.probability.reduce((sum, p, k) => sum + p * gap(counts.from + k), 0),
    draw: (random) => gap(countAt(counts, cumulated, random.uniform())),
  };
}

/**
 * The ECE that a perfectly calibrated model with these confidences would show by chance.
 *
 * Each example is right with a chance of its confidence, `aᵢ ~ Bernoulli(cᵢ)`. The number right in a bin then follows
 * a Poisson-binomial distribution, which is computed exactly. The mean of the ECE comes from it without draws, the 95 %
 * point from draws of one count a bin instead of one coin an example: the same law at a fraction of the work.
 *
 * @param confidence c [N], each from 0 to 1
 * @param random where the draws come from
 * @param options.bins number of equal-width bins, 15 unless told otherwise
 * @param options.draws number of test sets drawn for the 95 % point, 1000 unless told otherwise
 * @throws UsageError where a confidence lies outside [0, 1], there is none, or bins or draws are below 1
 * @see J. Bröcker and L. A. Smith, Increasing the reliability of reliability diagrams, Weather and Forecasting 22, 2007
 * @example
 * ```ts
 * import { createRandom, eceNoiseFloor } from "@softlabel/core";
 * eceNoiseFloor(new Float64Array([0.75]), createRandom(1)).mean; // => 0.75 * 0.25 + 0.25 * 0.75
 * ```
 */
export function eceNoiseFloor(
  confidence: Float64Array,
  random: Random,
  { bins = 15, draws = 1000 }: { readonly bins?: number; readonly draws?: number } = {},
): NoiseFloor {
  const who = "eceNoiseFloor";
  checkConfidence(who, confidence);
  checkBins(who, bins);
  checkRange(who, "draws", draws, { from: 1, to: Infinity, integer: true });
  const calibrated = groupByBin(confidence, bins)
    .filter((group) => group.length > 0)
    .map(calibratedBin);
  const total = calibrated.reduce((sum, bin) => sum + bin.meanGap, 0);
  const drawn = Float64Array.from({ length: draws }, () => calibrated.reduce((sum, bin) => sum + bin.draw(random), 0));
  drawn.sort();
  return { mean: total / confidence.length, p95: drawn[Math.ceil(0.95 * draws) - 1] / confidence.length };
}
