// The penalised NLL of a linear classifier as a function of its weights, with gradient and curvature.
import type { ConvexPoint } from "../base/minimizeConvex.ts";
import { softmaxRows } from "../base/softmax.ts";
import { blockSolver } from "./blockSolver.ts";
import { multiply } from "./vectors.ts";

/** What a linear classifier is fitted to. */
interface ProbeProblem {
  /** Row-major [N, D]; the last column is the constant 1, whose weights are the biases. */
  readonly rows: Float64Array;
  readonly width: number;
  readonly labels: Int32Array;
  readonly classes: number;
  /** λ, with which the squares of all weights but the biases count. */
  readonly penalty: number;
  /** A weight of each class [K], by which the loss of its rows is multiplied. */
  readonly classWeights: Float64Array;
}

/** Columns up to which the blocks of the Hessian are cheaper than the steps that they save. */
const fewColumns = 256;
/** Biases have no penalty; this much, as a share of a block's largest element, keeps a block that rounding made singular apart from it. */
const ridge = 1e-12;

/** W x of every row: [N, K]. */
function project({ rows, width, labels, classes }: ProbeProblem, weight: Float64Array): Float64Array {
  const result = new Float64Array(labels.length * classes);
  for (let i = 0; i < labels.length; i++) {
    const x = rows.subarray(i * width, (i + 1) * width);
    multiply(weight, x, result.subarray(i * classes, (i + 1) * classes));
  }
  return result;
}

/** Adds Σᵢ rᵢₖ xᵢ / N of all rows: [K, D]. */
function gather({ rows, width, labels, classes }: ProbeProblem, r: Float64Array): Float64Array {
  const sums = new Float64Array(classes * width);
  for (let i = 0; i < labels.length; i++) {
    for (let k = 0; k < classes; k++) {
      const factor = r[i * classes + k] / labels.length;
      const [own, row] = [k * width, i * width];
      for (let j = 0; j < width; j++) sums[own + j] += factor * rows[row + j];
    }
  }
  return sums;
}

/** (1/N) Σᵢ cᵢₖ xᵢⱼ²: [K, D]. */
function gatherSquares({ rows, width, labels, classes }: ProbeProblem, c: Float64Array): Float64Array {
  const sums = new Float64Array(classes * width);
  for (let i = 0; i < labels.length; i++) {
    for (let k = 0; k < classes; k++) {
      const factor = c[i * classes + k] / labels.length;
      for (let j = 0; j < width; j++) sums[k * width + j] += factor * rows[i * width + j] ** 2;
    }
  }
  return sums;
}

/** λ/N of what each weight is, and nothing of a bias. */
function addPenalty({ width, labels, penalty }: ProbeProblem, sums: Float64Array, of: Float64Array): Float64Array {
  return sums.map((sum, i) => (i % width === width - 1 ? sum : sum + (penalty / labels.length) * of[i]));
}

/** w p (d - p·d) of every row: the loss's second derivative as its logits move by d, which is written over. */
function curvatureOf({ labels, classes, classWeights }: ProbeProblem, p: Float64Array, d: Float64Array): Float64Array {
  for (let i = 0; i < labels.length; i++) {
    const start = i * classes;
    const weight = classWeights[labels[i]];
    let expected = 0;
    for (let k = start; k < start + classes; k++) expected += p[k] * d[k];
    for (let k = start; k < start + classes; k++) d[k] = weight * p[k] * (d[k] - expected);
  }
  return d;
}

/** The Hessian's block of class k, Σᵢ cᵢₖ xᵢ xᵢᵀ / N + λ/N: the lower triangle, row-major [D, D]. */
function blockOf({ rows, width, labels, classes, penalty }: ProbeProblem, c: Float64Array, k: number): Float64Array {
  const block = new Float64Array(width * width);
  for (let i = 0; i < labels.length; i++) {
    const [factor, row] = [c[i * classes + k] / labels.length, i * width];
    for (let j = 0; j < width; j++) {
      const value = factor * rows[row + j];
      for (let l = 0; l <= j; l++) block[j * width + l] += value * rows[row + l];
    }
  }
  const largest = block.reduce((most, value) => Math.max(most, value), 0);
  for (let j = 0; j < width; j++)
    block[j * width + j] += (j < width - 1 ? penalty / labels.length : 0) + ridge * largest;
  return block;
}

/** Divides by the blocks of the Hessian, which are only made where a step is taken from here. */
function blockPreconditioner(problem: ProbeProblem, c: Float64Array): (vector: Float64Array) => Float64Array {
  let solver: ((vector: Float64Array) => Float64Array) | undefined;
  return (vector) => {
    solver ??= blockSolver(Array.from({ length: problem.classes }, (_, k) => blockOf(problem, c, k)));
    return solver(vector);
  };
}

/**
 * L(W) = (1/N) Σ w_y (log Σₖ exp(wₖ·x) - w_y·x) + λ/(2N) Σ w², convex in W [K, D]; biases are not among the w². Columns that
 * depend on one another slow conjugate gradients down unless each class's block of the Hessian preconditions them.
 */
export function linearProbeLoss(problem: ProbeProblem, weight: Float64Array): ConvexPoint {
  const { labels, classes, width, penalty, classWeights } = problem;
  const p = project(problem, weight);
  const nll = softmaxRows(p, labels, classes, classWeights);
  const residual = p.slice();
  const curvature = p.slice();
  for (let i = 0; i < p.length; i++) {
    const label = labels[Math.floor(i / classes)];
    residual[i] = classWeights[label] * (p[i] - (label === i % classes ? 1 : 0));
    curvature[i] = classWeights[label] * p[i] * (1 - p[i]);
  }
  const squares = weight.reduce((sum, w, i) => (i % width === width - 1 ? sum : sum + w * w), 0);
  const ones = new Float64Array(weight.length).fill(1);
  return {
    value: nll + (penalty * squares) / (2 * labels.length),
    gradient: addPenalty(problem, gather(problem, residual), weight),
    diagonal: addPenalty(problem, gatherSquares(problem, curvature), ones),
    curvatureAlong: (direction) =>
      addPenalty(problem, gather(problem, curvatureOf(problem, p, project(problem, direction))), direction),
    precondition: width <= fewColumns ? blockPreconditioner(problem, curvature) : undefined,
  };
}
