// The distribution a loss with penalties pulls a row to, where it treats all classes but the label's alike.
import { matrixOps } from "./matrix.ts";
import type { LossRule } from "./rule.ts";

/** Beyond this gap of logits the other classes' probabilities are lost beside one. */
const widest = 30;

/** Where a function that grows crosses zero between `low` and `high`, by halving. */
function crossing(f: (x: number) => number, low: number, high: number): number {
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * The row at which the loss is smallest among those in which all other classes are equal: the label's logit is `gap` above
 * theirs, and the level of all is what the loss likes best.
 * @param rule the loss
 * @param coefficients the values of its coefficients
 * @param target the row the loss is given, [K]
 * @param label the row's class
 * @returns p, [K]; undefined where the loss falls for ever as the gap grows
 */
export function pulledRow(
  rule: LossRule,
  coefficients: Readonly<Record<string, number>>,
  target: Float64Array,
  label: number,
): Float64Array | undefined {
  const columns = target.length;
  const matrix = (data: Float64Array) => ({ rows: 1, columns, data });
  const scalars = Object.entries(coefficients).map(([name, value]) => [name, matrixOps.constant(value)] as const);
  const given = Object.fromEntries(scalars);
  const gradient = (gap: number, level: number): Float64Array => {
    const logits = target.map((_, c) => (c === label ? level + gap : level));
    return rule.rows(matrixOps, matrix(logits), matrix(target), given).gradient.data;
  };
  const ofLevel = (gap: number, level: number): number => gradient(gap, level).reduce((sum, slope) => sum + slope, 0);
  const ofGap = (gap: number): number =>
    gradient(
      gap,
      crossing((level) => ofLevel(gap, level), -2 * widest, 2 * widest),
    )[label];
  // Rounding may leave a trace of a slope where there is none.
  if (columns === 1 || ofGap(widest) < 1e-15) return undefined;
  const gap = crossing(ofGap, 0, widest);
  const other = 1 / (Math.exp(gap) + columns - 1);
  return target.map((_, c) => (c === label ? 1 - (columns - 1) * other : other));
}
