// A calibration advantage before and after temperature scaling: two verdicts joined in one statement.
import { counted, sentenceCase } from "../base/words.ts";
import { AmountFormat } from "./amounts.ts";
import { metricNamed } from "./comparedMetrics.ts";
import { reservations } from "./sentence.ts";
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
  /** The number of paired seeds. */
  readonly seeds: number;
  /** The number of test examples. */
  readonly examples: number;
  /** What an example is called, in the singular: "image". */
  readonly noun: string;
  /** Whether recalibration lines are cross-fitted over the test examples, for want of others. */
  readonly crossFitted: boolean;
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

/** "5 seeds, 10,000 test images" */
function sizeInWords({ seeds, examples, noun, crossFitted }: CalibrationEvidence): string {
  const fitted = crossFitted ? ", recalibration cross-fitted over them" : "";
  return `${counted(seeds, "seed")}, ${counted(examples, `test ${noun}`)}${fitted}`;
}

/**
 * Says, in three sentences, what a difference in calibration is worth: as trained, and once the logits of both methods are
 * divided by a temperature fitted on validation rows. The quantity is the calibration cost: what a recalibration line
 * learned on validation rows takes off the Brier loss of the confidences.
 *
 * @param evidence both costs with their difference and verdict, before and after scaling, and how many runs and examples they rest on
 * @example
 * ```ts
 * import { calibrationSentence } from "@softlabel/core/internal";
 * const sentence = calibrationSentence({
 *   method: "smooth:0.1",
 *   baseline: "hard",
 *   before: { costs: { method: 0.001, baseline: 0.011 }, difference: -0.01, interval: [-0.013, -0.007], verdict: "better" },
 *   after: { costs: { method: 0, baseline: 0 }, difference: 0, interval: [-0.0004, 0.0006], verdict: "no difference" },
 *   ...{ seeds: 5, examples: 10000, noun: "image", crossFitted: false },
 * });
 * sentence.includes("Exploratory: as trained, smooth:0.1 is better calibrated than hard"); // => true
 * sentence.includes("After temperature scaling, the advantage disappears"); // => true
 * ```
 */
export function calibrationSentence(evidence: CalibrationEvidence): string {
  const { method, baseline, before, after, seeds } = evidence;
  const [first, second] = [formatOf(before), formatOf(after)];
  const start = `${reservations({ metric: metricNamed("calibrationCost"), seeds })}: as trained, ${seenBefore[before.verdict]}`;
  const off = `Recalibrating would take ${first.number(before.costs.method)} off the Brier loss of {m}, ${first.number(before.costs.baseline)} off that of {b}`;
  const costs = `${second.number(after.costs.method)} against ${second.number(after.costs.baseline)}`;
  const [low, high] = after.interval;
  const rest = `After temperature scaling, ${seenAfter[before.verdict][after.verdict]} (${costs}; 95 % interval of the difference ${second.number(low)} to ${second.number(high)})`;
  const text = `${sentenceCase(start)}. ${off} (${gainInWords(before, first)}; ${sizeInWords(evidence)}). ${rest}.`;
  return text.replace(/\{([mb])\}/g, (_, which) => (which === "m" ? method : baseline));
}
