// What becomes of a calibration advantage after temperature scaling: two verdicts joined in one statement.
import { readOptions } from "../base/options.ts";
import { AmountFormat } from "./amounts.ts";
import { metricNamed } from "./metricTable.ts";
import type { Verdict } from "./verdict.ts";

/** What the statement rests on; each part as `compareScores` and `judge` give it. */
export interface CalibrationEvidence {
  readonly method: string;
  readonly baseline: string;
  /** Signed gaps of both as trained, and the verdict on "signedGap". */
  readonly gap: { readonly method: number; readonly baseline: number; readonly verdict: Verdict };
  /** Method minus baseline in "nllScaled", and the verdict on it. */
  readonly scaledLoss: {
    readonly difference: number;
    readonly interval: readonly [number, number];
    readonly verdict: Verdict;
  };
  /** Whether both, after temperature scaling, have no more calibration error than a perfectly calibrated model would show. */
  readonly atNoiseFloor?: boolean;
}

/** What is seen as trained; `{m}` and `{b}` stand for method and baseline. */
const before: Readonly<Record<Verdict, string>> = {
  better: "{m} looks better calibrated than {b}",
  worse: "{m} looks worse calibrated than {b}",
  "no difference": "{m} looks as well calibrated as {b}",
  "cannot tell": "it is unclear which of {m} and {b} is better calibrated",
};

const remains = "log loss is lower (better) with {m}";
const turned = "log loss is higher (worse) with {m}";
const open = "it is unclear which has the lower log loss";

/** What is left of it, by both verdicts. */
const after: Readonly<Record<Verdict, Readonly<Record<Verdict, string>>>> = {
  better: {
    better: `an advantage remains: ${remains}`,
    worse: `it turns around: ${turned}`,
    "no difference": "the calibration advantage disappears",
    "cannot tell": "it is unclear whether any of this advantage remains",
  },
  worse: {
    better: `it turns around: ${remains}`,
    worse: `a disadvantage remains: ${turned}`,
    "no difference": "the calibration disadvantage disappears",
    "cannot tell": "it is unclear whether any of this disadvantage remains",
  },
  "no difference": { better: remains, worse: turned, "no difference": "they stay alike", "cannot tell": open },
  "cannot tell": { better: remains, worse: turned, "no difference": "they do not differ", "cannot tell": open },
};

/** "+1.2 points" */
function signed(gap: number, format: AmountFormat): string {
  const text = format.amount(gap);
  return gap > 0 && Number.parseFloat(text) !== 0 ? `+${text}` : text;
}

/**
 * Says, in two sentences, what a difference in calibration is worth: what it looks like as trained, and what is left of it
 * once the logits of both methods are divided by a temperature fitted on validation data.
 *
 * @param evidence both signed gaps with their verdict, and the difference in log loss after scaling with its own
 * @example
 * ```ts
 * import { calibrationSentence } from "@softlabel/core";
 * const sentence = calibrationSentence({
 *   method: "smooth:0.1",
 *   baseline: "hard",
 *   gap: { method: 0.012, baseline: 0.06, verdict: "better" },
 *   scaledLoss: { difference: 0.002, interval: [-0.004, 0.008], verdict: "no difference" },
 *   atNoiseFloor: true,
 * });
 * sentence.includes("As trained, smooth:0.1 looks better calibrated than hard"); // => true
 * sentence.includes("both are at the noise floor: the calibration advantage disappears"); // => true
 * ```
 */
export function calibrationSentence(evidence: CalibrationEvidence): string {
  const { method, baseline, gap, scaledLoss, atNoiseFloor } = readOptions("calibrationSentence", evidence, {
    method: undefined,
    baseline: undefined,
    gap: undefined,
    scaledLoss: undefined,
    atNoiseFloor: false,
  });
  const points = new AmountFormat({ metric: metricNamed("signedGap"), interval: [gap.method, gap.baseline] });
  const nats = new AmountFormat({ metric: metricNamed("nllScaled"), interval: scaledLoss.interval });
  const [low, high] = scaledLoss.interval;
  const gaps = `confidence minus accuracy ${signed(gap.method, points)} against ${signed(gap.baseline, points)}`;
  const floor = atNoiseFloor ? " both are at the noise floor:" : "";
  const loss = `difference in log loss ${nats.amount(scaledLoss.difference)}, 95 % interval ${nats.number(low)} to ${nats.number(high)}`;
  const text = `As trained, ${before[gap.verdict]} (${gaps}). After temperature scaling,${floor} ${after[gap.verdict][scaledLoss.verdict]} (${loss}).`;
  return text.replace(/\{([mb])\}/g, (_, which) => (which === "m" ? method : baseline));
}
