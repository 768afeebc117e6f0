// Binary cross-entropy and binary focal loss of arrays, for binary and multi-label targets.
import { sum } from "../../base/sum.ts";
import { check, checkName } from "../../base/check.ts";
import { readOptions } from "../../base/options.ts";
import {
  binaryAnswers,
  checkPlaces,
  defineBinaryCrossEntropy,
  defineBinaryFocal,
  focusDefaults,
  weightingDefaults,
  type BinaryDefinition,
  type BinaryFocus,
  type BinaryWeighting,
} from "./binaryDefinition.ts";
import { checkFloats, checkShape, type FloatArray } from "../layout.ts";
import { reductions, type Evaluation, type Reduction } from "../loss.ts";
import { matrixOps, type Matrix } from "../matrix.ts";

/** How the values of answers become the loss's. */
export interface BinaryReduction<R extends Reduction = Reduction> {
  /** "mean" over all answers (the default), "sum" or "none". */
  readonly reduction?: R;
}

/** What binary cross-entropy can be told. */
export interface BinaryCrossEntropyOptions<R extends Reduction = Reduction>
  extends BinaryWeighting, BinaryReduction<R> {}

/** What binary focal loss can be told. */
export interface BinaryFocalOptions<R extends Reduction = Reduction> extends BinaryFocus, BinaryReduction<R> {}

/** A loss of yes-or-no answers. */
export interface BinaryLoss<R extends Reduction = Reduction> {
  /**
   * The loss's value and its gradient, computed in float64.
   * @param logits z, finite
   * @param targets y from 0 to 1, in the logits' type and shape
   * @param shape the logits' shape, of any rank
   * @throws UsageError for a shape that is none and lengths that do not fit, and, with their place, for logits and targets that cannot be
   */
  evaluate<A extends FloatArray>(logits: A, targets: A, shape: readonly number[]): Evaluation<A, R>;
}

const arrayLike = <A extends FloatArray>(array: A, values: Float64Array): A =>
  (array instanceof Float32Array ? Float32Array.from(values) : values) as A;

/** Throws unless logits and targets fit the shape and each other, and are what they can be. */
function checkArrays(who: string, logits: FloatArray, targets: FloatArray, shape: readonly number[]): void {
  checkShape(who, shape);
  checkFloats(who, logits);
  const length = shape.reduce((product, dimension) => product * dimension, 1);
  check(logits.length === length, who, `${length} logits for this shape`, logits.length);
  check(targets.length === length, who, `${length} targets for this shape`, targets.length);
  const same = targets.constructor === logits.constructor;
  check(same, who, `targets to be a ${logits.constructor.name}`, targets.constructor.name);
  const bad = logits.findIndex((z) => !Number.isFinite(z));
  if (bad !== -1) check(false, who, `logit ${bad} to be finite`, logits[bad]);
  const wrong = targets.findIndex((y) => !(y >= 0 && y <= 1));
  if (wrong !== -1) check(false, who, `target ${wrong} to be from 0 to 1`, targets[wrong]);
}

/** The weights of a yes as a matrix that broadcasts over rows. */
function weightRow(definition: BinaryDefinition, columns: number): Matrix {
  checkPlaces(definition, columns);
  const data = Float64Array.from(definition.yes);
  return { rows: 1, columns: data.length, data };
}

function createBinaryLoss<R extends Reduction>(definition: BinaryDefinition, given: R): BinaryLoss<R> {
  const { who } = definition;
  const reduction = checkName<Reduction>(who, "reduction", given, reductions);
  return {
    evaluate<A extends FloatArray>(logits: A, targets: A, shape: readonly number[]): Evaluation<A, R> {
      checkArrays(who, logits, targets, shape);
      const columns = shape[shape.length - 1];
      const matrix = (data: A): Matrix => ({
        rows: columns && data.length / columns,
        columns,
        data: Float64Array.from(data),
      });
      const weights = weightRow(definition, columns);
      const { value, gradient } = binaryAnswers(matrixOps, definition, matrix(logits), matrix(targets), weights);
      const divisor = reduction === "mean" ? logits.length : 1;
      const reduced = reduction === "none" ? arrayLike(logits, value.data) : sum(value.data) / divisor;
      const slopes = gradient.data.map((slope) => slope / divisor);
      return { value: reduced as Evaluation<A, R>["value"], gradient: arrayLike(logits, slopes) };
    },
  };
}

/**
 * Binary cross-entropy, for binary and multi-label targets: -w y log σ(z) - (1-y) log(1-σ(z)) an answer, gradient
 * σ(z) (w y + 1 - y) - w y, with y smoothed to y (1-α) + α/2.
 * @param options see `BinaryCrossEntropyOptions`
 * @throws UsageError if an option is out of range or unknown
 * @see PyTorch, `torch.nn.BCEWithLogitsLoss`; Keras, `BinaryCrossentropy`
 * @example
 * ```ts
 * import { binaryCrossEntropy } from "@softlabel/core";
 * const loss = binaryCrossEntropy({ smoothing: 0.2, posWeight: [3] });
 * const { value, gradient } = loss.evaluate(new Float64Array([0, 0]), new Float64Array([0, 1]), [2]);
 * value; // => 2 * Math.log(2)
 * Array.from(gradient); // => [0.15, -0.65]
 * ```
 */
export function binaryCrossEntropy<R extends Reduction = "mean">(
  options: BinaryCrossEntropyOptions<R> = {},
): BinaryLoss<R> {
  const defaults = { ...weightingDefaults, reduction: "mean" as R };
  const { reduction, ...weighting } = readOptions("binaryCrossEntropy", options, defaults);
  return createBinaryLoss(defineBinaryCrossEntropy(weighting), reduction);
}

/**
 * Binary focal loss: an answer costs -w (1-p)^γ log p, p the probability given to it, w its balance; for a target between 0
 * and 1 the expectation of that.
 * @param options see `BinaryFocalOptions`
 * @throws UsageError if an option is out of range or unknown
 * @see Lin et al. 2017, arXiv:1708.02002
 * @example
 * ```ts
 * import { binaryFocal } from "@softlabel/core";
 * const loss = binaryFocal({ balance: 0.25, reduction: "sum" });
 * const { value } = loss.evaluate(new Float64Array([0, 0]), new Float64Array([0, 1]), [2]);
 * value; // => 0.25 * Math.log(2)
 * ```
 */
export function binaryFocal<R extends Reduction = "mean">(options: BinaryFocalOptions<R> = {}): BinaryLoss<R> {
  const { reduction, ...focus } = readOptions("binaryFocal", options, { ...focusDefaults, reduction: "mean" as R });
  return createBinaryLoss(defineBinaryFocal(focus), reduction);
}
