// The rule that turns a comparison into a verdict.
import type { Comparison } from "./comparison.ts";

/** What may be said about a method against the baseline. */
export type Verdict = "better" | "worse" | "no difference" | "cannot tell";

/** The chance of one false claim or more that is allowed over all comparisons of a family. */
export const significance = 0.05;

/** A difference that is this share of the scores' size is another order of the same sums. */
const sameSums = 1e-6;

/** P-values after Holm's correction; null where a comparison is in no family. */
export interface AdjustedPValues {
  readonly difference: number | null;
  readonly equivalence: number | null;
}

/** Whether there is no difference of the metric's margin or more. */
export function isEquivalent({ equivalence }: AdjustedPValues): boolean {
  return equivalence !== null && equivalence < significance;
}

/**
 * Better or worse if the adjusted p-value is below 0.05 and the difference more than rounding; no difference if the one for
 * equivalence is; else one cannot tell. Of one seed this is about the two models.
 */
export function verdictOf({ advantage, size }: Comparison, adjusted: AdjustedPValues): Verdict {
  const differs = adjusted.difference !== null && adjusted.difference < significance;
  if (differs && Math.abs(advantage.difference) > sameSums * size) return advantage.difference > 0 ? "better" : "worse";
  return isEquivalent(adjusted) ? "no difference" : "cannot tell";
}
