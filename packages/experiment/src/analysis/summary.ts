// What verdicts say together: what temperature scaling leaves of a calibration advantage.
import { calibrationSentence } from "@softlabel/core";
import { pairTrials } from "./answer/standings.ts";
import type { MethodResult, TestScores, TrialResult, VerdictResult } from "../results/results.ts";

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Whether the method's calibration error after scaling is one that a perfectly calibrated model would show. */
function isAtNoiseFloor(scaled: readonly TestScores[]): boolean {
  return meanOf(scaled.map(({ ece }) => ece)) <= meanOf(scaled.map(({ eceNoiseFloor }) => eceNoiseFloor.p95));
}

/** Both signed gaps, and whether both reach the noise floor. */
function gapsOf(both: readonly (readonly TrialResult[])[]) {
  const [gap, baselineGap] = both.map((trials) => meanOf(trials.map(({ test }) => test.signedGap)));
  const atNoiseFloor = both.every((trials) => isAtNoiseFloor(trials.flatMap(({ testScaled }) => testScaled ?? [])));
  return { gap, baselineGap, atNoiseFloor };
}

/** Before and after temperature scaling, where there are verdicts on both. */
function calibrationOf(method: MethodResult, baseline: MethodResult, verdicts: readonly VerdictResult[]): string[] {
  const find = (metric: string) => verdicts.find((each) => each.method === method.method && each.metric === metric);
  const [before, after] = [find("signedGap"), find("nllScaled")];
  const pairs = pairTrials(method, baseline);
  if (before === undefined || after === undefined || pairs[0].length === 0) return [];
  const { gap, baselineGap, atNoiseFloor } = gapsOf(pairs);
  const sentence = calibrationSentence({
    method: method.method,
    baseline: baseline.method,
    gap: { method: gap, baseline: baselineGap, verdict: before.verdict },
    scaledLoss: after,
    atNoiseFloor,
  });
  return [sentence];
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
