// Maximum, root mean square, classwise and smooth calibration errors, and Murphy's decomposition.
import { describe, expect, it } from "vitest";
import { createRandom } from "../../base/random.ts";
import { classwiseCalibrationError } from "./classwiseCalibrationError.ts";
import { expectedCalibrationError } from "./expectedCalibrationError.ts";
import { fixture } from "../metrics.fixtures.ts";
import { maximumCalibrationError } from "./maximumCalibrationError.ts";
import { murphyDecomposition } from "./murphyDecomposition.ts";
import type { MurphyDecomposition } from "./murphyDecomposition.ts";
import { rootMeanSquareCalibrationError } from "./rootMeanSquareCalibrationError.ts";
import { smoothCalibrationError } from "./smoothCalibrationError.ts";

describe("further calibration errors of the evaluation fixtures", () => {
  it.each([
    // torchmetrics
    ["A", "left-closed", 10, 0.5],
    ["A", "left-closed", 15, 0.5],
    // equal-width libraries agree on B, which has no edge values
    ["B", "right-closed", 15, 0.32124],
    ["B", "left-closed", 15, 0.32124],
  ] as const)("MCE of %s, %s, %d bins", (name, binning, bins, expected) => {
    const { confidence, correct } = fixture(name);
    expect(maximumCalibrationError(confidence, correct, { bins, binning })).toBeCloseTo(expected, 6);
  });

  it.each([
    ["A", "left-closed", 10, 0.3],
    ["A", "left-closed", 15, 0.3],
    ["B", "right-closed", 10, 0.096454],
    ["B", "right-closed", 15, 0.111451],
    // what uncertainty-calibration calls the plug-in estimate
    ["A", "equal-mass", 15, 0.3],
    ["B", "equal-mass", 15, 0.151354],
  ] as const)("RMSCE of %s, %s, %d bins", (name, binning, bins, expected) => {
    const { confidence, correct } = fixture(name);
    expect(rootMeanSquareCalibrationError(confidence, correct, { bins, binning })).toBeCloseTo(expected, 6);
  });

  it.each([
    // uncertainty-calibration closes bins on the right, torch-uncertainty on the left
    ["A", "right-closed", 10, 0.243333],
    ["A", "right-closed", 15, 0.282222],
    // torch-uncertainty has 0.221111 at 10 bins: edges from linspace in float64 miss 0.3, 0.6 and 0.7 by a rounding
    ["A", "left-closed", 10, 0.254444],
    ["A", "left-closed", 15, 0.254444],
    ["B", "right-closed", 10, 0.07001],
    ["B", "left-closed", 10, 0.07001],
  ] as const)("classwise error of %s, %s, %d bins", (name, binning, bins, expected) => {
    const { logits, labels, classes } = fixture(name);
    expect(classwiseCalibrationError(logits, labels, classes, { bins, binning })).toBeCloseTo(expected, 6);
  });

  it.each([
    [0.05, 0.205429],
    // the width that relplot finds, a multiple of 1/1024
    [150 / 1024, 0.145318],
  ])("smooth error of A at width %d", (bandwidth, expected) => {
    // relplot gives an example of confidence 1 half its weight; the only one in A has a gap of 0
    const { confidence, correct } = fixture("A");
    const error = smoothCalibrationError(confidence, correct, { bandwidth });
    expect(Math.abs((error * 12) / 11.5 - expected)).toBeLessThan(3e-4);
  });

  it("smooth error of B, whose width relplot knows to 1/1024", () => {
    const { confidence, correct } = fixture("B");
    expect(Math.abs(smoothCalibrationError(confidence, correct) - 0.072322)).toBeLessThan(3e-4);
  });

  it("gives fixture B its Brier loss in five parts", () => {
    const { confidence, correct } = fixture("B");
    const parts = murphyDecomposition(confidence, correct, { bins: 10 });
    const expected: MurphyDecomposition = {
      brier: 0.241114,
      reliability: 0.009303,
      resolution: 0.017039,
      uncertainty: 0.2499,
      withinBinVariance: 0.00076,
      withinBinCovariance: 0.00181,
    };
    for (const part of Object.keys(expected) as (keyof MurphyDecomposition)[])
      expect(parts[part], part).toBeCloseTo(expected[part], 6);
  });

  it("gives fixture A its top-label Brier loss", () => {
    const { confidence, correct } = fixture("A");
    expect(murphyDecomposition(confidence, correct).brier).toBeCloseTo(0.215, 6);
  });
});

