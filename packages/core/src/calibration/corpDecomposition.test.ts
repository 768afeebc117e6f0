// Isotonic regression and the decomposition it gives.
import { describe, expect, it } from "vitest";
import { readReference } from "../../../../test/reference.ts";
import { createRandom } from "../base/random.ts";
import { corpDecomposition } from "./corpDecomposition.ts";
import { rankOutcomes } from "../base/ranking.ts";
import { isotonicRegression } from "./isotonicRegression.ts";

describe("corpDecomposition on fixture B", () => {
  it("gives the reference parts", () => {
    type Content = { B: { probs: number[][]; labels: number[] } };
    const { probs, labels } = readReference<Content>("evaluation_fixtures.json").B;
    const confidence = Float64Array.from(probs, (row) => Math.max(...row));
    const correct = Uint8Array.from(probs, (row, i) => (row.indexOf(confidence[i]) === labels[i] ? 1 : 0));
    const { brier, miscalibration, discrimination, uncertainty } = corpDecomposition(confidence, correct);
    expect(miscalibration).toBeCloseTo(0.019466, 6);
    expect(discrimination).toBeCloseTo(0.028252, 6);
    expect(uncertainty).toBeCloseTo(0.2499, 6);
    expect(brier).toBeCloseTo(0.241114, 6);
    expect(miscalibration - discrimination + uncertainty).toBeCloseTo(brier, 12);
  });
});

describe("corpDecomposition", () => {
  it("finds no miscalibration where confidences are the shares", () => {
    const { miscalibration } = corpDecomposition(Float64Array.of(0.5, 0.5, 1), Uint8Array.of(1, 0, 1));
    expect(miscalibration).toBeCloseTo(0, 12);
  });

  it("finds no discrimination where confidences rank backwards", () => {
    const { discrimination } = corpDecomposition(Float64Array.of(0.9, 0.6), Uint8Array.of(0, 1));
    expect(discrimination).toBeCloseTo(0, 12);
  });

  it("has no part below 0 by rounding", () => {
    const { discrimination } = corpDecomposition(new Float64Array(5).fill(0.5), Uint8Array.of(1, 1, 1, 0, 0));
    expect(discrimination).toBe(0);
  });
});

describe("isotonicRegression", () => {
  it("joins what falls, again and again", () => {
    const pools = isotonicRegression(
      rankOutcomes("test", Float64Array.of(1, 2, 3, 4, 5), Uint8Array.of(1, 1, 0, 0, 1)),
    );
    expect(pools).toEqual([
      { from: 1, to: 4, count: 4, positives: 2 },
      { from: 5, to: 5, count: 1, positives: 1 },
    ]);
  });

  it("satisfies the min-max formula: f(i) = max over a ≤ i of min over b ≥ i of the mean of a to b", () => {
    const random = createRandom("isotonic");
    const scores = Float64Array.from({ length: 40 }, (_, i) => i);
    const outcomes = Uint8Array.from(scores, (s) => (random.uniform() < s / 40 ? 1 : 0));
    const mean = (a: number, b: number): number => outcomes.slice(a, b + 1).reduce((x, y) => x + y, 0) / (b - a + 1);
    const pools = isotonicRegression(rankOutcomes("test", scores, outcomes));
    for (let i = 0; i < 40; i++) {
      const pool = pools.find(({ from, to }) => from <= i && i <= to)!;
      const lowest = (a: number): number => Math.min(...Array.from({ length: 40 - i }, (_, b) => mean(a, i + b)));
      const value = Math.max(...Array.from({ length: i + 1 }, (_, a) => lowest(a)));
      expect(pool.positives / pool.count).toBeCloseTo(value, 12);
    }
  });
});
