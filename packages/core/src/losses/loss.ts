// From a loss's formula to a loss of arrays: rows, formula, reduction.
import { sum } from "../base/sum.ts";
import { checkName, checkRange } from "../base/check.ts";
import { rowWeights } from "../targets/weighting.ts";
import { fromRows, type FloatArray, type Layout } from "./layout.ts";
import { givenRows, type GivenRows } from "./lossRows.ts";
import { matrixOps } from "./matrix.ts";
import type { LossRule } from "./rule.ts";

/** How the rows' values are reduced: their mean, their sum, or all of them. */
export type Reduction = "mean" | "sum" | "none";

/** A loss's value and its gradient in the logits. */
export interface Evaluation<A extends FloatArray, R extends Reduction = Reduction> {
  /** A number for mean and sum; for none an array, a number a position. */
  readonly value: R extends "none" ? A : number;
  /** d value / d logits, in the logits' type and shape; for none, the gradient of the sum of the rows. */
  readonly gradient: A;
  /** For none, the distance between the classes of one position in the gradient where they are not neighbours: above rank 2. */
  readonly inner?: number | undefined;
}

/** A loss's arguments as rows on which any backend can run `rule.rows`. */
export interface LossRows {
  readonly layout: Layout;
  /** z, row-major [positions, K]; zeros for an ignored position. */
  readonly logits: Float64Array;
  /** The rule's targets, smoothed and weighted, row-major [positions, K]; zeros for an ignored position. */
  readonly targets: Float64Array;
  /** The teacher's logits, row-major [positions, K], where the rule uses a teacher. */
  readonly teacher?: Float64Array | undefined;
  /** What the sum of the rows and the gradient are divided by: the mean's denominator, NaN where it has none; or 1. */
  readonly divisor: number;
}

/** A loss with its options. `evaluate` is `prepare`, then `rule.rows` on plain numbers, then `reduce`. */
export interface Loss<R extends Reduction = Reduction> {
  readonly rule: LossRule;
  readonly reduction: R;
  /** The values of the rule's coefficients. */
  readonly coefficients: Readonly<Record<string, number>>;
  /**
   * The loss's value and its gradient, computed in float64.
   * @param logits z, finite, or -∞ for a class that is masked; the class dimension is 1, or 0 for rank 1
   * @param targets class indices, in the logits' shape without the class dimension; or a distribution a position, in
   *   the logits' type and shape
   * @param shape the logits' shape: [K], [N, K] or [N, K, d1, …]
   * @param teacher the teacher's logits, in the logits' type and shape, for a rule that uses a teacher
   * @throws UsageError for lengths that do not fit the shape, and, with their row, for logits that are NaN or +∞, labels
   *   that are not classes and targets that are not distributions; for a teacher that is missing
   */
  evaluate<A extends FloatArray>(
    logits: A,
    targets: Int32Array | A,
    shape: readonly number[],
    teacher?: A,
  ): Evaluation<A, R>;
  /** The same arguments as rows, for another backend. */
  prepare<A extends FloatArray>(logits: A, targets: Int32Array | A, shape: readonly number[], teacher?: A): LossRows;
  /**
   * What `rule.rows` gave for prepared rows, reduced and in the logits' layout.
   * @param value [positions]
   * @param gradient row-major [positions, K]
   * @param logits an array of the type to give back
   */
  reduce<A extends FloatArray>(rows: LossRows, value: FloatArray, gradient: FloatArray, logits: A): Evaluation<A, R>;
}

/** What distinguishes one loss from another. */
interface LossDefinition<R extends Reduction> {
  readonly rule: LossRule;
  readonly reduction: R;
  readonly ignoreIndex: number;
  readonly coefficients?: Readonly<Record<string, number>>;
  /** What a mean is divided by; default "weights". */
  readonly divisor?: Divisor;
  /** The mean where every row is ignored; default NaN. */
  readonly whenEmpty?: number;
  /** The weight of a class in a mean. */
  weight(classes: number): Float64Array;
  /** The rule's targets from one-hot rows, or from given distributions, [positions, K]. */
  targets(given: Float64Array, classes: number): Float64Array;
}

/** What a mean is divided by, from the weights of the rows that are not ignored. */
const divisors = {
  /** Their sum (PyTorch). */
  weights: (weights: Float64Array) => sum(weights),
  /** Their number (Keras, timm). */
  rows: (weights: Float64Array) => weights.length,
  /** The number of those that are not 0 (tfjs). */
  nonzero: (weights: Float64Array) => weights.filter((weight) => weight !== 0).length,
} as const;

