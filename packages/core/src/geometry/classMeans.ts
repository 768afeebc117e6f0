// Means of the classes, and how rows spread around them; every class counts alike, whatever its number of rows.
import type { FeatureRows } from "./featureRows.ts";
import { dot, multiply } from "./vectors.ts";

/** μₖ = (1/nₖ) Σ sᵢ xᵢ over the rows of class k, row-major [K, D]; sᵢ is 1 unless `scales` has it. */
export function classMeans(rows: FeatureRows, scales?: Float64Array): Float64Array {
  const { features, labels, classes, width, counts } = rows;
  const means = new Float64Array(classes * width);
  const current = new Float64Array(width);
  labels.forEach((label, row) => {
    const [from, to, scale] = [row * width, label * width, scales === undefined ? 1 : scales[row]];
    current.set(features.subarray(from, from + width));
    for (let d = 0; d < width; d++) means[to + d] += scale * current[d];
  });
  for (let i = 0; i < means.length; i++) means[i] /= counts[Math.floor(i / width)];
  return means;
}

/** The means less their own mean, μₖ - (1/K) Σⱼ μⱼ, row-major [K, D]. */
export function centred(means: Float64Array, width: number): Float64Array {
  const classes = means.length / width;
  const centre = new Float64Array(width);
  for (let i = 0; i < means.length; i++) centre[i % width] += means[i] / classes;
  return means.map((value, i) => value - centre[i % width]);
}

/** Calls `visit` with sᵢ xᵢ - μₖ of every row and its weight 1/(K nₖ): the weights add up to 1, and classes weigh alike. */
function visitResiduals(
  rows: FeatureRows,
  means: Float64Array,
  scales: Float64Array | undefined,
  visit: (residual: Float64Array, weight: number) => void,
): void {
  const { features, labels, classes, width, counts } = rows;
  const residual = new Float64Array(width);
  labels.forEach((label, row) => {
    const [from, mean, scale] = [row * width, label * width, scales === undefined ? 1 : scales[row]];
    residual.set(features.subarray(from, from + width));
    for (let d = 0; d < width; d++) residual[d] = scale * residual[d] - means[mean + d];
    visit(residual, 1 / (classes * counts[label]));
  });
}

/** (1/K) Σₖ (1/nₖ) Σᵢ |sᵢ xᵢ - μₖ|²: from residuals, since E|x|² - |μ|² loses the digits of tight clusters. */
export function withinVariance(rows: FeatureRows, means: Float64Array, scales?: Float64Array): number {
  let sum = 0;
  visitResiduals(rows, means, scales, (residual, weight) => {
    sum += weight * dot(residual, 0, residual, 0, rows.width);
  });
  return sum;
}

/** (1/K) Σₖ (1/nₖ) Σᵢ ((xᵢ - μₖ)·u)² for each row u of `directions` [R, D]. */
export function varianceAlong(rows: FeatureRows, means: Float64Array, directions: Float64Array): Float64Array {
  const { width } = rows;
  const along = new Float64Array(directions.length / width);
  const products = new Float64Array(along.length);
  visitResiduals(rows, means, undefined, (residual, weight) => {
    multiply(directions, residual, products);
    for (let r = 0; r < along.length; r++) along[r] += weight * products[r] ** 2;
  });
  return along;
}
