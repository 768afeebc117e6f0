// Recalibration lines beside those of another implementation, and what they save row by row.
import { describe, expect, it } from "vitest";
import { readReference } from "../../../../test/reference.ts";
import { createRandom } from "../base/random.ts";
import { crossFitRecalibrationCosts, fitRecalibrationLine, recalibrationCosts } from "./recalibrationLine.ts";

interface Case {
  readonly name: string;
  readonly confidence: readonly number[];
  readonly correct: readonly number[];
  readonly intercept: number;
  readonly slope: number;
  readonly cost: number;
}

const cases = readReference<Case[]>("recalibration_line.json");
const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("fitRecalibrationLine", () => {
  it.each(cases)("has the line and the cost of $name", ({ confidence, correct, intercept, slope, cost }) => {
    const [c, a] = [Float64Array.from(confidence), Uint8Array.from(correct)];
    const line = fitRecalibrationLine(c, a);
    expect(Math.abs(line.intercept - intercept)).toBeLessThan(1e-6 * (1 + Math.abs(intercept)));
    expect(Math.abs(line.slope - slope)).toBeLessThan(1e-6 * (1 + Math.abs(slope)));
    expect(Math.abs(mean(recalibrationCosts(line, c, a)) - cost)).toBeLessThan(1e-9);
  });

  it("leaves calibrated confidences nearly as they are, and takes certainty for almost certain", () => {
    const confidence = Float64Array.from({ length: 1000 }, (_, i) => (i < 500 ? 0.8 : 0.6));
    const correct = Uint8Array.from({ length: 1000 }, (_, i) => (i < 400 || (i >= 500 && i < 800) ? 1 : 0));
    const line = fitRecalibrationLine(confidence, correct);
    expect(line.intercept).toBeCloseTo(0, 5);
    expect(line.slope).toBeCloseTo(1, 5);
    const sure = fitRecalibrationLine(new Float64Array([1, 1, 1, 0.5]), new Uint8Array([1, 1, 0, 1]));
    expect(Number.isFinite(sure.intercept) && Number.isFinite(sure.slope)).toBe(true);
    expect(sure.slope).toBeLessThan(0.5);
  });
});

describe("recalibrationCosts", () => {
  it("is what replacing certainty by a coin saves on a wrong answer", () => {
    expect(
      Array.from(recalibrationCosts({ intercept: 0, slope: 0 }, new Float64Array([1]), new Uint8Array([0]))),
    ).toEqual([0.75]);
  });

  it("refuses confidences beside outcomes of another length", () => {
    const line = { intercept: 0, slope: 1 };
    expect(() => recalibrationCosts(line, new Float64Array([0.5]), new Uint8Array(2))).toThrow("recalibrationCosts");
  });
});

describe("crossFitRecalibrationCosts", () => {
  const confidence = Float64Array.from({ length: 400 }, (_, i) => 0.5 + (0.49 * ((i * 7) % 400)) / 400);
  const correct = Uint8Array.from(confidence, (c, i) => ((i * 13) % 100 < 100 * (c - 0.2) ? 1 : 0));

  it("fits every row's line on the others: the mean is near that of a line from elsewhere", () => {
    const costs = crossFitRecalibrationCosts(confidence, correct, createRandom("parts"));
    const elsewhere = recalibrationCosts(fitRecalibrationLine(confidence, correct), confidence, correct);
    expect(mean(costs)).toBeGreaterThan(0.01);
    expect(mean(costs)).toBeLessThan(mean(elsewhere));
    expect(mean(elsewhere) - mean(costs)).toBeLessThan(0.01);
  });

  it("deals equal rows alike, and refuses more parts than rows", () => {
    const [a, b] = [1, 1].map((seed) => crossFitRecalibrationCosts(confidence, correct, createRandom(seed)));
    expect(a).toEqual(b);
    expect(() =>
      crossFitRecalibrationCosts(confidence.subarray(0, 3), correct.subarray(0, 3), createRandom(1)),
    ).toThrow("at least 5 rows");
  });
});
