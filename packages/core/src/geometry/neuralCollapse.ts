// Neural collapse: how near features and last layer are to one point per class, on a regular simplex, that the weights repeat.
import { sum } from "../base/sum.ts";
import { check } from "../base/check.ts";
import { centred, classMeans, varianceAlong } from "./classMeans.ts";
import { featureRows } from "./featureRows.ts";
import type { FeatureRows } from "./featureRows.ts";
import { headWidth } from "./linearHead.ts";
import type { LinearHead } from "./linearHead.ts";
import { orthogonalise } from "./orthogonalise.ts";
import { coefficientOfVariation, dot, rowNorms } from "./vectors.ts";
import type { Numbers } from "./vectors.ts";

/** How far K vectors are from the corners of a regular simplex around the origin. */
export interface SimplexErrors {
  /** Standard deviation over mean of their lengths. */
  readonly normVariation: number;
  /** Mean over pairs of |cos + 1/(K-1)|: 0 where all angles are the widest that K vectors can have at once. */
  readonly angleError: number;
}

/** Measures of neural collapse; each is 0 at full collapse. */
export interface NeuralCollapse {
  /** NC1, tr(Σ_W Σ_B⁺)/K: variability within classes against that between; Infinity where all class means coincide. */
  readonly variability: number;
  /** NC2 of the centred class means. */
  readonly means: SimplexErrors;
  /** NC2 of the last layer's weights. */
  readonly weights: SimplexErrors;
  /** NC3, |W/|W| - M/|M||, from 0 to 2: how far weights and centred class means differ but for scale. */
  readonly dualityError: number;
}

/** A singular value of the class means this small beside the largest is rounding, and no direction between classes. */
const smallestRatio = 1e-10;

/** NC2 of the rows of `vectors` [K, D]; a vector of length 0 has cosine 0 to all. */
function simplexErrors(vectors: Float64Array, width: number): SimplexErrors {
  const norms = rowNorms(vectors, width);
  const classes = norms.length;
  let sum = 0;
  for (let j = 0; j < classes; j++) {
    for (let k = j + 1; k < classes; k++) {
      const product = norms[j] * norms[k];
      const cosine = product === 0 ? 0 : dot(vectors, j * width, vectors, k * width, width) / product;
      sum += Math.abs(cosine + 1 / (classes - 1));
    }
  }
  return { normVariation: coefficientOfVariation(norms), angleError: sum / ((classes * (classes - 1)) / 2) };
}

/** NC1. With M = Σᵣ σᵣ vᵣ uᵣᵀ the centred means, Σ_B = MᵀM/K, so that tr(Σ_W Σ_B⁺)/K = Σᵣ (uᵣᵀ Σ_W uᵣ)/σᵣ². */
function variability(rows: FeatureRows, means: Float64Array, aside: Float64Array): number {
  const { width } = rows;
  const axes = orthogonalise(aside, width);
  const singular = rowNorms(axes, width);
  const least = smallestRatio * Math.max(...singular);
  const kept = [...singular.keys()].filter((r) => singular[r] > least);
  if (kept.length === 0) return Infinity;
  const directions = new Float64Array(kept.length * width);
  // Divided by σ once for the length and once for the measure itself.
  kept.forEach((r, at) => {
    for (let d = 0; d < width; d++) directions[at * width + d] = axes[r * width + d] / singular[r] / singular[r];
  });
  return sum(varianceAlong(rows, means, directions));
}

/** Numbers divided by their length as one vector; zeros stay. */
function normalised(matrix: Numbers): Float64Array {
  const [length] = rowNorms(matrix, matrix.length);
  return Float64Array.from(matrix, (value) => (length === 0 ? 0 : value / length));
}

/** The measures of checked rows with class means `means`, and a head that fits. */
export function collapseOf(rows: FeatureRows, means: Float64Array, weight: Numbers): NeuralCollapse {
  const aside = centred(means, rows.width);
  const [m, w] = [normalised(aside), normalised(weight)];
  const apart = m.map((value, i) => w[i] - value);
  return {
    variability: variability(rows, means, aside),
    means: simplexErrors(aside, rows.width),
    weights: simplexErrors(Float64Array.from(weight), rows.width),
    dualityError: rowNorms(apart, apart.length)[0],
  };
}

/** Checks features and labels against the head whose input they are. */
export function rowsOfHead(who: string, features: Numbers, labels: Int32Array, head: LinearHead): FeatureRows {
  const width = headWidth(who, head);
  const rows = featureRows(who, features, labels, head.classes);
  check(rows.width === width, who, `rows of ${width} features, as the weight has columns`, rows.width);
  return rows;
}

/**
 * Neural collapse NC1 to NC3, of which smoothing is said to bring more and sooner; they mean something near zero training error.
 *
 * With μₖ the mean of class k, μ the mean of these, M the rows μₖ - μ:
 * NC1 is `tr(Σ_W Σ_B⁺)/K`, `Σ_W = (1/K) Σₖ (1/nₖ) Σᵢ (xᵢ-μₖ)(xᵢ-μₖ)ᵀ`, `Σ_B = (1/K) MᵀM`, ⁺ the pseudo-inverse;
 * NC2 is σ/mean of the lengths, and the mean over pairs of `|cos + 1/(K-1)|`, for the rows of M and of W each;
 * NC3 is `| W/|W| - M/|M| |` in Frobenius norms (the authors' program squares it).
 * The paper has classes of equal size; with others, every class counts alike. W is taken as it is: it is not centred.
 * Limits: with two classes NC2 of the means is 0; a vector of length 0 has cosine 0 to all; a zero matrix stays zero in NC3.
 *
 * @param features finite penultimate activations, row-major [N, D]
 * @param labels [N], each from 0 to K-1, every class among them
 * @param head the last layer; its bias plays no part
 * @throws UsageError where features, labels and head do not fit together, or a class has no row
 * @see V. Papyan, X. Y. Han and D. L. Donoho, Prevalence of neural collapse during the terminal phase of deep learning
 *   training, PNAS 117, 2020
 * @example
 * ```ts
 * import { neuralCollapse } from "@softlabel/core";
 * const features = new Float64Array([1, 1, 1, -1, -1, 1, -1, -1]);
 * const head = { classes: 2, weight: new Float64Array([3, 0, -3, 0]) };
 * const collapse = neuralCollapse(features, new Int32Array([0, 0, 1, 1]), head);
 * collapse.variability; // => 0
 * collapse.dualityError; // => 0
 * ```
 */
export function neuralCollapse(features: Numbers, labels: Int32Array, head: LinearHead): NeuralCollapse {
  const rows = rowsOfHead("neuralCollapse", features, labels, head);
  return collapseOf(rows, classMeans(rows), head.weight);
}