/** What a mean is divided by: the rows' weights added up, their number, or that of those not 0. */
export type Divisor = keyof typeof divisors;

/** The divisors by name. */
export const divisorNames = Object.keys(divisors) as readonly Divisor[];

/** A mean's denominator for what the rows' weights are. */
export function divisorOf(divisor: Divisor, weights: Float64Array): number {
  return divisors[divisor](weights);
}

/**
 * The mean's denominator, from the rows' weights Σ_c w_c q_c, w_y for a label; NaN where it would be 0. PyTorch leaves
 * weights out of a mean over distributions.
 */
function denominator(
  { divisor = "weights", whenEmpty = NaN }: LossDefinition<Reduction>,
  { targets, layout }: GivenRows,
  weight: Float64Array,
  indices: boolean,
): number {
  const masses = rowWeights(targets, new Float64Array(layout.classes).fill(1));
  const weights = rowWeights(targets, weight).filter((_, row) => masses[row] !== 0);
  // The sum of nothing is 0, and so is its mean where a convention says so: 0 / 1.
  if (weights.length === 0 && whenEmpty === 0) return 1;
  return divisorOf(divisor === "weights" && !indices ? "rows" : divisor, weights) || NaN;
}

/** NaN for every row but the ignored ones: where PyTorch's mean has no denominator, its gradient is NaN, too. */
const undefinedRows = (rows: Float64Array): Float64Array => rows.map((mass) => mass && NaN);

/** The reductions by name. */
export const reductions: readonly Reduction[] = ["mean", "sum", "none"];

/** A new array of the same type. */
const arrayLike = <A extends FloatArray>(array: A, length: number): A =>
  (array instanceof Float32Array ? new Float32Array(length) : new Float64Array(length)) as A;

/** Rows' values and gradients, reduced and laid out as an array like `logits`. */
function reduceRows<A extends FloatArray, R extends Reduction>(
  reduction: R,
  { divisor, layout }: LossRows,
  value: FloatArray,
  gradient: FloatArray,
  logits: A,
): Evaluation<A, R> {
  const rows = arrayLike(logits, value.length);
  rows.set(value);
  const reduced = reduction === "none" ? rows : sum(value) / divisor;
  const into = arrayLike(logits, gradient.length);
  fromRows(gradient, divisor, into, layout);
  const inner = reduction === "none" && layout.inner > 1 ? layout.inner : undefined;
  return { value: reduced as Evaluation<A, R>["value"], gradient: into, inner };
}

/** The numbers that an Int32Array of labels can hold. */
const indexRange = { from: -(2 ** 31), to: 2 ** 31 - 1, integer: true } as const;

/** A loss from what distinguishes it. */
export function createLoss<R extends Reduction>(definition: LossDefinition<R>): Loss<R> {
  const { rule, reduction, ignoreIndex, coefficients = {} } = definition;
  checkName(rule.name, "reduction", reduction, reductions);
  checkRange(rule.name, "ignoreIndex", ignoreIndex, indexRange);
  const loss: Loss<R> = {
    rule,
    reduction,
    coefficients,
    prepare(logits, targets, shape, teacher) {
      const given = givenRows(rule.name, logits, targets, shape, ignoreIndex);
      const { classes } = given.layout;
      const weight = definition.weight(classes);
      const indices = targets instanceof Int32Array;
      const divisor = reduction === "mean" ? denominator(definition, given, weight, indices) : 1;
      // Read as logits are, the teacher is checked, and cleared where rows are ignored.
      const taught = rule.usesTeacher === true ? teacher : undefined;
      return {
        ...given,
        targets: Number.isNaN(divisor) ? undefinedRows(given.targets) : definition.targets(given.targets, classes),
        teacher: taught && givenRows(rule.name, taught, targets, shape, ignoreIndex).logits,
        divisor,
      };
    },
    reduce: (rows, value, gradient, logits) => reduceRows(reduction, rows, value, gradient, logits),
    evaluate(logits, targets, shape, teacher) {
      const rows = loss.prepare(logits, targets, shape, teacher);
      const { positions, classes } = rows.layout;
      const matrix = (data: Float64Array) => ({ rows: positions, columns: classes, data });
      const scalars = Object.entries(coefficients).map(([name, value]) => [name, matrixOps.constant(value)] as const);
      const [z, q] = [matrix(rows.logits), matrix(rows.targets)];
      const taught = rows.teacher && matrix(rows.teacher);
      const { value, gradient } = rule.rows(matrixOps, z, q, Object.fromEntries(scalars), taught);
      return loss.reduce(rows, value.data, gradient.data, logits);
    },
  };
  return loss;
}
