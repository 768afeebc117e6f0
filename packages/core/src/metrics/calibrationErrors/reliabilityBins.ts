// The bins of a reliability diagram: confidence against accuracy, with what chance allows.
import { equalWidthBins, groupByBin } from "./binning.ts";
import { binSums, checkBins } from "./binSums.ts";
import type { BinSum } from "./binSums.ts";
import { calibratedCount } from "./calibratedCount.ts";
import { wilsonInterval } from "../wilsonInterval.ts";

/** One bin of a reliability diagram. */
export interface ReliabilityBin {
  /** Lower end of the bin; it belongs to the bin below, except 0. */
  readonly from: number;
  /** Upper end of the bin; it belongs to this bin. */
  readonly to: number;
  /** Number of examples in the bin. */
  readonly count: number;
  /** Mean confidence of the bin's examples; NaN where there are none. */
  readonly meanConfidence: number;
  /** Share of the bin's examples that are right; NaN where there are none. */
  readonly accuracy: number;
  /** Wilson's 95 % interval of the accuracy; [0, 1] where there are no examples. */
  readonly accuracyInterval: readonly [number, number];
  /** Where the accuracy of a perfectly calibrated model falls 95 % of the time; [0, 1] where there are no examples. */
  readonly consistencyBand: readonly [number, number];
}

/** The 2.5 % and 97.5 % points of the share right if every confidence were its example's chance of being right. */
function consistencyBand(confidences: Float64Array): [number, number] {
  if (confidences.length === 0) return [0, 1];
  const [low, high] = calibratedCount(confidences).band;
  return [low / confidences.length, high / confidences.length];
}

function reliabilityBin({ from, to, count, confidence, right }: BinSum, confidences: Float64Array): ReliabilityBin {
  return {
    from,
    to,
    count,
    meanConfidence: confidence / count,
    accuracy: right / count,
    accuracyInterval: wilsonInterval(right, count),
    consistencyBand: consistencyBand(confidences),
  };
}

/** The bins whose examples add up to `sums` and have these confidences. */
export function reliabilityOf(sums: readonly BinSum[], groups: readonly Float64Array[]): ReliabilityBin[] {
  return sums.map((sum, b) => reliabilityBin(sum, groups[b]));
}

/**
 * The bins of a reliability diagram.
 *
 * B bins (lo, hi] of equal width with edges b/B, the first with 0; empty ones are listed with a count of 0. The
 * consistency band needs no random draws: the number right in a bin of a calibrated model is a sum of coins with the
 * confidences as chances, and its distribution is computed exactly, or, in bins of more than 10,000 examples and a variance
 * above 100, from its first three moments, which moves an end by at most one example.
 *
 * @param confidence [N], each from 0 to 1
 * @param correct [N], 1 where the prediction was right, else 0
 * @param bins B, 15 unless told otherwise
 * @returns B bins, in order of confidence
 * @throws UsageError where the two do not fit together or a value is out of range
 * @see J. Bröcker and L. A. Smith, Increasing the reliability of reliability diagrams, Weather and Forecasting 22, 2007
 * @example
 * ```ts
 * import { reliabilityBins } from "@softlabel/core";
 * const [, upper] = reliabilityBins(new Float64Array([0.8, 0.7]), new Uint8Array([1, 0]), 2);
 * upper.count; // => 2
 * upper.meanConfidence; // => 0.75
 * upper.accuracy; // => 0.5
 * ```
 */
export function reliabilityBins(confidence: Float64Array, correct: Uint8Array, bins = 15): ReliabilityBin[] {
  const who = "reliabilityBins";
  checkBins(who, bins);
  const sums = binSums(who, confidence, correct, { bins });
  return reliabilityOf(sums, groupByBin(confidence.slice().sort(), equalWidthBins(bins)));
}
