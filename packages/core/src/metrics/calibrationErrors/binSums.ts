// Sums over the examples of each bin: what every binned calibration error is made of.
import { checkName, checkRange } from "../../base/check.ts";
import { readOptions } from "../../base/options.ts";
import { checkOutcomes } from "../../base/predictions.ts";
import { binningTable, binOf } from "./binning.ts";
import type { Binning, BinningName } from "./binning.ts";

/** Options of the binned calibration errors. */
export interface BinOptions {
  /** Number of bins B, 15 unless told otherwise. */
  readonly bins?: number;
  /** How confidences are sorted into bins. */
  readonly binning?: BinningName;
}

/** What the examples of one bin add up to. */
export interface BinSum {
  readonly from: number;
  readonly to: number;
  count: number;
  confidence: number;
  right: number;
  /** Σ c² */
  confidenceSquared: number;
  /** Σ c a: the confidences of those that were right. */
  confidenceRight: number;
}

/** Throws unless the number of bins is a whole number of at least one. */
export function checkBins(who: string, bins: number): void {
  checkRange(who, "bins", bins, { from: 1, to: Infinity, integer: true });
}

/** Sums of bins without examples. */
export function emptySums({ edges }: Binning): BinSum[] {
  return Array.from({ length: edges.length - 1 }, (_, b) => {
    return {
      from: edges[b],
      to: edges[b + 1],
      count: 0,
      confidence: 0,
      right: 0,
      confidenceSquared: 0,
      confidenceRight: 0,
    };
  });
}

/** What the examples of each bin add up to, in bins without any too. */
export function sumBins(confidence: Float64Array, correct: Uint8Array, binning: Binning): BinSum[] {
  const sums = emptySums(binning);
  for (let i = 0; i < confidence.length; i++) {
    const c = confidence[i];
    const sum = sums[binOf(c, binning)];
    sum.count += 1;
    sum.confidence += c;
    sum.right += correct[i];
    sum.confidenceSquared += c * c;
    sum.confidenceRight += c * correct[i];
  }
  return sums;
}

/** The same of checked arguments, by the binning of that name; `usual` where the options name none. */
export function binSums(
  who: string,
  confidence: Float64Array,
  correct: Uint8Array,
  options: BinOptions,
  usual: BinningName = "right-closed",
): BinSum[] {
  const { bins, binning } = readOptions(who, options, { bins: 15, binning: usual });
  checkOutcomes(who, confidence, correct);
  checkBins(who, bins);
  checkName(who, "binning", binning, Object.keys(binningTable));
  return sumBins(confidence, correct, binningTable[binning](confidence, bins));
}
