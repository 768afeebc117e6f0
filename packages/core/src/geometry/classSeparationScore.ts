// Class separation: the share of the cosine distances between examples that is between classes.
import { centred, classMeans, withinVariance } from "./classMeans.ts";
import { featureRows } from "./featureRows.ts";
import type { FeatureRows } from "./featureRows.ts";
import { dot, rowNorms } from "./vectors.ts";
import type { Numbers } from "./vectors.ts";

/** Mean squared length of differences of unit vectors that is rounding: they all point the same way. */
const negligible = 1e-28;

/** The separation of checked rows whose lengths are `norms` [N]. */
export function separationOf(rows: FeatureRows, norms: Float64Array): number {
  const scales = norms.map((norm) => (norm === 0 ? 0 : 1 / norm));
  const means = classMeans(rows, scales);
  // 1 - |mean of unit vectors|² is their variance; a row of zeros lacks its |u|² = 1.
  const zeros = rows.labels.reduce((sum, label, row) => sum + (norms[row] === 0 ? 1 / rows.counts[label] : 0), 0);
  const within = withinVariance(rows, means, scales) + zeros / rows.classes;
  const aside = centred(means, rows.width);
  const between = dot(aside, 0, aside, 0, aside.length) / rows.classes;
  return within + between <= negligible ? 0 : between / (within + between);
}

/**
 * Class separation R²: 1 where every class points in one direction of its own, 0 where classes do not differ.
 *
 * `R² = 1 - d_within / d_total` with mean cosine distances, each class counting alike:
 * `d_within = Σₖ Σₘₙ (1 - cos(xₖₘ, xₖₙ)) / (K Nₖ²)` and `d_total = Σⱼₖ Σₘₙ (1 - cos(xⱼₘ, xₖₙ)) / (K² Nⱼ Nₖ)`,
 * an example's distance 0 to itself included. Computed in N D steps from the means of unit vectors: with νₖ those of the
 * classes, `d_within = mean 1 - |νₖ|²` and `d_total = 1 - |mean νₖ|²`. Losses that separate more transfer worse.
 * A row of zeros has cosine 0 to every row. Where all rows point the same way, the score is 0.
 *
 * @param features finite penultimate activations, row-major [N, D]
 * @param labels [N], each from 0 to K-1
 * @param classes K, at least 2, each with at least one row
 * @returns from 0 to 1; the length of features does not matter
 * @throws UsageError where features, labels and classes do not fit together, or a class has no row
 * @see S. Kornblith, T. Chen, H. Lee and M. Norouzi, Why do better loss functions lead to less transferable features?,
 *   NeurIPS 2021, section 4
 * @example
 * ```ts
 * import { classSeparationScore } from "@softlabel/core";
 * classSeparationScore(new Float64Array([1, 0, 2, 0, 0, 1, 0, 3]), new Int32Array([0, 0, 1, 1]), 2); // => 1
 * classSeparationScore(new Float64Array([1, 0, 0, 1, 1, 0, 0, 1]), new Int32Array([0, 0, 1, 1]), 2); // => 0
 * ```
 */
export function classSeparationScore(features: Numbers, labels: Int32Array, classes: number): number {
  const rows = featureRows("classSeparationScore", features, labels, classes);
  return separationOf(rows, rowNorms(features, rows.width));
}
