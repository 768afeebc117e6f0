// Histograms of logit gaps, in the same bins for every method, so that they can be overlaid.
import type { EvenHistogram } from "@softlabel/core";
import type { Histogram } from "../results/results.ts";

/** Most bins shown. */
const mostBins = 40;
/** Gaps beyond these shares of a method's are counted in the outermost bins: a few outliers must not flatten the rest. */
const tails = 0.005;

/** The index of the bin below which a share of the counted values is. */
function placeOfShare(counts: Float64Array, share: number): number {
  let rest = share * counts.reduce((sum, count) => sum + count, 0);
  const place = counts.findIndex((count) => (rest -= count) < 0);
  return place < 0 ? counts.length - 1 : place;
}

/** The first and last bin of a histogram, tails left aside, as multiples of a width at least its own. */
function endsOf({ from, width, counts }: EvenHistogram, wide: number): [number, number] {
  const low = placeOfShare(counts, tails);
  const high = counts.length - 1 - placeOfShare(counts.slice().reverse(), tails);
  return [Math.floor((from + low * width) / wide), Math.floor((from + high * width) / wide)];
}

/** The shown bins: each a whole number of fine ones, so that counts stay exact. */
function layOut(histograms: readonly EvenHistogram[]): { from: number; width: number; bins: number } {
  const wide = Math.max(...histograms.map(({ width }) => width));
  const ends = histograms.map((histogram) => endsOf(histogram, wide));
  const first = Math.min(...ends.map(([low]) => low));
  const fine = Math.max(...ends.map(([, high]) => high)) - first + 1;
  const joined = Math.ceil(fine / mostBins);
  // If all gaps are nearly equal, one bin of a visible width around them.
  if (fine * wide < 1e-3) return { from: first * wide - 0.5, width: 1, bins: 1 };
  return { from: first * wide, width: joined * wide, bins: Math.ceil(fine / joined) };
}

/**
 * The histogram of gaps per method; empty if a method has no finished trial.
 * @param methods the counted gaps per method
 */
export function logitGapHistograms(methods: readonly (EvenHistogram | undefined)[]): Histogram[] {
  const given = methods.filter((histogram) => histogram !== undefined);
  const { from, width, bins } = given.length === 0 ? { from: 0, width: 1, bins: 1 } : layOut(given);
  return methods.map((histogram) => {
    const counts = new Array<number>(bins).fill(0);
    histogram?.counts.forEach((count, i) => {
      const bin = Math.floor((histogram.from + i * histogram.width - from) / width);
      counts[Math.min(bins - 1, Math.max(0, bin))] += count;
    });
    return { from, to: Math.min(Number.MAX_VALUE, from + bins * width), counts };
  });
}
