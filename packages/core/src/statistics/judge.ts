// Judges a comparison: the verdict and the sentence that says it.
import { checkRange } from "../base/check.ts";
import { readOptions } from "../base/options.ts";
import type { Comparison } from "./compareScores.ts";
import { sentenceOf } from "./sentence.ts";
import { verdictOf } from "./verdict.ts";
import type { Verdict } from "./verdict.ts";

/** What is judged. */
export interface JudgeOptions {
  /** The method's name, as it should be read. */
  readonly method: string;
  readonly baseline: string;
  readonly comparison: Comparison;
  /** `comparison.advantage.pValue` after `holm` over all methods compared with the baseline in this metric. */
  readonly adjustedPValue: number;
  /** What a test example is called, in the singular; "example" unless told otherwise. */
  readonly noun?: string;
}

/** What may be said. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly sentence: string;
}

/**
 * Judges a comparison.
 *
 * *better* or *worse* where the adjusted p-value is below 0.05; *no difference* where the whole interval is smaller than the
 * metric's margin; else *cannot tell*, with the smallest difference that would show (80 % power). *cannot tell*, too, where
 * nothing varies: equal differences throughout, or a single test example.
 *
 * @param subject method, baseline, their comparison, its adjusted p-value and the examples' noun
 * @throws UsageError where the adjusted p-value lies outside [0, 1] or below the unadjusted one
 * @example
 * ```ts
 * import { compareScores, judge, metricNamed } from "@softlabel/core";
 * const scores = (error: number[]) => {
 *   const column = Float64Array.from(error);
 *   return { error: column, nll: column, brier: column, gap: column };
 * };
 * const comparison = compareScores(metricNamed("accuracy"), [scores([0, 0, 1])], [scores([1, 0, 0])]);
 * judge({ method: "smooth:0.1", baseline: "hard", comparison, adjustedPValue: 1 }).verdict; // => "cannot tell"
 * ```
 */
export function judge(options: JudgeOptions): Judgement {
  const complete = readOptions("judge", options, {
    method: undefined,
    baseline: undefined,
    comparison: undefined,
    adjustedPValue: undefined,
    noun: "example",
  });
  const { comparison, adjustedPValue } = complete;
  const { pValue } = comparison.advantage;
  checkRange("judge", "the adjusted p-value", adjustedPValue, { from: pValue, to: 1 }, "adjust p-values by holm");
  const verdict = verdictOf(comparison, adjustedPValue);
  return { verdict, sentence: sentenceOf(complete, verdict) };
}
