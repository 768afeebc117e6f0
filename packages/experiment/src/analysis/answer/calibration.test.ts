// Whether a method is calibrated, in words, for everything that costs, scores and temperatures may come to.
import { createRandom } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { sampleScores } from "../../../../../test/sampleResults.ts";
import type { CostInterval, MethodCost, TestScores, TrialResult } from "../../results/results.ts";
import { calibrationFinding } from "./calibration.ts";

const scores = (ece: number, signedGap: number, nll = 0.5): TestScores => ({
  ...sampleScores(createRandom(1), 0.9, 0.1),
  ...{ ece, signedGap, nll, eceNoiseFloor: { mean: 0.007, p95: 0.014 } },
});

/** A trial with these scores, and after scaling with the others. */
function trial(test: TestScores, scaled: TestScores | null, more: Partial<TrialResult> = {}): TrialResult {
  const temperature = scaled === null ? null : 7.214;
  return { seed: 1, epochs: [], test, temperature, testScaled: scaled, geometry: null, ...more };
}

/** The one-sided lower bound is a little above the end of the interval. */
const cost = (mean: number, low: number, high: number): CostInterval => ({
  ...{ cost: mean, interval: [low, high] },
  lowerBound: low + (mean - low) / 6,
});
const clear: MethodCost = { trained: cost(0.048, 0.02, 0.08), scaled: cost(0.001, -0.003, 0.006) };

const of = (calibrationCost: MethodCost, ...trials: TrialResult[]) =>
  calibrationFinding({ method: "nb", trials, calibrationCost }, { testCount: 228, noun: "example" });

const over = scores(0.075, 0.072);
const repaired = scores(0.023, 0.018);
const start =
  "This nb model is over-confident by 7.2 points, beyond chance: calibration cost 0.048 (95 % lower bound 0.025; 228 test examples), ECE 7.5 %.";

describe("calibrationFinding", () => {
  it("says how far off a model is, what recalibrating gains, and which temperature repairs it", () => {
    expect(of(clear, trial(over, repaired))).toEqual({
      finding: "over-confident",
      trained: { size: 0.075, chance: 0.014, gap: 0.072 },
      scaled: { size: 0.023, chance: 0.014, gap: 0.018 },
      sentence: `${start} Temperature 7.21 leaves nothing beyond chance: calibration cost 0.001 (95 % interval -0.003 to 0.006) and ECE 2.3 % after scaling.`,
    });
  });

  it.each([
    ["under-confident", scores(0.096, -0.096), "under-confident by 9.6 points, beyond chance:"],
    ["mixed", scores(0.06, 0.029), "over-confident at some confidences and under-confident at others, beyond chance:"],
    ["over-confident", scores(0.06, 0.03), "over-confident by 3.0 points, beyond chance:"],
  ] as const)("takes the direction from the gap: %s", (finding, test, words) => {
    const found = of(clear, trial(test, repaired));
    expect(found.finding).toBe(finding);
    expect(found.sentence.startsWith(`This nb model is ${words}`)).toBe(true);
  });

  it("rests on the cost, whatever the ECE", () => {
    const open = of({ ...clear, trained: cost(0.002, -0.004, 0.005) }, trial(over, repaired));
    expect(open.finding).toBe("cannot tell");
    expect(open.sentence).toMatch(
      /^Cannot tell whether this nb model is calibrated: calibration cost 0\.002 \(95 % interval -0\.004 to 0\.005; 228 test examples\), ECE 7\.5 %\. /,
    );
    const fine = of({ ...clear, trained: cost(0.0001, -0.0005, 0.0007) }, trial(over, repaired));
    expect(fine.finding).toBe("calibrated");
    expect(fine.sentence).toMatch(
      /^This nb model is calibrated: recalibrating would lower its Brier loss by less than 0\.001: calibration cost /,
    );
    expect(of(clear, trial(scores(0.001, 0.001), repaired)).finding).toBe("over-confident");
  });

  it("asks one side only: 0 may be within the two-sided interval", () => {
    expect(of({ ...clear, trained: cost(0.023, -0.0004, 0.05) }, trial(over, repaired)).sentence).toMatch(
      /over-confident by 7\.2 points, beyond chance: calibration cost 0\.023 \(95 % lower bound 0\.004;/,
    );
  });

  it("cannot tell where rows are too few for a cost", () => {
    const found = of({ trained: null, scaled: null }, trial(over, null));
    expect(found.finding).toBe("cannot tell");
    expect(found.sentence).toBe(
      "Cannot tell whether this nb model is calibrated: too few rows (228 test examples), ECE 7.5 %. No temperature was fitted.",
    );
  });

  it.each([
    ["reduces it", cost(0.004, 0.001, 0.007), "Temperature 7.21 reduces it, still beyond chance: calibration cost 0.004 (95 % lower bound 0.002) and ECE 2.3 % after scaling."],
    ["does not repair it", cost(0.05, 0.02, 0.08), "Temperature 7.21 does not repair it: calibration cost 0.050 (95 % lower bound 0.025) and ECE 2.3 % after scaling."],
  ] as const)("says where the temperature %s", (_, scaled, end) => {
    expect(of({ ...clear, scaled }, trial(over, repaired)).sentence).toBe(`${start} ${end}`);
  }); // prettier-ignore

  it("says where no temperature was fitted", () => {
    expect(of({ ...clear, scaled: null }, trial(over, null)).sentence).toBe(`${start} No temperature was fitted.`);
  });

  it("says what scaling does to the log loss where there is nothing to repair", () => {
    const open = { ...clear, trained: cost(0.002, -0.004, 0.005) };
    const { sentence } = of(open, trial(scores(0.067, -0.054, 0.1011), scores(0.009, 0.009, 0.062)));
    expect(sentence).toMatch(/Temperature 7\.21 changes log loss from 0\.101 to 0\.062 nats\.$/);
  });

  it("gives the reason where a temperature could not be determined", () => {
    const capped = { temperatureWarning: "it was capped at 1" };
    expect(of(clear, trial(over, repaired, capped)).sentence).toBe(
      `${start} The temperature could not be determined: it was capped at 1.`,
    );
    const several = [1, 2, 3].map((seed) => trial(over, repaired, { seed, ...(seed > 1 ? capped : {}) }));
    expect(of(clear, ...several).sentence).toMatch(/could not be determined in seeds 2 and 3: it was capped at 1\.$/);
  });

  it("speaks of the method where there are several seeds", () => {
    const found = of(clear, trial(over, repaired), trial(scores(0.055, 0.052), repaired, { seed: 2, temperature: 5 }));
    expect(found.trained.size).toBeCloseTo(0.065, 12);
    expect(found.sentence).toMatch(
      /^nb is over-confident by 6\.2 points, .*; 2 seeds, 228 test examples\), .* Temperature 6\.11 /,
    );
  });

  it("has no scores after scaling unless every seed has a temperature", () => {
    expect(of({ ...clear, scaled: null }, trial(over, repaired), trial(over, null)).scaled).toBeNull();
  });
});
