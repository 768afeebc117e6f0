// Sums over the examples of each bin: what every binned calibration error is made of.
import { checkName, checkRange } from "../check.ts";
import { checkOutcomes } from "../predictions.ts";
import { binningTable } from "./binning.ts";
import type { BinningName } from "./binning.ts";

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

/** Count, confidence and number right of every bin, empty ones too. */
export function binSums(
  who: string,
  confidence: Float64Array,
  correct: Uint8Array,
  { bins = 15, binning = "right-closed" }: BinOptions,
): BinSum[] {
  checkOutcomes(who, confidence, correct);
  checkBins(who, bins);
  checkName(who, "binning", binning, Object.keys(binningTable));
  const { edges, bin } = binningTable[binning](confidence, bins);
  const sums = Array.from({ length: edges.length - 1 }, (_, b) => {
    const [from, to] = [edges[b], edges[b + 1]];
    return { from, to, count: 0, confidence: 0, right: 0, confidenceSquared: 0, confidenceRight: 0 };
  });
  confidence.forEach((c, i) => {
    const sum = sums[bin[i]];
    sum.count += 1;
    sum.confidence += c;
    sum.right += correct[i];
    sum.confidenceSquared += c * c;
    sum.confidenceRight += c * correct[i];
  });
  return sums;
}
