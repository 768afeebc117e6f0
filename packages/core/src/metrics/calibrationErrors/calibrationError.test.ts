// Calibration errors against other libraries, and on the edges of bins.
import { describe, expect, it } from "vitest";
import type { BinOptions } from "./binSums.ts";
import { debiasedCalibrationError } from "./debiasedCalibrationError.ts";
import { expectedCalibrationError } from "./expectedCalibrationError.ts";
import { fixture } from "../metrics.fixtures.ts";
import { scoreExamples } from "../scoreExamples.ts";

describe("calibration errors of the evaluation fixtures", () => {
  it.each([
    // our convention: Guo's code, scikit-learn, uncertainty-calibration
    ["A", "right-closed", 10, 0.25],
    ["A", "right-closed", 15, 0.25],
    ["B", "right-closed", 10, 0.072301],
    ["B", "right-closed", 15, 0.093931],
    // torchmetrics
    ["A", "left-closed", 10, 0.25],
    ["A", "left-closed", 15, 0.25],
    ["B", "left-closed", 10, 0.072301],
    ["B", "left-closed", 15, 0.093931],
    // uncertainty-calibration
    ["A", "equal-mass", 10, 0.25],
    ["A", "equal-mass", 15, 0.25],
    ["B", "equal-mass", 10, 0.117791],
    ["B", "equal-mass", 15, 0.128493],
  ] as const)("ECE of %s, %s, %d bins", (name, binning, bins, expected) => {
    const { confidence, correct } = fixture(name);
    expect(expectedCalibrationError(confidence, correct, { bins, binning })).toBeCloseTo(expected, 6);
  });

  it.each([
    ["A", 0],
    ["B", 0.071776],
  ] as const)("debiased error of %s", (name, expected) => {
    const { confidence, correct } = fixture(name);
    expect(debiasedCalibrationError(confidence, correct)).toBeCloseTo(expected, 6);
  });
});

describe("binary predictions", () => {
  const positive = Float64Array.of(0.25, 0.25, 0.55, 0.75, 0.75);
  const labels = Uint8Array.of(0, 0, 1, 1, 1);

  it("have the ECE of torchmetrics and netcal, 0.29, as chances of the positive class and as two columns", () => {
    const options = { bins: 2 } as const;
    expect(expectedCalibrationError(positive, labels, options)).toBeCloseTo(0.29, 12);
    const logits = Float64Array.from([...positive].flatMap((p) => [Math.log(1 - p), Math.log(p)]));
    const { confidence, correct } = scoreExamples(logits, Int32Array.from(labels), 2);
    expect(expectedCalibrationError(confidence, correct, options)).toBeCloseTo(0.29, 12);
    expect(expectedCalibrationError(confidence, correct, { ...options, binning: "left-closed" })).toBeCloseTo(0.29, 12);
  });

  it("are not what three classes become whose labels name only two", () => {
    const logits = Float64Array.of(2, 0, 1, 0, 2, 1, 1, 0, 2);
    const { confidence, correct } = scoreExamples(logits, Int32Array.of(0, 1, 0), 3);
    const top = Math.exp(2) / (Math.exp(2) + Math.E + 1);
    expect(expectedCalibrationError(confidence, correct, { bins: 1 })).toBeCloseTo(Math.abs(top - 2 / 3), 12);
  });
});

describe("expectedCalibrationError", () => {
  /** Whether two confidences, the first right and the second wrong by as much, share a bin: their gaps then cancel. */
  function shareBin(a: number, b: number, binning: "right-closed" | "left-closed"): boolean {
    const gaps = Math.abs(a - 1 + b) / 2;
    const ece = expectedCalibrationError(Float64Array.of(a, b), Uint8Array.of(1, 0), { bins: 10, binning });
    return Math.abs(ece - gaps) < 1e-12;
  }

  it.each([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])("closes bins on the right: %d is below the edge", (edge) => {
    expect(shareBin(edge, edge - 0.05, "right-closed")).toBe(true);
    expect(shareBin(edge, edge + 0.05, "right-closed")).toBe(false);
    expect(shareBin(edge, edge - 0.05, "left-closed")).toBe(false);
    expect(shareBin(edge, edge + 0.05, "left-closed")).toBe(true);
  });

  it("puts 0 in the first bin, and 1 in the last or, as torchmetrics, in its own", () => {
    expect(shareBin(0, 0.05, "right-closed")).toBe(true);
    expect(shareBin(0.95, 1, "right-closed")).toBe(true);
    expect(shareBin(0.95, 1, "left-closed")).toBe(false);
  });

  it("takes a probability that is a rounding away from an edge to be on it", () => {
    expect(shareBin(0.1 * 3, 0.25, "right-closed")).toBe(true);
    expect(shareBin(0.1 * 3, 0.35, "left-closed")).toBe(true);
    expect(shareBin(0.6 - 1e-16, 0.65, "left-closed")).toBe(true);
  });

  it("is the gap of a single bin, and zero for what is sure and right", () => {
    expect(expectedCalibrationError(Float64Array.of(0.9, 0.5), Uint8Array.of(1, 1), { bins: 1 })).toBeCloseTo(0.3, 12);
    expect(expectedCalibrationError(Float64Array.of(1, 1), Uint8Array.of(1, 1))).toBe(0);
  });

  it("takes more equal-mass bins than examples, and equal confidences", () => {
    const options = { bins: 15, binning: "equal-mass" } as const;
    expect(expectedCalibrationError(Float64Array.of(0.9, 0.6), Uint8Array.of(1, 0), options)).toBeCloseTo(0.35, 12);
    expect(expectedCalibrationError(Float64Array.of(0.5, 0.5), Uint8Array.of(1, 0), options)).toBe(0);
  });

  it("tells confidences of 0 apart in equal-mass bins", () => {
    const options = { bins: 2, binning: "equal-mass" } as const;
    expect(expectedCalibrationError(Float64Array.of(0, 0, 0, 1), Uint8Array.of(1, 1, 1, 0), options)).toBe(1);
    expect(expectedCalibrationError(Float64Array.of(0, 1, 1, 1), Uint8Array.of(1, 0, 0, 0), options)).toBe(0.5);
  });

  it("refuses what it cannot bin", () => {
    const [confidence, correct] = [Float64Array.of(0.5), Uint8Array.of(1)];
    const withBins = (bins: number) => () => expectedCalibrationError(confidence, correct, { bins });
    expect(withBins(0)).toThrow("bins to be a whole number of at least 1, got 0");
    expect(() => expectedCalibrationError(Float64Array.of(NaN), correct)).toThrow('"NaN in row 0"');
    const binning = "equal-mas" as "equal-mass";
    expect(() => expectedCalibrationError(confidence, correct, { binning })).toThrow("one of equal-mass, ");
  });
});

describe("debiasedCalibrationError", () => {
  it("takes options that are undefined as not given", () => {
    const [confidence, correct] = [Float64Array.of(0.61, 0.62, 0.63, 0.64), Uint8Array.of(0, 0, 1, 1)];
    const given = { bins: 2, binning: undefined } as unknown as BinOptions;
    const wanted = debiasedCalibrationError(confidence, correct, { bins: 2 });
    expect(debiasedCalibrationError(confidence, correct, given)).toBe(wanted);
    expect(wanted).toBeGreaterThan(0.4);
  });

  it("ignores bins that hold a single example", () => {
    expect(debiasedCalibrationError(Float64Array.of(0.9, 0.6), Uint8Array.of(1, 0))).toBe(0);
  });
});
