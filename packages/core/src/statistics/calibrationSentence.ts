// A calibration advantage before and after temperature scaling: two verdicts joined in one statement.
import { AmountFormat } from "./amounts.ts";
import { metricNamed } from "./comparedMetrics.ts";
import type { Verdict } from "./verdict.ts";

/** What is known of calibration at one temperature, as `compareScores` and `judge` give it for the calibration cost. */
export interface CalibrationComparison {
  /** The calibration cost of each: what recalibrating takes off its Brier loss. */
  readonly costs: { readonly method: number; readonly baseline: number };
  /** Method minus baseline. */
  readonly difference: number;
  readonly interval: readonly [low: number, high: number];
  readonly verdict: Verdict;
}

/** What the statement rests on. */
export interface CalibrationEvidence {
  readonly method: string;
  readonly baseline: string;
  /** On "calibrationCost". */
  readonly before: CalibrationComparison;
  /** On "calibrationCostScaled". */
  readonly after: CalibrationComparison;
}

/** What is seen as trained; `{m}` and `{b}` stand for method and baseline. */
const seenBefore: Readonly<Record<Verdict, string>> = {
  better: "{m} is better calibrated than {b}",
  worse: "{m} is worse calibrated than {b}",
  "no difference": "{m} and {b} are calibrated alike",
  "cannot tell": "we cannot tell which of {m} and {b} is better calibrated",
};

const better = "{m} is better calibrated";
const worse = "{m} is worse calibrated";

/** What is left of it, by both verdicts. */
const seenAfter: Readonly<Record<Verdict, Readonly<Record<Verdict, string>>>> = {
  better: {
    better: "an advantage remains",
    worse: `it turns around: ${worse}`,
    "no difference": "the advantage disappears",
    "cannot tell": "we cannot tell whether any of the advantage remains",
  },
  worse: {
    better: `it turns around: ${better}`,
    worse: "a disadvantage remains",
    "no difference": "the disadvantage disappears",
    "cannot tell": "we cannot tell whether any of the disadvantage remains",
  },
  "no difference": { better, worse, "no difference": "they stay alike", "cannot tell": "we cannot tell" },
  "cannot tell": {
    better,
    worse,
    "no difference": "they are calibrated alike",
    "cannot tell": "we cannot tell, either",
  },
};

const formatOf = ({ interval }: CalibrationComparison): AmountFormat =>
  new AmountFormat({ metric: metricNamed("calibrationCost"), interval });

/** "difference 0.010, 95 % interval 0.007 to 0.013", of the amount that recalibrating takes off more. */
function gainInWords(
  { difference, interval: [low, high], verdict }: CalibrationComparison,
  format: AmountFormat,
): string {
  const [size, from, to] = verdict === "better" ? [-difference, -high, -low] : [difference, low, high];
  return `difference ${format.number(size)}, ${format.interval(from, to)}`;
}

/**
 * Says, in two sentences, what a difference in calibration is worth: as trained, and once the logits of both methods are
 * divided by a temperature fitted on validation rows. The quantity is the calibration cost: what a recalibration line
 * learned on validation rows takes off the Brier loss of the confidences.
 *
 * @param evidence both costs with their difference and verdict, before and after scaling
 * @example
 * ```ts
 * import { calibrationSentence } from "@softlabel/core/internal";
 * const sentence = calibrationSentence({
 *   method: "smooth:0.1",
 *   baseline: "hard",
 *   before: { costs: { method: 0.001, baseline: 0.011 }, difference: -0.01, interval: [-0.013, -0.007], verdict: "better" },
 *   after: { costs: { method: 0, baseline: 0 }, difference: 0, interval: [-0.0004, 0.0006], verdict: "no difference" },
 * });
 * sentence.includes("As trained, smooth:0.1 is better calibrated than hard"); // => true
 * sentence.includes("After temperature scaling, the advantage disappears"); // => true
 * ```
 */
export function calibrationSentence({ method, baseline, before, after }: CalibrationEvidence): string {
  const [first, second] = [formatOf(before), formatOf(after)];
  const off = `recalibrating would take ${first.number(before.costs.method)} off the Brier loss of {m}, ${first.number(before.costs.baseline)} off that of {b}`;
  const start = `As trained, ${seenBefore[before.verdict]}: ${off}`;
  const costs = `${second.number(after.costs.method)} against ${second.number(after.costs.baseline)}`;
  const [low, high] = after.interval;
  const rest = `After temperature scaling, ${seenAfter[before.verdict][after.verdict]} (${costs}; 95 % interval of the difference ${second.number(low)} to ${second.number(high)})`;
  const text = `${start} (${gainInWords(before, first)}). ${rest}.`;
  return text.replace(/\{([mb])\}/g, (_, which) => (which === "m" ? method : baseline));
}
