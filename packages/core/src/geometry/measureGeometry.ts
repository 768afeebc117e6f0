// All measures of the penultimate layer at once.
import { separationOf } from "./classSeparationScore.ts";
import { classMeans } from "./classMeans.ts";
import { spreadAround } from "./clusterSpread.ts";
import type { ClusterSpread } from "./clusterSpread.ts";
import { summariseNorms } from "./featureNorms.ts";
import type { FeatureNorms } from "./featureNorms.ts";
import type { LinearHead } from "./linearHead.ts";
import { spreadOfGaps } from "./logitGapSpread.ts";
import type { LogitGapSpread } from "./logitGapSpread.ts";
import { collapseOf, rowsOfHead } from "./neuralCollapse.ts";
import type { NeuralCollapse } from "./neuralCollapse.ts";
import { multiply, rowNorms } from "./vectors.ts";
import type { Numbers } from "./vectors.ts";

/** Measures of the penultimate layer, each defined at the function of its type's name. */
export interface Geometry {
  readonly clusters: ClusterSpread;
  /** Class separation R². */
  readonly separation: number;
  readonly collapse: NeuralCollapse;
  /** Of the logits that head and features give, W x + b. */
  readonly gaps: LogitGapSpread;
  readonly norms: FeatureNorms;
}

/** Gives what writes W x + b of one row of features. */
function logitsOf(head: LinearHead, features: Numbers, width: number): (row: number, into: Float64Array) => void {
  const weight = Float64Array.from(head.weight);
  const bias = Float64Array.from(head.bias ?? new Float64Array(head.classes));
  const x = new Float64Array(width);
  return (row, into) => {
    x.set(features.subarray(row * width, (row + 1) * width));
    multiply(weight, x, into);
    for (let k = 0; k < into.length; k++) into[k] += bias[k];
  };
}

/**
 * Everything this package measures of a penultimate layer: cluster spread, class separation, neural collapse, logit gaps, lengths.
 *
 * The same numbers as `clusterSpread`, `classSeparationScore`, `neuralCollapse`, `logitGapSpread` of the head's logits and
 * `featureNorms`, with the arguments checked and the class means taken once. N D K steps in float64, and no copy of the features.
 *
 * @param features finite penultimate activations, row-major [N, D]
 * @param labels [N], each from 0 to K-1, every class among them
 * @param head the last layer, for which the features are input
 * @throws UsageError where features, labels and head do not fit together, or a class has no row
 * @example
 * ```ts
 * import { measureGeometry } from "@softlabel/core";
 * const head = { classes: 2, weight: new Float32Array([1, -1]) };
 * const geometry = measureGeometry(new Float32Array([1, 3, -1, -3]), new Int32Array([0, 0, 1, 1]), head);
 * geometry.clusters.ratio; // => 0.25
 * geometry.separation; // => 1
 * geometry.collapse.variability; // => 0.125
 * geometry.gaps.mean; // => 4
 * geometry.norms.mean; // => 2
 * ```
 */
export function measureGeometry(features: Numbers, labels: Int32Array, head: LinearHead): Geometry {
  const rows = rowsOfHead("measureGeometry", features, labels, head);
  const means = classMeans(rows);
  const norms = rowNorms(features, rows.width);
  return {
    clusters: spreadAround(rows, means),
    separation: separationOf(rows, norms),
    collapse: collapseOf(rows, means, head.weight),
    gaps: spreadOfGaps(labels, head.classes, logitsOf(head, features, rows.width)),
    norms: summariseNorms(rows, norms),
  };
}
