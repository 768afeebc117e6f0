// Cross-entropy's own options: smoothing, class weights and their denominators, distributions.
import { describe, expect, it } from "vitest";
import { createRandom } from "../base/random.ts";
import { smoothLabels, type SmoothedOver } from "../targets/smoothing.ts";
import type { Weighting } from "../targets/weighting.ts";
import { crossEntropy } from "./crossEntropy.ts";

const random = createRandom("crossEntropy.test");
const logits = Float64Array.from({ length: 15 }, () => 2 * random.normal());
const labels = new Int32Array([4, 0, 1]);
const weight = [0.5, 2, 1, 1, 3];
const shape = [3, 5];

function expectClose(got: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(got).toHaveLength(expected.length);
  Array.from(got, (value, i) => expect(value, `element ${i}`).toBeCloseTo(expected[i], 12));
}

describe("crossEntropy", () => {
  it("is -log p of the label without options", () => {
    const { value } = crossEntropy().evaluate(new Float64Array([0, Math.log(3)]), new Int32Array([1]), [1, 2]);
    expect(value).toBeCloseTo(-Math.log(0.75), 15);
  });

  it("smooths as smoothLabels does, over all and over others", () => {
    for (const over of ["all", "others"] as const) {
      const composed = crossEntropy().evaluate(logits, smoothLabels(labels, 5, 0.2, { over }), shape);
      const short = crossEntropy({ smoothing: 0.2, over }).evaluate(logits, labels, shape);
      expect(short.value).toBeCloseTo(composed.value, 14);
      expectClose(short.gradient, composed.gradient);
    }
  });

  it("is least, and flat, where the prediction is the target", () => {
    const q = smoothLabels(labels, 5, 0.3);
    const { value, gradient } = crossEntropy({ reduction: "sum" }).evaluate(q.map(Math.log), q, shape);
    expect(value).toBeCloseTo(-q.reduce((entropy, mass) => entropy + mass * Math.log(mass), 0), 12);
    expectClose(gradient, new Float64Array(15));
  });

  it("weighs terms as PyTorch does: value -Σ w_c q_c log p_c, over the labels' weights", () => {
    const none = crossEntropy({ smoothing: 0.2, weight, reduction: "none" }).evaluate(logits, labels, shape);
    const q = smoothLabels(labels, 5, 0.2);
    const logP = Float64Array.from(logits, (z, i) => {
      const row = logits.subarray(i - (i % 5), i - (i % 5) + 5);
      return z - Math.log(row.reduce((sum, other) => sum + Math.exp(other), 0));
    });
    const rows = [0, 1, 2].map((row) => weight.reduce((sum, w, c) => sum - w * q[row * 5 + c] * logP[row * 5 + c], 0));
    expectClose(none.value, rows);
    const mean = crossEntropy({ smoothing: 0.2, weight }).evaluate(logits, labels, shape);
    expect(mean.value).toBeCloseTo((rows[0] + rows[1] + rows[2]) / (3 + 0.5 + 2), 12);
  });

  it("weighs examples by their label, so that the optimum stays the smoothed target", () => {
    const options = { smoothing: 0.2, weight, weighting: "examples" } as const;
    const plain = crossEntropy({ smoothing: 0.2, reduction: "none" }).evaluate(logits, labels, shape);
    const rows = crossEntropy({ ...options, reduction: "none" }).evaluate(logits, labels, shape);
    expectClose(
      rows.value,
      plain.value.map((value, row) => value * weight[labels[row]]),
    );
    const mean = crossEntropy(options).evaluate(logits, labels, shape);
    expect(mean.value).toBeCloseTo((rows.value[0] + rows.value[1] + rows.value[2]) / 5.5, 12);
    const { gradient } = crossEntropy(options).evaluate(smoothLabels(labels, 5, 0.2).map(Math.log), labels, shape);
    expectClose(gradient, new Float64Array(15));
  });

  it("divides a weighted mean over distributions by positions, as PyTorch does", () => {
    const q = smoothLabels(labels, 5, 0);
    const sum = crossEntropy({ weight, reduction: "sum" }).evaluate(logits, q, shape);
    expect(sum).toEqual(crossEntropy({ weight, reduction: "sum" }).evaluate(logits, labels, shape));
    expect(crossEntropy({ weight }).evaluate(logits, q, shape).value).toBeCloseTo(sum.value / 3, 14);
  });

  it("counts neither the weight nor the uniform part of an ignored row", () => {
    for (const weighting of ["terms", "examples"] as const) {
      const loss = crossEntropy({ smoothing: 0.2, weight, weighting, ignoreIndex: 0 });
      const shorter = loss.evaluate(logits.slice(0, 5), labels.slice(0, 1), [1, 5]);
      const { value, gradient } = loss.evaluate(logits.slice(0, 10), labels.slice(0, 2), [2, 5]);
      expect(value).toBe(shorter.value);
      expect(gradient).toEqual(Float64Array.of(...shorter.gradient, 0, 0, 0, 0, 0));
    }
  });

  it("has 0 · log 0 = 0, by weight or by target", () => {
    const masked = new Float64Array([0, 0, -Infinity]);
    const target = new Int32Array([0]);
    expect(crossEntropy({ smoothing: 0.3, weight: [1, 1, 0] }).evaluate(masked, target, [1, 3]).value).toBeCloseTo(
      Math.LN2 * 0.9,
      14,
    );
    expect(crossEntropy({ smoothing: 0.3 }).evaluate(masked, target, [1, 3]).value).toBe(Infinity);
  });

  it.each([
    ["crossEntropy: expected smoothing to be a number from 0 to 1, got 1.5", () => crossEntropy({ smoothing: 1.5 })],
    ["crossEntropy: expected smoothing to be a number from 0 to 1, got -0.1", () => crossEntropy({ smoothing: -0.1 })],
    ["crossEntropy: expected over to be one of others, all", () => crossEntropy({ over: "other" as SmoothedOver })],
    ["expected weighting to be one of terms, examples", () => crossEntropy({ weighting: "term" as Weighting })],
    ["expected the weight of class 1 to be finite and not negative, got -2", () => crossEntropy({ weight: [1, -2] })],
    [
      "expected a weight for each of the 5 classes, got 2",
      () => crossEntropy({ weight: [1, 2] }).evaluate(logits, labels, shape),
    ],
  ])("refuses: %s", (message, call) => {
    expect(call).toThrow(message);
  });
});