/** Confidences and outcomes drawn with a chance of confidence to the power given: 1 is calibrated. */
function drawn(n: number, power: number): { confidence: Float64Array; correct: Uint8Array } {
  const random = createRandom(`power ${power}`);
  const confidence = Float64Array.from({ length: n }, () => random.uniform());
  return { confidence, correct: Uint8Array.from(confidence, (c) => (random.uniform() < c ** power ? 1 : 0)) };
}

describe("the further calibration errors", () => {
  it("are in order: expected, root mean square, maximum", () => {
    const { confidence, correct } = drawn(500, 2);
    const ece = expectedCalibrationError(confidence, correct);
    const rmsce = rootMeanSquareCalibrationError(confidence, correct);
    expect(ece).toBeLessThan(rmsce);
    expect(rmsce).toBeLessThan(maximumCalibrationError(confidence, correct));
  });

  it("pass over bins without examples", () => {
    const [confidence, correct] = [Float64Array.of(1), Uint8Array.of(1)];
    expect(maximumCalibrationError(confidence, correct)).toBe(0);
    expect(rootMeanSquareCalibrationError(confidence, correct)).toBe(0);
    expect(murphyDecomposition(confidence, correct).reliability).toBe(0);
  });

  it("binary classwise error is that of one class: the other's gaps mirror it", () => {
    const { confidence, correct } = drawn(200, 2);
    const logits = Float64Array.from(confidence).map((_, i) => Math.log(confidence[i] / (1 - confidence[i])));
    const rows = Float64Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 0 : logits[(i - 1) / 2]));
    const labels = Int32Array.from(correct);
    expect(classwiseCalibrationError(rows, labels, 2)).toBeCloseTo(expectedCalibrationError(confidence, correct), 10);
  });
});

describe("smoothCalibrationError", () => {
  it("is near 0 for calibrated confidences and near ∫ |c - c²| = 1/6 for squared ones", () => {
    const calibrated = drawn(20000, 1);
    const squared = drawn(20000, 2);
    expect(smoothCalibrationError(calibrated.confidence, calibrated.correct)).toBeLessThan(0.02);
    expect(Math.abs(smoothCalibrationError(squared.confidence, squared.correct) - 1 / 6)).toBeLessThan(0.02);
  });

  it("is the signed gap's size where the kernel is wide or all gaps have one sign, at the ends of the interval too", () => {
    const [confidence, correct] = [Float64Array.of(0, 1, 0.3), Uint8Array.of(1, 1, 1)];
    for (const bandwidth of [0.001, 0.1, 1])
      expect(smoothCalibrationError(confidence, correct, { bandwidth })).toBeCloseTo(1.7 / 3, 9);
  });

  it("is 0 for what is sure and right", () => {
    expect(smoothCalibrationError(Float64Array.of(1, 1), Uint8Array.of(1, 1))).toBe(0);
  });

  it("refuses a width out of range", () => {
    expect(() => smoothCalibrationError(Float64Array.of(1), Uint8Array.of(1), { bandwidth: 0 })).toThrow(
      "bandwidth to be a number from 0.001 to 1, got 0",
    );
  });
});

describe("murphyDecomposition", () => {
  it.each([1, 3, 15])("adds up to the Brier loss with %d bins", (bins) => {
    const { confidence, correct } = drawn(300, 1.5);
    const parts = murphyDecomposition(confidence, correct, { bins });
    const brier = confidence.reduce((sum, c, i) => sum + (c - correct[i]) ** 2, 0) / 300;
    const { reliability, resolution, uncertainty, withinBinVariance, withinBinCovariance } = parts;
    expect(parts.brier).toBeCloseTo(brier, 12);
    expect(reliability - resolution + uncertainty + withinBinVariance - withinBinCovariance).toBeCloseTo(brier, 12);
  });
});
