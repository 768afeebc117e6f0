// The rule that turns a comparison into a verdict.
import type { Comparison } from "./compareScores.ts";
import { studentQuantile } from "./studentT.ts";

/** What may be said about a method against the baseline. */
export type Verdict = "better" | "worse" | "no difference" | "cannot tell";

/** The chance of a false claim that is allowed over all methods compared. */
export const significance = 0.05;

/** Whether all of the advantage's interval is smaller than the metric's margin. */
export function isWithinMargin({ metric, advantage }: Comparison): boolean {
  return advantage.interval.every((end) => Math.abs(end) < metric.margin);
}

/**
 * Whether there is no spread to judge chance by: a single example, or equal differences throughout. Equal results on
 * all of N examples still leave room for a difference on about 3/N of others (the rule of three), with the largest weight
 * that an example has.
 */
export function isWithoutSpread({ metric, advantage, largestWeight = 1 }: Comparison): boolean {
  const { difference, standardError, examples } = advantage;
  if (examples === 1) return true;
  return standardError === 0 && (difference !== 0 || (3 * largestWeight) / examples >= metric.margin);
}

/** Better or worse if the adjusted p-value is below 0.05; no difference if the interval lies within the margin; else one cannot tell. */
export function verdictOf(comparison: Comparison, adjustedPValue: number): Verdict {
  if (isWithoutSpread(comparison)) return "cannot tell";
  if (adjustedPValue < significance) return comparison.advantage.difference > 0 ? "better" : "worse";
  return isWithinMargin(comparison) ? "no difference" : "cannot tell";
}

/**
 * The smallest difference that such an experiment would probably (80 %) show: (t(1 - a/2) + t(0.8)) √V, about 2.8 √V
 * with many seeds; a is 0.05 divided by what the correction multiplied the p-value with.
 */
export function smallestVisible({ advantage }: Comparison, adjustedPValue: number): number {
  const { standardError, degreesOfFreedom, pValue } = advantage;
  const level = (significance * pValue) / adjustedPValue;
  const needed = studentQuantile(1 - level / 2, degreesOfFreedom) + studentQuantile(0.8, degreesOfFreedom);
  return needed * standardError;
}
