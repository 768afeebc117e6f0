// Summaries from results that never ran.
import { describe, expect, it } from "vitest";
import { sampleResults } from "../../../../test/sampleResults.ts";
import { summaryOf } from "./summary.ts";

const { baseline, methods, verdicts } = sampleResults();

describe("summaryOf", () => {
  it("says of every method what temperature scaling leaves", () => {
    const summary = summaryOf(baseline, methods, verdicts);
    expect(summary.length).toBe(2);
    // verdicts of the sample: "better" as trained, "no difference" after scaling
    expect(summary[0]).toMatch(
      /^As trained, smooth:0\.1 is better calibrated than hard: recalibrating would take 0\.001 off the Brier loss of smooth:0\.1, 0\.011 off that of hard .*\. After temperature scaling, the advantage disappears/,
    );
  });

  it("passes over methods that were trained only to be chosen from", () => {
    const candidates = methods.map((method) => ({ ...method, candidateOf: "smooth:auto" }));
    expect(summaryOf(baseline, candidates, verdicts)).toEqual([]);
  });

  it("is silent of one run per method", () => {
    const single = verdicts.map((verdict) => ({ ...verdict, interval: null }));
    expect(summaryOf(baseline, methods, single)).toEqual([]);
  });

  it("is silent without verdicts, or without the baseline", () => {
    expect(summaryOf(baseline, methods, [])).toEqual([]);
    expect(summaryOf("none", methods, verdicts)).toEqual([]);
  });
});
