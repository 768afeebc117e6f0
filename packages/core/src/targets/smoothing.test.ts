// Label smoothing in both conventions.
import { describe, expect, it } from "vitest";
import { oneHot } from "./oneHot.ts";
import { smoothingConventions, smoothLabels, smoothTargets, type SmoothedOver } from "./smoothing.ts";

const labels = new Int32Array([0, 3, 1]);
const alphas = [0, 0.05, 0.1, 0.5, 0.9, 1];

function expectClose(got: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(got).toHaveLength(expected.length);
  Array.from(got, (value, i) => expect(value, `element ${i}`).toBeCloseTo(expected[i], 14));
}

describe("smoothLabels", () => {
  it("over all gives every class α/K, and the label's 1-α more", () => {
    expectClose(smoothLabels(new Int32Array([1]), 4, 0.2), [0.05, 0.85, 0.05, 0.05]);
  });

  it("over others gives the label 1-α and every other α/(K-1)", () => {
    expectClose(smoothLabels(new Int32Array([1]), 5, 0.2, { over: "others" }), [0.05, 0.8, 0.05, 0.05, 0.05]);
  });

  it("means by α over others what α·K/(K-1) means over all", () => {
    for (const alpha of [0.05, 0.3, 0.7])
      expectClose(smoothLabels(labels, 4, alpha, { over: "others" }), smoothLabels(labels, 4, (alpha * 4) / 3));
  });

  it.each(smoothingConventions)("over %s gives one-hot rows for α = 0, exactly", (over) => {
    expect(smoothLabels(labels, 4, 0, { over })).toEqual(oneHot(labels, 4));
  });

  it.each(smoothingConventions)("over %s gives distributions for every α and K", (over) => {
    for (const classes of [4, 7, 10, 1000])
      for (const alpha of alphas) {
        const q = smoothLabels(labels, classes, alpha, { over });
        expect(Math.min(...q)).toBeGreaterThanOrEqual(0);
        for (let row = 0; row < labels.length; row++) {
          const sum = q.subarray(row * classes, (row + 1) * classes).reduce((total, mass) => total + mass, 0);
          expect(sum).toBeCloseTo(1, 12);
        }
      }
  });

  it("at α = 1 is uniform over all, and leaves the label nothing over others", () => {
    expectClose(smoothLabels(new Int32Array([0]), 4, 1), [0.25, 0.25, 0.25, 0.25]);
    expectClose(smoothLabels(new Int32Array([0]), 3, 1, { over: "others" }), [0, 0.5, 0.5]);
  });
});

describe("smoothTargets", () => {
  it("is linear in the targets, so mixing before or after smoothing is the same", () => {
    const [a, b] = [new Int32Array([0]), new Int32Array([2])];
    const mixed = oneHot(a, 3).map((mass, i) => 0.3 * mass + 0.7 * oneHot(b, 3)[i]);
    const after = smoothLabels(a, 3, 0.2).map((mass, i) => 0.3 * mass + 0.7 * smoothLabels(b, 3, 0.2)[i]);
    expectClose(smoothTargets(mixed, 3, 0.2), after);
  });

  it("keeps a row of zeros", () => {
    expect(Array.from(smoothTargets(new Float64Array([0, 0, 0, 1]), 2, 0.2))).toEqual([0, 0, 0.1, 0.9]);
  });

  it.each([-0.1, 1.1, NaN, Infinity])("refuses α = %d", (alpha) => {
    const message = `smoothTargets: expected alpha to be a number from 0 to 1, got ${alpha}`;
    expect(() => smoothLabels(labels, 4, alpha)).toThrow(message);
  });

  it.each([-0.5, NaN, Infinity])("refuses a mass of %d, with its row", (mass) => {
    const message = `smoothTargets: expected target row 1 to hold finite numbers that are not negative, got ${mass}`;
    expect(() => smoothTargets(Float64Array.of(0, 1, 1.5, mass), 2, 0.1)).toThrow(message);
  });

  it("refuses an unknown convention, naming those there are", () => {
    const over = "other" as SmoothedOver;
    const message = 'smoothTargets: expected over to be one of others, all, got "other"';
    expect(() => smoothLabels(labels, 4, 0.1, { over })).toThrow(message);
  });

  it("refuses a single class over others, which are none", () => {
    const message = "expected the number of classes to be a whole number of at least 2, got 1";
    expect(() => smoothLabels(new Int32Array([0]), 1, 0.1, { over: "others" })).toThrow(message);
    expect(Array.from(smoothLabels(new Int32Array([0]), 1, 0.1))).toEqual([1]);
  });
});
