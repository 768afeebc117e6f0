// The penalised NLL of a linear classifier as a function of its weights, with gradient and curvature.
import type { ConvexPoint } from "../minimizeConvex.ts";
import { softmaxRows } from "../softmaxRows.ts";
import { multiply } from "./vectors.ts";

/** What a linear classifier is fitted to. */
export interface ProbeProblem {
  /** Row-major [N, D]; the last column is the constant 1, whose weights are the biases. */
  readonly rows: Float64Array;
  readonly width: number;
  readonly labels: Int32Array;
  readonly classes: number;
  /** λ, with which the squares of all weights but the biases count. */
  readonly penalty: number;
}

/** W x of every row: [N, K]. */
function project({ rows, width, labels, classes }: ProbeProblem, weight: Float64Array): Float64Array {
  const result = new Float64Array(labels.length * classes);
  for (let i = 0; i < labels.length; i++) {
    const x = rows.subarray(i * width, (i + 1) * width);
    multiply(weight, x, result.subarray(i * classes, (i + 1) * classes));
  }
  return result;
}

/** (1/N) Σᵢ rᵢₖ f(xᵢ): [K, D]. */
function gather(
  { rows, width, labels, classes }: ProbeProblem,
  r: Float64Array,
  f: (value: number) => number,
): Float64Array {
  const sums = new Float64Array(classes * width);
  for (let i = 0; i < labels.length; i++) {
    for (let k = 0; k < classes; k++) {
      const factor = r[i * classes + k] / labels.length;
      for (let j = 0; j < width; j++) sums[k * width + j] += factor * f(rows[i * width + j]);
    }
  }
  return sums;
}

/** λ/N of what each weight is, and nothing of a bias. */
function addPenalty({ width, labels, penalty }: ProbeProblem, sums: Float64Array, of: Float64Array): Float64Array {
  return sums.map((sum, i) => (i % width === width - 1 ? sum : sum + (penalty / labels.length) * of[i]));
}

/** p (d - p·d) of every row: the softmax's derivative as its logits move by d, which is written over. */
function softmaxAlong(p: Float64Array, d: Float64Array, classes: number): Float64Array {
  for (let start = 0; start < d.length; start += classes) {
    let expected = 0;
    for (let k = start; k < start + classes; k++) expected += p[k] * d[k];
    for (let k = start; k < start + classes; k++) d[k] = p[k] * (d[k] - expected);
  }
  return d;
}

/** L(W) = mean(log Σₖ exp(wₖ·x) - w_y·x) + λ/(2N) Σ w², convex in W [K, D]; biases are not among the w². */
export function linearProbeLoss(problem: ProbeProblem, weight: Float64Array): ConvexPoint {
  const { labels, classes, width, penalty } = problem;
  const p = project(problem, weight);
  const nll = softmaxRows(p, labels, classes);
  const residual = p.map((share, i) => share - (labels[Math.floor(i / classes)] === i % classes ? 1 : 0));
  const curvature = p.map((share) => share * (1 - share));
  const squares = weight.reduce((sum, w, i) => (i % width === width - 1 ? sum : sum + w * w), 0);
  const ones = new Float64Array(weight.length).fill(1);
  const same = (value: number): number => value;
  return {
    value: nll + (penalty * squares) / (2 * labels.length),
    gradient: addPenalty(problem, gather(problem, residual, same), weight),
    diagonal: addPenalty(
      problem,
      gather(problem, curvature, (value) => value * value),
      ones,
    ),
    curvatureAlong: (direction) => {
      const along = softmaxAlong(p, project(problem, direction), classes);
      return addPenalty(problem, gather(problem, along, same), direction);
    },
  };
}
