// Lengths of feature vectors.
import { featureRows } from "./featureRows.ts";
import type { FeatureRows } from "./featureRows.ts";
import { meanAndDeviation, rowNorms } from "./vectors.ts";
import type { Numbers } from "./vectors.ts";

/** Lengths of the features, over all rows and class by class. */
export interface FeatureNorms {
  /** Mean over rows. */
  readonly mean: number;
  /** Standard deviation over rows, divided by N. */
  readonly deviation: number;
  /** Mean over the rows of each class [K]. */
  readonly byClass: readonly number[];
}

/** Summary of the lengths `norms` [N] of checked rows. */
export function summariseNorms({ labels, counts }: FeatureRows, norms: Float64Array): FeatureNorms {
  const byClass = new Array<number>(counts.length).fill(0);
  labels.forEach((label, row) => (byClass[label] += norms[row] / counts[label]));
  return { ...meanAndDeviation(norms), byClass };
}

/**
 * Lengths |xᵢ| of penultimate activations: hard targets let them grow without end, softened ones bound them.
 *
 * @param features finite penultimate activations, row-major [N, D]
 * @param labels [N], each from 0 to K-1
 * @param classes K, at least 2, each with at least one row
 * @returns in the features' own unit
 * @throws UsageError where features, labels and classes do not fit together, or a class has no row
 * @see R. Müller, S. Kornblith and G. Hinton, When does label smoothing help?, NeurIPS 2019, section 2, on the scale of
 *   projections
 * @example
 * ```ts
 * import { featureNorms } from "@softlabel/core";
 * featureNorms(new Float64Array([3, 4, 0, 1]), new Int32Array([0, 1]), 2); // => { mean: 3, deviation: 2, byClass: [5, 1] }
 * ```
 */
export function featureNorms(features: Numbers, labels: Int32Array, classes: number): FeatureNorms {
  const rows = featureRows("featureNorms", features, labels, classes);
  return summariseNorms(rows, rowNorms(features, rows.width));
}
