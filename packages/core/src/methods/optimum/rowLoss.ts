// The loss of one row as a function of its logits, at the level that the loss likes best.
import { sum } from "../../base/sum.ts";
import { matrixOps } from "../../losses/matrix.ts";
import type { LossRule } from "../../losses/rule.ts";

/** A row's loss and its gradient in the logits. */
interface LossPoint {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** The loss of a row of logits, [K]. */
export type RowLoss = (logits: Float64Array) => LossPoint;

/**
 * The loss of a row of logits.
 * @param rule the loss
 * @param coefficients the values of its coefficients
 * @param target the row the loss is given, [K]
 */
export function rowLoss(rule: LossRule, coefficients: Readonly<Record<string, number>>, target: Float64Array): RowLoss {
  const matrix = (data: Float64Array) => ({ rows: 1, columns: target.length, data });
  const scalars = Object.entries(coefficients).map(([name, value]) => [name, matrixOps.constant(value)] as const);
  const given = Object.fromEntries(scalars);
  return (logits) => {
    const { value, gradient } = rule.rows(matrixOps, matrix(logits), matrix(target), given);
    return { value: value.data[0], gradient: gradient.data };
  };
}

/**
 * A loss that is quadratic in a constant added to all logits, with the constant for which it is smallest. The constant is no
 * larger than the largest of the logits, or log K; two steps of a secant find it to the last digits.
 */
export function atBestLevel(at: RowLoss): RowLoss {
  return (logits) => {
    const raised = (level: number): LossPoint => at(logits.map((z) => z + level));
    const slopeAt = (level: number): number => sum(raised(level).gradient);
    const reach = logits.reduce((most, z) => Math.max(most, Math.abs(z)), Math.log(logits.length));
    const curvature = (slopeAt(reach) - slopeAt(0)) / reach;
    if (!(curvature > 0)) return at(logits);
    const improved = (level: number): number => Math.min(reach, Math.max(-reach, level - slopeAt(level) / curvature));
    return raised(improved(improved(0)));
  };
}
