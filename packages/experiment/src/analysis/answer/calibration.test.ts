// Whether a method is calibrated, in words, for everything that scores and temperatures may come to.
import { createRandom } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { sampleScores } from "../../../../../test/sampleResults.ts";
import type { TestScores, TrialResult } from "../../results/results.ts";
import { calibrationFinding } from "./calibration.ts";

const scores = (ece: number, p95: number, signedGap: number, nll = 0.5): TestScores => ({
  ...sampleScores(createRandom(1), 0.9, 0.1),
  ...{ ece, signedGap, nll, eceNoiseFloor: { mean: p95 / 2, p95 } },
});

/** A trial with these scores, and after scaling with the others. */
function trial(test: TestScores, scaled: TestScores | null, more: Partial<TrialResult> = {}): TrialResult {
  const temperature = scaled === null ? null : 7.214;
  return { seed: 1, epochs: [], test, temperature, testScaled: scaled, geometry: null, ...more };
}

const of = (...trials: TrialResult[]) =>
  calibrationFinding({ method: "nb", trials }, { testCount: 228, noun: "example" });

const over = scores(0.075, 0.014, 0.072);
const repaired = scores(0.023, 0.045, 0.018);
const start =
  "nb is over-confident by 7.2 points, beyond chance: ECE 7.5 %, where a calibrated model would stay below 1.4 % (228 test examples).";

describe("calibrationFinding", () => {
  it("says how far off a model is, what chance would show, and which temperature repairs it", () => {
    expect(of(trial(over, repaired))).toEqual({
      finding: "over-confident",
      trained: { size: 0.075, chance: 0.014, gap: 0.072 },
      scaled: { size: 0.023, chance: 0.045, gap: 0.018 },
      sentence: `${start} Temperature 7.21 repairs it: ECE 2.3 % after scaling, within chance (4.5 %).`,
    });
  });

  it.each([
    ["under-confident", scores(0.096, 0.019, -0.096), "nb is under-confident by 9.6 points, beyond chance: ECE 9.6 %,"],
    ["mixed", scores(0.06, 0.02, 0.029), "nb is over-confident at some confidences and under-confident at others, beyond chance: ECE 6.0 %,"],
    ["over-confident", scores(0.06, 0.02, 0.03), "nb is over-confident by 3.0 points, beyond chance:"],
    ["within chance", scores(0.016, 0.016, 0.016), "nb shows no miscalibration beyond chance: ECE 1.6 %, where a calibrated model would stay below 1.6 %"],
  ] as const)("finds a model %s", (finding, test, begin) => {
    const found = of(trial(test, repaired));
    expect(found.finding).toBe(finding);
    expect(found.sentence.startsWith(begin)).toBe(true);
  }); // prettier-ignore

  it.each([
    ["reduces it", scores(0.031, 0.011, 0.03), "Temperature 7.21 reduces it to ECE 3.1 %, still beyond chance (1.1 %)."],
    ["does not repair it", scores(0.08, 0.011, 0.03), "Temperature 7.21 does not repair it: ECE 8.0 % after scaling."],
    ["is not known", null, "No temperature was fitted."],
  ] as const)("says where the temperature %s", (_, scaled, end) => {
    expect(of(trial(over, scaled)).sentence).toBe(`${start} ${end}`);
  }); // prettier-ignore

  it("says what scaling does to the log loss where there is nothing to repair", () => {
    const { sentence } = of(trial(scores(0.067, 0.073, -0.054, 0.1011), scores(0.009, 0.018, 0.009, 0.062)));
    expect(sentence).toMatch(/Temperature 7\.21 changes log loss from 0\.101 to 0\.062 nats\.$/);
  });

  it("gives the reason where a temperature could not be determined", () => {
    const capped = { temperatureWarning: "it was capped at 1" };
    expect(of(trial(over, repaired, capped)).sentence).toBe(
      `${start} The temperature could not be determined: it was capped at 1.`,
    );
    const several = [1, 2, 3].map((seed) => trial(over, repaired, { seed, ...(seed > 1 ? capped : {}) }));
    expect(of(...several).sentence).toMatch(/could not be determined in seeds 2 and 3: it was capped at 1\.$/);
  });

  it("takes the mean over seeds and says so", () => {
    const found = of(trial(over, repaired), trial(scores(0.055, 0.016, 0.052), repaired, { seed: 2, temperature: 5 }));
    expect(found.trained.size).toBeCloseTo(0.065, 12);
    expect(found.trained.chance).toBeCloseTo(0.015, 12);
    expect(found.sentence).toMatch(
      /^nb is over-confident by 6\.2 points, .* \(mean of 2 seeds, 228 test examples\)\. Temperature 6\.11 /,
    );
  });

  it("has no scores after scaling unless every seed has a temperature", () => {
    expect(of(trial(over, repaired), trial(over, null)).scaled).toBeNull();
  });

  it("writes a digit that counts of what is small", () => {
    expect(of(trial(scores(0.014, 0.00023, 0.014), repaired)).sentence).toContain("would stay below 0.02 % (");
    expect(of(trial(scores(0.014, 0, 0.014), repaired)).sentence).toContain("would stay below 0.0 % (");
  });
});
