// Summaries from results that never ran.
import { describe, expect, it } from "vitest";
import { sampleResults } from "../../../../test/sampleResults.ts";
import type { Results } from "../results/results.ts";
import { summaryOf } from "./summary.ts";

const sample = sampleResults();
const scope = "Verdicts are about new seeds and test rows like these; training set and split are taken as fixed.";
const counted = (comparisons: number): Results["verdicts"] =>
  sample.verdicts.map((verdict) => ({ ...verdict, comparisons }));

describe("summaryOf", () => {
  it("says of every method what temperature scaling leaves", () => {
    const [smooth, relax] = summaryOf(sample);
    // verdicts of the sample: "better" as trained, "no difference" after scaling
    expect(smooth).toMatch(
      /^Exploratory: as trained, smooth:0\.1 is better calibrated than hard\. Recalibrating would take 0\.001 off the Brier loss of smooth:0\.1, 0\.011 off that of hard \(.*; 5 seeds, 10,000 test images\)\. After temperature scaling, the advantage disappears/,
    );
    expect(relax).toMatch(/^Exploratory: as trained, relax:0\.1 /);
  });

  it("says of one run per method what is known of the two models", () => {
    const verdicts = sample.verdicts.map((verdict) => {
      const { interval, verdict: word, pValue, equivalencePValue, adjustedPValue, adjustedEquivalencePValue } = verdict;
      const p = { pValue, equivalencePValue, adjustedPValue, adjustedEquivalencePValue };
      const models = { ...p, interval: interval!, verdict: word };
      return { ...verdict, seeds: [1], interval: null, verdict: "cannot tell" as const, models };
    });
    const summary = summaryOf({ ...sample, verdicts });
    expect(summary[0]).toMatch(
      /^Exploratory: as trained, this smooth:0\.1 model is better calibrated than this hard model\. .*; 1 seed, /,
    );
    expect(summary.at(-1)).toBe(scope.replace("new seeds", "these models"));
  });

  it("says once for how many comparisons p-values are corrected, and what was held fixed", () => {
    const summary = summaryOf({ ...sample, verdicts: counted(4) });
    expect(summary.slice(2)).toEqual([
      "P-values are corrected for all 4 primary comparisons (2 methods × 2 measures).",
      scope,
    ]);
    // one method shares no temperature: three comparisons are defined
    expect(summaryOf({ ...sample, verdicts: counted(3) })[2]).toBe(
      "P-values are corrected for all 3 primary comparisons.",
    );
    // Those of log loss are withheld.
    expect(summaryOf({ ...sample, verdicts: counted(2) })[2]).toBe(
      "P-values are corrected for all 2 primary comparisons.",
    );
    expect(summaryOf({ ...sample, verdicts: counted(1) }).slice(2)).toEqual([scope]);
  });

  it("names the question that was declared", () => {
    const verdicts = counted(2).map((verdict) => ({ ...verdict, primary: verdict.metric === "nllScaled" }));
    const summary = summaryOf({ ...sample, verdicts, experiment: { ...sample.experiment, primary: "log-loss" } });
    expect(summary.slice(2)).toEqual([
      "Declared beforehand: log loss after temperature scaling alone carries the verdict.",
      "P-values are corrected for all 2 primary comparisons (2 methods × 1 measure).",
      scope,
    ]);
  });

  it("is silent on methods that were trained only to be chosen from, and on what is undecidable", () => {
    const candidates = sample.methods.map((method) => ({ ...method, candidateOf: "smooth:auto" }));
    expect(summaryOf({ ...sample, methods: candidates })[0]).not.toMatch(/as trained/);
    const open = sample.verdicts.map((verdict) => ({ ...verdict, undecidable: "a temperature is not determined" }));
    expect(summaryOf({ ...sample, verdicts: open })[0]).not.toMatch(/as trained/);
    expect(summaryOf({ ...sample, verdicts: [] })).toEqual([]);
  });
});
