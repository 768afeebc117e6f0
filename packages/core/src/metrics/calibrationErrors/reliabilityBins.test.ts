// Reliability bins against known intervals.
import { describe, expect, it } from "vitest";
import { expectedCalibrationError } from "./expectedCalibrationError.ts";
import { fixture } from "../metrics.fixtures.ts";
import { reliabilityBins } from "./reliabilityBins.ts";

describe("reliabilityBins", () => {
  it("lists empty bins as empty", () => {
    const bins = reliabilityBins(Float64Array.of(0.95), Uint8Array.of(1));
    expect(bins.map(({ count }) => count)).toEqual([...new Array<number>(14).fill(0), 1]);
    expect(bins[0]).toEqual({
      from: 0,
      to: 1 / 15,
      count: 0,
      meanConfidence: NaN,
      accuracy: NaN,
      accuracyInterval: [0, 1],
      consistencyBand: [0, 1],
    });
  });

  it("gives accuracies Wilson's interval", () => {
    const [bin] = reliabilityBins(new Float64Array(10).fill(0.5), Uint8Array.of(1, 1, 1, 1, 1, 1, 1, 1, 0, 0), 1);
    expect(bin.accuracy).toBe(0.8);
    // the interval of 8 in 10, as in Newcombe (1998)'s formula
    expect(bin.accuracyInterval[0]).toBeCloseTo(0.4901625, 6);
    expect(bin.accuracyInterval[1]).toBeCloseTo(0.9433178, 6);
  });

  it("keeps the interval inside [0, 1] where all are right or all wrong", () => {
    const intervalOf = (correct: number) =>
      reliabilityBins(new Float64Array(4).fill(0.5), new Uint8Array(4).fill(correct), 1)[0].accuracyInterval;
    expect(intervalOf(1)[1]).toBe(1);
    expect(intervalOf(0)[0]).toBe(0);
    expect(intervalOf(1)[0]).toBeCloseTo(1 - intervalOf(0)[1], 12);
  });

  it("draws the band where 95 % of the accuracies of a calibrated model fall", () => {
    const [bin] = reliabilityBins(new Float64Array(100).fill(0.9), new Uint8Array(100), 1);
    // quantiles of a binomial distribution of 100 with 0.9
    expect(bin.consistencyBand).toEqual([0.84, 0.95]);
  });

  it("adds up to the ECE", () => {
    const { confidence, correct } = fixture("B");
    const filled = reliabilityBins(confidence, correct).filter(({ count }) => count > 0);
    const ece = filled.reduce((sum, bin) => sum + bin.count * Math.abs(bin.meanConfidence - bin.accuracy), 0) / 200;
    expect(ece).toBeCloseTo(expectedCalibrationError(confidence, correct), 12);
  });

  it("refuses a fraction of a bin", () => {
    expect(() => reliabilityBins(Float64Array.of(0.5), Uint8Array.of(1), 1.5)).toThrow("bins to be a whole number");
  });
});
