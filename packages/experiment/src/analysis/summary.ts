// What verdicts say together: what temperature scaling leaves of a difference in calibration.
import { calibrationSentence, type CalibrationComparison } from "@softlabel/core";
import type { MethodResult, VerdictResult } from "../results/results.ts";

/** The comparison of calibration costs that a verdict rests on. */
function comparisonOf(
  { difference, interval, verdict }: VerdictResult,
  costs: CalibrationComparison["costs"],
): CalibrationComparison | undefined {
  return interval === null ? undefined : { costs, difference, interval, verdict };
}

/** Before and after temperature scaling, where there are verdicts on both. */
function calibrationOf(method: MethodResult, baseline: MethodResult, verdicts: readonly VerdictResult[]): string[] {
  const find = (metric: string) => verdicts.find((each) => each.method === method.method && each.metric === metric);
  const comparisons = (["calibrationCost", "calibrationCostScaled"] as const).map((metric) => {
    const verdict = find(metric);
    return verdict === undefined ? undefined : comparisonOf(verdict, verdict.scores);
  });
  const [before, after] = comparisons;
  if (before === undefined || after === undefined) return [];
  return [calibrationSentence({ method: method.method, baseline: baseline.method, before, after })];
}

/**
 * The sentences that join what results say of each method.
 * @param baseline name of the method that the others are compared with
 */
export function summaryOf(
  baseline: string,
  methods: readonly MethodResult[],
  verdicts: readonly VerdictResult[],
): string[] {
  const compared = methods.find(({ method }) => method === baseline);
  if (compared === undefined) return [];
  const shown = methods.filter(({ candidateOf }) => candidateOf === undefined);
  return shown.flatMap((method) => calibrationOf(method, compared, verdicts));
}
