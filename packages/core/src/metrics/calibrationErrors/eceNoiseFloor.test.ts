// The noise floor against simulated coins.
import { describe, expect, it } from "vitest";
import { createRandom } from "../../base/random.ts";
import { eceNoiseFloor } from "./eceNoiseFloor.ts";
import { expectedCalibrationError } from "./expectedCalibrationError.ts";
import { countAt, cumulative, poissonBinomial } from "./poissonBinomial.ts";

const confidences = (n: number): Float64Array => {
  const random = createRandom("confidences");
  return Float64Array.from({ length: n }, () => 1 - 0.5 * random.uniform() ** 2);
};

describe("eceNoiseFloor", () => {
  it("agrees with test sets drawn coin by coin", () => {
    const confidence = confidences(400);
    const random = createRandom("coins");
    const drawn = Array.from({ length: 2000 }, () =>
      expectedCalibrationError(
        confidence,
        Uint8Array.from(confidence, (c) => (random.uniform() < c ? 1 : 0)),
      ),
    ).sort((a, b) => a - b);
    const floor = eceNoiseFloor(confidence, createRandom(1), { draws: 4000 });
    expect(floor.mean / (drawn.reduce((sum, value) => sum + value, 0) / 2000)).toBeCloseTo(1, 1);
    expect(floor.p95 / drawn[1900]).toBeCloseTo(1, 1);
  });

  it("falls as the test set grows", () => {
    const floors = [100, 1000, 10000].map((n) => eceNoiseFloor(confidences(n), createRandom(1)).mean);
    expect(floors).toEqual([...floors].sort((a, b) => b - a));
  });

  it("gives the same numbers for the same seed", () => {
    const floor = (seed: number) => eceNoiseFloor(confidences(50), createRandom(seed), { draws: 20 });
    expect(floor(1)).toEqual(floor(1));
    expect(floor(2).mean).toBe(floor(1).mean);
  });

  it("is zero for what is always sure", () => {
    expect(eceNoiseFloor(new Float64Array(100).fill(1), createRandom(1))).toEqual({ mean: 0, p95: 0 });
  });

  it("refuses no draws", () => {
    expect(() => eceNoiseFloor(confidences(5), createRandom(1), { draws: 0 })).toThrow("draws to be a whole number");
  });
});

describe("poissonBinomial", () => {
  it("is the binomial distribution for equal chances", () => {
    const { from, probability } = poissonBinomial(Float64Array.of(0.3, 0.3, 0.3, 0.3));
    expect(from).toBe(0);
    [0.2401, 0.4116, 0.2646, 0.0756, 0.0081].forEach((p, k) => expect(probability[k]).toBeCloseTo(p, 14));
  });

  it("keeps only a window, which holds everything", () => {
    const chances = confidences(5000);
    const { from, probability } = poissonBinomial(chances);
    expect(probability.length).toBeLessThan(1000);
    const total = probability.reduce((sum, p) => sum + p, 0);
    const mean = probability.reduce((sum, p, k) => sum + p * (from + k), 0);
    expect(total).toBeCloseTo(1, 12);
    expect(mean).toBeCloseTo(
      chances.reduce((sum, c) => sum + c, 0),
      8,
    );
  });

  it("finds the count at a level", () => {
    const counts = poissonBinomial(Float64Array.of(1, 0.5, 0.5));
    const cumulated = cumulative(counts);
    expect([0, 0.25, 0.26, 0.75, 0.76, 1, 1.1].map((level) => countAt(counts, cumulated, level))).toEqual([
      1, 1, 2, 2, 3, 3, 3,
    ]);
  });
});
