// Every pair of verdicts before and after temperature scaling makes a statement.
import { describe, expect, it } from "vitest";
import { calibrationSentence, type CalibrationEvidence } from "./calibrationSentence.ts";
import type { Verdict } from "./verdict.ts";

const verdicts: readonly Verdict[] = ["better", "worse", "no difference", "cannot tell"];

function evidence(before: Verdict, after: Verdict): CalibrationEvidence {
  return {
    method: "smooth:0.1",
    baseline: "hard",
    before: {
      costs: { method: 0.001, baseline: 0.011 },
      difference: -0.01,
      interval: [-0.013, -0.007],
      verdict: before,
    },
    after: { costs: { method: 0.002, baseline: 0.002 }, difference: 0, interval: [-0.0004, 0.0006], verdict: after },
    ...{ seeds: 5, examples: 10000, noun: "image", crossFitted: false },
  };
}

describe("calibrationSentence", () => {
  const pairs = verdicts.flatMap((before) => verdicts.map((after) => [before, after] as const));

  it.each(pairs)("writes %s, then %s, without a word missing", (before, after) => {
    const sentence = calibrationSentence(evidence(before, after));
    expect(sentence).toMatch(/^Exploratory: as trained, .*\. Recalibrating .*\. After temperature scaling, .*\.$/);
    expect(sentence).not.toMatch(/undefined|NaN|\{|\}| {2}/);
    expect(sentence).toContain("take 0.001 off the Brier loss of smooth:0.1, 0.011 off that of hard");
  });

  it("says something else for every pair", () => {
    const sentences = pairs.map(([before, after]) => calibrationSentence(evidence(before, after)));
    expect(new Set(sentences).size).toBe(pairs.length);
  });

  it("writes names as they are", () => {
    const sentence = calibrationSentence({ ...evidence("better", "better"), method: "$& {b}", baseline: "a$'b" });
    expect(sentence).toContain("as trained, $& {b} is better calibrated than a$'b. ");
  });

  it("says that an advantage disappears only where there is proof of it", () => {
    expect(calibrationSentence(evidence("better", "no difference"))).toBe(
      "Exploratory: as trained, smooth:0.1 is better calibrated than hard. Recalibrating would take 0.001 off the Brier loss of smooth:0.1, 0.011 off that of hard (difference 0.010, 95 % interval 0.007 to 0.013; 5 seeds, 10,000 test images). After temperature scaling, the advantage disappears (0.0020 against 0.0020; 95 % interval of the difference -0.0004 to 0.0006).",
    );
    expect(calibrationSentence(evidence("better", "cannot tell"))).toContain("whether any of the advantage remains");
  });

  it("says how much it rests on, and what little may be said of few seeds", () => {
    const few = { ...evidence("better", "better"), seeds: 2, examples: 300, noun: "example", crossFitted: true };
    const sentence = calibrationSentence(few);
    expect(sentence).toMatch(/^Exploratory; two seeds, a first look: as trained, smooth:0\.1 is better calibrated /);
    expect(sentence).toContain("0.013; 2 seeds, 300 test examples, recalibration cross-fitted over them). After");
    expect(calibrationSentence({ ...few, seeds: 3 })).toMatch(/^Exploratory; quick look: as trained/);
  });
});
