// Every pair of verdicts before and after temperature scaling makes a statement.
import { describe, expect, it } from "vitest";
import { calibrationSentence, type CalibrationEvidence } from "./calibrationSentence.ts";
import type { Verdict } from "./verdict.ts";

const verdicts: readonly Verdict[] = ["better", "worse", "no difference", "cannot tell"];

function evidence(before: Verdict, after: Verdict): CalibrationEvidence {
  return {
    method: "smooth:0.1",
    baseline: "hard",
    gap: { method: -0.012, baseline: 0.06, verdict: before },
    scaledLoss: { difference: -0.02, interval: [-0.03, -0.01], verdict: after },
  };
}

describe("calibrationSentence", () => {
  const pairs = verdicts.flatMap((before) => verdicts.map((after) => [before, after] as const));

  it.each(pairs)("writes %s, then %s, without a word missing", (before, after) => {
    const sentence = calibrationSentence(evidence(before, after));
    expect(sentence).toMatch(/^As trained, .*\. After temperature scaling, .*\.$/);
    expect(sentence).not.toMatch(/undefined|NaN|\{|\}| {2}/);
    expect(sentence).toContain("confidence minus accuracy -1.2 points against +6.0 points");
  });

  it("says something else for every pair", () => {
    const sentences = pairs.map(([before, after]) => calibrationSentence(evidence(before, after)));
    expect(new Set(sentences).size).toBe(pairs.length);
  });

  it("writes names as they are", () => {
    const sentence = calibrationSentence({ ...evidence("better", "better"), method: "$& {b}", baseline: "a$'b" });
    expect(sentence).toContain("As trained, $& {b} looks better calibrated than a$'b (");
  });

  it("says that an advantage disappears", () => {
    const { gap, scaledLoss, ...names } = evidence("better", "no difference");
    const sentence = calibrationSentence({
      ...names,
      gap: { ...gap, method: 0.012 },
      scaledLoss: { ...scaledLoss, difference: 0.002, interval: [-0.004, 0.008] },
      atNoiseFloor: true,
    });
    expect(sentence).toBe(
      "As trained, smooth:0.1 looks better calibrated than hard (confidence minus accuracy +1.2 points against +6.0 points). After temperature scaling, both are at the noise floor: the calibration advantage disappears (difference in log loss 0.002 nats, 95 % interval -0.004 to 0.008).",
    );
  });

  it("says that an advantage remains", () => {
    expect(calibrationSentence(evidence("better", "better"))).toBe(
      "As trained, smooth:0.1 looks better calibrated than hard (confidence minus accuracy -1.2 points against +6.0 points). After temperature scaling, an advantage remains: log loss is lower (better) with smooth:0.1 (difference in log loss -0.020 nats, 95 % interval -0.030 to -0.010).",
    );
  });
});
