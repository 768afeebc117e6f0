// What the printed losses share: two-dimensional input, every row counted, their own checks.
import { check } from "../../base/check.ts";
import { checkLabels } from "../../base/labels.ts";
import { checkShape, type FloatArray } from "../layout.ts";
import type { Evaluation, Reduction } from "../loss.ts";

/** A loss as a tutorial prints it, with its options. */
export interface PrintedLoss<R extends Reduction = Reduction> {
  /** How the rows' values are reduced. */
  readonly reduction: R;
  /**
   * The loss's value and its gradient in the logits, computed in float64.
   * @param logits z, row-major [N, K], finite, or -∞ for a class that is masked
   * @param labels one class index per row; unlike `crossEntropy`, none is ignored
   * @param shape [N, K]
   * @throws UsageError if the logits are not of rank 2, the labels are not one per row, or a label is unknown
   */
  evaluate<A extends FloatArray>(logits: A, labels: Int32Array, shape: readonly number[]): Evaluation<A, R>;
}

/** Throws unless the shape is [N, K] and there is a known label per row. */
export function checkPrintedInput(who: string, labels: Int32Array, shape: readonly number[]): void {
  checkPrintedShape(who, shape);
  const [rows, classes] = shape;
  check(labels.length === rows, who, `a label for each of the ${rows} rows`, labels.length);
  checkLabels(who, labels, classes, undefined, "the printed code leaves no row out");
}

/** Throws unless the shape is [N, K]. */
export function checkPrintedShape(who: string, shape: readonly number[]): void {
  const remedy = "the printed code takes one row of logits per example; crossEntropy takes any rank";
  check(shape.length === 2, who, "logits of rank 2, [N, K]", shape, remedy);
  checkShape(who, shape);
}
