// What verdicts say together: what they hold for, what they were corrected for, and what temperature scaling leaves of calibration.
import { metricNamed } from "@softlabel/core";
import type { Results, VerdictResult } from "../results/results.ts";
import { counted, calibrationSentence, type CalibrationComparison } from "@softlabel/core/internal";

/** What a summary is made from. */
type Judged = Pick<Results, "baseline" | "methods" | "verdicts" | "experiment" | "data">;

/** The comparison of calibration costs that a verdict rests on: of the methods, or with one seed of the two models. */
function comparisonOf(result: VerdictResult | undefined): CalibrationComparison | undefined {
  if (result === undefined || result.undecidable !== undefined) return undefined;
  const { interval, verdict } = result.models ?? result;
  return interval === null ? undefined : { costs: result.scores, difference: result.difference, interval, verdict };
}

/** Before and after temperature scaling, where there are verdicts on both. */
function calibrationOf(method: string, { baseline, verdicts, data }: Judged): string[] {
  const find = (metric: string) => verdicts.find((each) => each.method === method && each.metric === metric);
  const trained = find("calibrationCost");
  const [before, after] = [trained, find("calibrationCostScaled")].map(comparisonOf);
  if (trained === undefined || before === undefined || after === undefined) return [];
  const [own, other] = [method, baseline].map((name) => (trained.models === undefined ? name : `this ${name} model`));
  const sizes = { seeds: trained.seeds.length, examples: data.testCount, noun: data.noun };
  const crossFitted = data.validationCount === 0;
  return [calibrationSentence({ method: own, baseline: other, before, after, ...sizes, crossFitted })];
}

/** For how many comparisons the primary p-values are corrected, and which question was declared. */
function correctionOf({ verdicts, experiment }: Judged): string[] {
  const primary = verdicts.filter((verdict) => verdict.primary);
  const metrics = [...new Set(primary.map(({ metric }) => metric))];
  const most = Math.max(0, ...primary.map(({ comparisons }) => comparisons));
  const methods = new Set(primary.map(({ method }) => method)).size;
  // Comparisons that are withheld have no p-value, and are not corrected for.
  const isWhole = most === methods * metrics.length;
  const parts = isWhole ? ` (${counted(methods, "method")} × ${counted(metrics.length, "measure")})` : "";
  const carries = metrics.map(
    (metric) => `Declared beforehand: ${metricNamed(metric).name} alone carries the verdict.`,
  );
  const declared = experiment.primary === undefined ? [] : carries;
  return [...declared, ...(most < 2 ? [] : [`P-values are corrected for all ${most} primary comparisons${parts}.`])];
}

/** What was held fixed, said once. */
function scopeOf({ verdicts }: Judged): string[] {
  if (verdicts.length === 0) return [];
  const seeds = verdicts.every(({ seeds: paired }) => paired.length === 1) ? "these models" : "new seeds";
  return [`Verdicts are about ${seeds} and test rows like these; training set and split are taken as fixed.`];
}

/** The sentences that join what results say of all methods. */
export function summaryOf(judged: Judged): string[] {
  const shown = judged.methods.filter(({ candidateOf }) => candidateOf === undefined);
  return [...shown.flatMap(({ method }) => calibrationOf(method, judged)), ...correctionOf(judged), ...scopeOf(judged)];
}
