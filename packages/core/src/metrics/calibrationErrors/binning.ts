// Puts confidences into bins: the conventions in use differ in which edge belongs to a bin.

/** Bins of confidences. */
export interface Binning {
  /** The bins' ends, rising, one more than there are bins. */
  readonly edges: Float64Array;
  /** Whether a confidence is beyond the upper edge of a bin. */
  readonly isAbove: (confidence: number, edge: number) => boolean;
}

/** Equal-width edges i/B: a division, since 0.1 * 3 is not 0.3. */
function equalWidthEdges(bins: number): Float64Array {
  return Float64Array.from({ length: bins + 1 }, (_, i) => i / bins);
}

/** Edges between about N/B of the falling confidences each: midpoints of neighbours, equal ones merged, so that ties stay together. */
function equalMassEdges(falling: Float64Array, bins: number): Float64Array {
  const n = falling.length;
  const count = Math.min(bins, n);
  const small = Math.floor(n / count);
  const large = n % count;
  const inner = Array.from({ length: count - 1 }, (_, i) => {
    const below = (i + 1) * small + Math.min(i + 1, large);
    return (falling[n - below] + falling[n - below - 1]) / 2;
  });
  // An edge at 0 stays: the bin before it holds the confidences of exactly 0.
  return Float64Array.of(0, ...new Set([...inner, 1]));
}

/** A probability of 0.6 that went through a logarithm and a softmax may miss the edge 9/15 by a rounding; it still is on it. */
const rounding = 1e-12;

const beyondClosed = (c: number, edge: number): boolean => c > edge + rounding;
const beyondOpen = (c: number, edge: number): boolean => c >= edge - rounding;

/** B bins (lo, hi] of equal width, the first with 0. */
export const equalWidthBins = (bins: number): Binning => ({ edges: equalWidthEdges(bins), isAbove: beyondClosed });

/** At most B bins (lo, hi] of about as many of the falling confidences each. */
export const equalMassBins = (falling: Float64Array, bins: number): Binning => ({
  edges: equalMassEdges(falling, bins),
  isAbove: beyondClosed,
});

/**
 * The ways to sort confidences into bins.
 *
 * - `right-closed`: B bins (lo, hi] of equal width, the first with 0; as Guo's code, scikit-learn and uncertainty-calibration.
 * - `left-closed`: B bins [lo, hi) of equal width, and a confidence of exactly 1 in a bin of its own; as torchmetrics.
 * - `equal-mass`: at most B bins (lo, hi] of about N/B examples each; as uncertainty-calibration.
 */
export const binningTable = {
  "right-closed": (_: Float64Array, bins: number): Binning => equalWidthBins(bins),
  "left-closed": (_: Float64Array, bins: number): Binning => ({
    edges: Float64Array.of(...equalWidthEdges(bins), 1),
    isAbove: beyondOpen,
  }),
  "equal-mass": (confidence: Float64Array, bins: number): Binning =>
    equalMassBins(confidence.slice().sort().reverse(), bins),
} as const;

/** A way to sort confidences into bins. */
export type BinningName = keyof typeof binningTable;

/** The bin of a confidence, by bisection. */
export function binOf(confidence: number, { edges, isAbove }: Binning): number {
  // Of many classes most probabilities are in the first bin.
  if (edges.length === 2 || !isAbove(confidence, edges[1])) return 0;
  let [low, high] = [1, edges.length - 2];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isAbove(confidence, edges[middle + 1])) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The confidences of each bin, of all in rising or falling order: views, not copies. */
export function groupByBin(sorted: Float64Array, binning: Binning): Float64Array[] {
  const groups = Array.from({ length: binning.edges.length - 1 }, () => sorted.subarray(0, 0));
  for (let begin = 0, end = 0; begin < sorted.length; begin = end) {
    const bin = binOf(sorted[begin], binning);
    while (end < sorted.length && binOf(sorted[end], binning) === bin) end++;
    groups[bin] = sorted.subarray(begin, end);
  }
  return groups;
}
