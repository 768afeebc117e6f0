// What verdicts say together: what temperature scaling leaves of a calibration advantage, and what was chosen.
import { calibrationSentence, choiceSentence } from "@softlabel/core";
import type { MethodResult, TestScores, VerdictResult } from "./results.ts";

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Whether the method's calibration error after scaling is one that a perfectly calibrated model would show. */
function isAtNoiseFloor(scaled: readonly TestScores[]): boolean {
  return meanOf(scaled.map(({ ece }) => ece)) <= meanOf(scaled.map(({ eceNoiseFloor }) => eceNoiseFloor.p95));
}

/** Both signed gaps, over the seeds that both have, and whether both reach the noise floor. */
function gapsOf(method: MethodResult, baseline: MethodResult) {
  const seeds = new Set(baseline.trials.map(({ seed }) => seed));
  const own = method.trials.filter(({ seed }) => seeds.has(seed));
  const shared = new Set(own.map(({ seed }) => seed));
  const both = [own, baseline.trials.filter(({ seed }) => shared.has(seed))];
  const [gap, baselineGap] = both.map((trials) => meanOf(trials.map(({ test }) => test.signedGap)));
  const atNoiseFloor = both.every((trials) => isAtNoiseFloor(trials.flatMap(({ testScaled }) => testScaled ?? [])));
  return { gap, baselineGap, atNoiseFloor };
}

/** Before and after temperature scaling, where there are verdicts on both. */
function calibrationOf(method: MethodResult, baseline: MethodResult, verdicts: readonly VerdictResult[]): string[] {
  const find = (metric: string) => verdicts.find((each) => each.method === method.method && each.metric === metric);
  const [before, after] = [find("signedGap"), find("nllScaled")];
  if (before === undefined || after === undefined) return [];
  const { gap, baselineGap, atNoiseFloor } = gapsOf(method, baseline);
  const sentence = calibrationSentence({
    method: method.method,
    baseline: baseline.method,
    gap: { method: gap, baseline: baselineGap, verdict: before.verdict },
    scaledLoss: after,
    atNoiseFloor,
  });
  return [sentence];
}

function choiceOf({ method, trials }: MethodResult): string[] {
  const chosen = trials.flatMap((trial) => trial.chosen ?? []);
  return chosen.length === 0 ? [] : [choiceSentence(method, chosen)];
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
  return shown.flatMap((method) => [...choiceOf(method), ...calibrationOf(method, compared, verdicts)]);
}
