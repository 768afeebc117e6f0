// Cluster tightness: the spread of a class's features relative to the distances between classes.
import { centred, classMeans, withinVariance } from "./classMeans.ts";
import { featureRows } from "./featureRows.ts";
import type { FeatureRows } from "./featureRows.ts";
import { coefficientOfVariation, rowNorms } from "./vectors.ts";
import type { Numbers } from "./vectors.ts";

/** How tight the classes' clusters are, and how evenly they stand. */
export interface ClusterSpread {
  /** Root mean square distance of rows from the mean of their class. */
  readonly within: number;
  /** Root mean square distance between the means of two classes. */
  readonly between: number;
  /** within / between: lower is tighter; Infinity where all means coincide. */
  readonly ratio: number;
  /** Standard deviation over mean of the distances between means: 0 where all are equally far, as corners of a regular simplex. */
  readonly distanceVariation: number;
}

/** Distances between the rows of `means` [K, D], each pair once. */
function pairDistances(means: Float64Array, width: number): Float64Array {
  const distances: number[] = [];
  for (let p = 0; p < means.length; p += width) {
    for (let q = p + width; q < means.length; q += width) {
      let square = 0;
      for (let d = 0; d < width; d++) square += (means[p + d] - means[q + d]) ** 2;
      distances.push(Math.sqrt(square));
    }
  }
  return Float64Array.from(distances);
}

/** The spread of checked rows around `means`. */
export function spreadAround(rows: FeatureRows, means: Float64Array): ClusterSpread {
  const within = Math.sqrt(withinVariance(rows, means));
  const squares = rowNorms(centred(means, rows.width), rows.width).reduce((sum, norm) => sum + norm * norm, 0);
  // Σ over pairs of |μⱼ - μₖ|² is K Σₖ |μₖ - μ̄|².
  const between = Math.sqrt((2 * squares) / (rows.classes - 1));
  const distanceVariation = coefficientOfVariation(pairDistances(means, rows.width));
  return { within, between, ratio: between === 0 ? Infinity : within / between, distanceVariation };
}

/**
 * Tightness of the classes' clusters: label smoothing is said to pull them together and to set them equally far apart.
 *
 * `within² = (1/K) Σₖ (1/nₖ) Σᵢ |xᵢ - μₖ|²` and `between² = mean over pairs of |μⱼ - μₖ|²`, with μₖ the mean of class k.
 * Every class counts alike. Neither moving, turning nor scaling the features changes `ratio`.
 *
 * @param features finite penultimate activations, row-major [N, D]
 * @param labels [N], each from 0 to K-1
 * @param classes K, at least 2, each with at least one row
 * @returns distances in the features' own unit, and their ratio
 * @throws UsageError where features, labels and classes do not fit together, or a class has no row
 * @see R. Müller, S. Kornblith and G. Hinton, When does label smoothing help?, NeurIPS 2019, section 2
 * @example
 * ```ts
 * import { clusterSpread } from "@softlabel/core";
 * const spread = clusterSpread(new Float64Array([-1, 1, 9, 11]), new Int32Array([0, 0, 1, 1]), 2);
 * spread; // => { within: 1, between: 10, ratio: 0.1, distanceVariation: 0 }
 * ```
 */
export function clusterSpread(features: Numbers, labels: Int32Array, classes: number): ClusterSpread {
  const rows = featureRows("clusterSpread", features, labels, classes);
  return spreadAround(rows, classMeans(rows));
}
