// Summaries from results that never ran.
import { describe, expect, it } from "vitest";
import { sampleResults } from "../../../../test/sampleResults.ts";
import { summaryOf } from "./summary.ts";

const { baseline, methods, verdicts } = sampleResults();

describe("summaryOf", () => {
  it("says of every method what temperature scaling leaves", () => {
    const summary = summaryOf(baseline, methods, verdicts);
    expect(summary.length).toBe(2);
    // verdicts of the sample: "no difference" in signed gaps, "better" in log loss after scaling
    expect(summary[0]).toMatch(
      /^As trained, smooth:0\.1 looks as well calibrated as hard \(confidence minus accuracy [+-]\d\.\d+ points against \+\d\.\d+ points\)\. After temperature scaling, .*log loss is lower \(better\) with smooth:0\.1/,
    );
  });

  it("passes over methods that were trained only to be chosen from", () => {
    const candidates = methods.map((method) => ({ ...method, candidateOf: "smooth:auto" }));
    expect(summaryOf(baseline, candidates, verdicts)).toEqual([]);
  });

  it("finds the noise floor only where both methods reach it", () => {
    const withError = (ece: number) =>
      methods.map((method) => ({
        ...method,
        trials: method.trials.map((trial) => ({ ...trial, testScaled: { ...trial.testScaled!, ece } })),
      }));
    const [reaching, [far]] = [withError(0), withError(1)];
    expect(summaryOf(baseline, reaching, verdicts)[0]).toContain("both are at the noise floor:");
    expect(summaryOf(baseline, [far, ...reaching.slice(1)], verdicts).join(" ")).not.toContain("noise floor");
  });

  it("is silent where a method shares no seed with the baseline", () => {
    const [hard, smooth] = methods;
    expect(summaryOf(baseline, [hard, { ...smooth, trials: [] }], verdicts)).toEqual([]);
  });

  it("is silent without verdicts, or without the baseline", () => {
    expect(summaryOf(baseline, methods, [])).toEqual([]);
    expect(summaryOf("none", methods, verdicts)).toEqual([]);
  });
});
