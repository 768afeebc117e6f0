// The ECE noise floor: what chance alone shows of a perfectly calibrated model.
import { checkRange } from "../../base/check.ts";
import { readOptions } from "../../base/options.ts";
import { checkConfidence } from "../../base/predictions.ts";
import type { Random } from "../../base/random.ts";
import { equalWidthBins, groupByBin } from "./binning.ts";
import { checkBins } from "./binSums.ts";
import { calibratedCount } from "./calibratedCount.ts";

/** The ECE that chance alone gives a perfectly calibrated model. */
export interface NoiseFloor {
  /** Its mean over test sets. */
  readonly mean: number;
  /** What it exceeds in 5 % of test sets. */
  readonly p95: number;
}

/** The floor of bins that hold these confidences. */
export function noiseFloorOf(groups: readonly Float64Array[], random: Random, draws: number): NoiseFloor {
  const examples = groups.reduce((sum, group) => sum + group.length, 0);
  const counts = groups.filter((group) => group.length > 0).map(calibratedCount);
  const total = counts.reduce((sum, { meanGap }) => sum + meanGap, 0);
  const drawn = Float64Array.from({ length: draws }, () => counts.reduce((sum, bin) => sum + bin.drawGap(random), 0));
  drawn.sort();
  return { mean: total / examples, p95: drawn[Math.ceil(0.95 * draws) - 1] / examples };
}

/** Test sets drawn for the 95 % point unless told otherwise. */
export const defaultDraws = 1000;

/**
 * The ECE that a perfectly calibrated model with these confidences would show by chance.
 *
 * Each example is right with a chance of its confidence, `aᵢ ~ Bernoulli(cᵢ)`. The number right in a bin then follows
 * a Poisson-binomial distribution, which is computed exactly; in bins of more than 10,000 examples it is taken for a normal
 * one where its variance is above 100, which changes the floor by less than 1 in 1000. The mean of the ECE comes from it
 * without draws, the 95 % point from draws of one count per bin instead of one coin per example: the same law at a fraction of
 * the work.
 *
 * @param confidence c [N], each from 0 to 1
 * @param random where the draws come from
 * @param options.bins number of equal-width bins, 15 unless told otherwise
 * @param options.draws number of test sets drawn for the 95 % point, 1000 unless told otherwise
 * @throws UsageError where a confidence is outside [0, 1], there is none, or bins or draws are below 1
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
  options: { readonly bins?: number; readonly draws?: number } = {},
): NoiseFloor {
  const who = "eceNoiseFloor";
  const { bins, draws } = readOptions(who, options, { bins: 15, draws: defaultDraws });
  checkConfidence(who, confidence);
  checkBins(who, bins);
  checkRange(who, "draws", draws, { from: 1, to: Infinity, integer: true });
  return noiseFloorOf(groupByBin(confidence.slice().sort(), equalWidthBins(bins)), random, draws);
}
