// Puts confidences into bins: the conventions in use differ in which edge belongs to a bin.

/** Confidences sorted into bins between edges. */
export interface Binning {
  /** The bins' ends, one more than there are bins. */
  readonly edges: Float64Array;
  /** The bin of each confidence. */
  readonly bin: Int32Array;
}

/** Equal-width edges i/B: a division, since 0.1 * 3 is not 0.3. */
function equalWidthEdges(bins: number): Float64Array {
  return Float64Array.from({ length: bins + 1 }, (_, i) => i / bins);
}

/** Edges between about N/B sorted confidences each: midpoints of neighbours, equal ones merged, so that ties stay together. */
function equalMassEdges(confidence: Float64Array, bins: number): Float64Array {
  const sorted = Float64Array.from(confidence).sort();
  const count = Math.min(bins, sorted.length);
  const small = Math.floor(sorted.length / count);
  const large = sorted.length % count;
  const inner = Array.from({ length: count - 1 }, (_, i) => {
    const cut = (i + 1) * small + Math.min(i + 1, large);
    return (sorted[cut - 1] + sorted[cut]) / 2;
  });
  return Float64Array.from(new Set([0, ...inner, 1]));
}

/** The bin of each confidence, searched by comparison with the upper edges: `isAbove(c, edge)` says that c lies beyond the edge. */
function place(confidence: Float64Array, edges: Float64Array, isAbove: (c: number, edge: number) => boolean): Binning {
  const bin = Int32Array.from(confidence, (c) => {
    let b = 0;
    while (b < edges.length - 2 && isAbove(c, edges[b + 1])) b++;
    return b;
  });
  return { edges, bin };
}

/** A probability of 0.6 that went through a logarithm and a softmax may miss the edge 9/15 by a rounding; it still lies on it. */
const rounding = 1e-12;

const beyondClosed = (c: number, edge: number): boolean => c > edge + rounding;
const beyondOpen = (c: number, edge: number): boolean => c >= edge - rounding;

/**
 * The ways to sort confidences into bins.
 *
 * - `right-closed`: B bins (lo, hi] of equal width, the first with 0; as Guo's code, scikit-learn and uncertainty-calibration.
 * - `left-closed`: B bins [lo, hi) of equal width, and a confidence of exactly 1 in a bin of its own; as torchmetrics.
 * - `equal-mass`: at most B bins (lo, hi] of about N/B examples each; as uncertainty-calibration.
 */
export const binningTable = {
  "right-closed": (confidence: Float64Array, bins: number) => place(confidence, equalWidthEdges(bins), beyondClosed),
  "left-closed": (confidence: Float64Array, bins: number) =>
    place(confidence, Float64Array.of(...equalWidthEdges(bins), 1), beyondOpen),
  "equal-mass": (confidence: Float64Array, bins: number) =>
    place(confidence, equalMassEdges(confidence, bins), beyondClosed),
} as const;

/** A way to sort confidences into bins. */
export type BinningName = keyof typeof binningTable;
