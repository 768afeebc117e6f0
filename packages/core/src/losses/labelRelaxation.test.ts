// Label relaxation: the credal set, its boundary, and its limit.
import { describe, expect, it } from "vitest";
import { crossEntropy } from "./crossEntropy.ts";
import { labelRelaxation } from "./labelRelaxation.ts";

const label = new Int32Array([0]);

/** Logits of three classes with the first one's probability as given and the others in a ratio of 3 to 1. */
const logitsOf = (probability: number): Float64Array =>
  new Float64Array([probability, (3 * (1 - probability)) / 4, (1 - probability) / 4]).map(Math.log);

describe("labelRelaxation", () => {
  it("is exactly nothing inside the credal set", () => {
    const { value, gradient } = labelRelaxation({ alpha: 0.2 }).evaluate(logitsOf(0.81), label, [1, 3]);
    expect([value, ...gradient]).toEqual([0, 0, 0, 0]);
  });

  it("is the divergence from the projection outside, with gradient p - p_r", () => {
    const { value, gradient } = labelRelaxation({ alpha: 0.2 }).evaluate(logitsOf(0.6), label, [1, 3]);
    expect(value).toBeCloseTo(0.8 * Math.log(0.8 / 0.6) + 0.2 * Math.log(0.2 / 0.4), 14);
    [0.6 - 0.8, 0.3 - 0.15, 0.1 - 0.05].forEach((expected, c) => expect(gradient[c]).toBeCloseTo(expected, 14));
  });

  it("goes to nothing without a step or a kink at the boundary", () => {
    const { value, gradient } = labelRelaxation({ alpha: 0.2 }).evaluate(logitsOf(0.8 - 1e-6), label, [1, 3]);
    expect(Math.abs(value)).toBeLessThan(1e-11);
    gradient.forEach((slope) => expect(Math.abs(slope)).toBeLessThan(2e-6));
  });

  it("is cross-entropy with hard targets for α = 0", () => {
    const logits = new Float64Array([3, -1, 0, 0.5, 700, -700]);
    const labels = new Int32Array([0, 2]);
    const relaxed = labelRelaxation({ alpha: 0, reduction: "none" }).evaluate(logits, labels, [2, 3]);
    expect(relaxed).toEqual(crossEntropy({ reduction: "none" }).evaluate(logits, labels, [2, 3]));
  });

  it("grows with the logits' distance, without overflow, where the label has almost nothing", () => {
    const { value, gradient } = labelRelaxation({ alpha: 0.1 }).evaluate(new Float64Array([-1e4, 1e4]), label, [1, 2]);
    expect(value).toBeCloseTo(0.9 * (Math.log(0.9) + 2e4) + 0.1 * Math.log(0.1), 8);
    expect(Array.from(gradient)).toEqual([-0.9, 0.9]);
  });

  it.each([1, -0.1, 1.5, NaN])("refuses α = %d", (alpha) => {
    expect(() => labelRelaxation({ alpha })).toThrow(`labelRelaxation: expected alpha to be`);
  });

  it("refuses targets that are not classes, and says what takes them", () => {
    const call = () =>
      labelRelaxation({ alpha: 0.1 }).evaluate(new Float64Array(4), Float64Array.of(1, 0, 0.3, 0.7), [2, 2]);
    const remedy = "label relaxation starts from a class; crossEntropy takes any distribution";
    expect(call).toThrow(`labelRelaxation: expected target row 1 to be one-hot, got 0.3; ${remedy}`);
  });
});
