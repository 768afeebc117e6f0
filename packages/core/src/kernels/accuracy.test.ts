// How far the kernels are from float64 arithmetic on the same float32 logits, sure rows included; the messages have the figures.
import { afterAll, describe, expect, it } from "vitest";
import { createRandom } from "../random.ts";
import { crossEntropy } from "./crossEntropy.ts";

const limits = { loss: 5e-7, gradient: 3e-7 };

interface Errors {
  loss: number;
  gradient: number;
}

/** Normal logits, σ = 2, with `shift` added to that of the label, or of the class after it where it is negative. */
function makeRows(rows: number, classes: number, shift: number) {
  const random = createRandom(`accuracy ${classes} ${shift}`);
  const logits = Float32Array.from({ length: rows * classes }, () => 2 * random.normal());
  const labels = Int32Array.from({ length: rows }, () => random.integer(classes));
  labels.forEach((label, row) => {
    const raised = shift < 0 ? (label + 1) % classes : label;
    logits[row * classes + raised] += Math.abs(shift);
  });
  return { logits, labels };
}

/** One row in float64 with log1p: the plain loss's log Σ exp loses digits of the least losses. */
function exactRow(row: Float32Array, label: number, smoothing: number): { value: number; gradient: Float64Array } {
  const spread = smoothing / row.length;
  const peak = 1 - smoothing;
  const top = row.indexOf(row.reduce((most, z) => Math.max(most, z)));
  const below = Float64Array.from(row, (z) => z - row[top]);
  const rest = below.reduce((sum, x, c) => (c === top ? sum : sum + Math.exp(x)), 0);
  const value = Math.log1p(rest) - peak * below[label] - spread * below.reduce((sum, x) => sum + x, 0);
  const gradient = below.map((x, c) => Math.exp(x) / (1 + rest) - spread - (c === label ? peak : 0));
  if (label === top && smoothing === 0) gradient[label] = -rest / (1 + rest);
  return { value, gradient };
}

/** The largest errors over rows: the loss relative, the gradient in units of the row's mass of one. */
function errorsOf(rows: number, classes: number, shift: number, smoothing: number): Errors {
  const { logits, labels } = makeRows(rows, classes, shift);
  const got = crossEntropy({ smoothing, reduction: "none" }).evaluate(logits, labels, [rows, classes]);
  const errors = { loss: 0, gradient: 0 };
  labels.forEach((label, row) => {
    const start = row * classes;
    const wanted = exactRow(logits.subarray(start, start + classes), label, smoothing);
    errors.loss = Math.max(errors.loss, Math.abs(got.value[row] / wanted.value - 1));
    wanted.gradient.forEach((slope, c) => {
      errors.gradient = Math.max(errors.gradient, Math.abs(got.gradient[start + c] - slope));
    });
  });
  return errors;
}

/** The largest of all, printed at the end. */
const largest: Errors = { loss: 0, gradient: 0 };
afterAll(() =>
  console.log(
    `kernels against float64: loss ${largest.loss.toExponential(1)} relative, gradient ${largest.gradient.toExponential(1)} of its scale`,
  ),
);

describe.each([
  [2, 512],
  [3, 512],
  [10, 512],
  [100, 64],
  [129, 64],
  [1000, 64],
  [50257, 6],
])("with %i classes", (classes, rows) => {
  it.each([0, 6, 12, 20, -12])("and the label's logit raised by %i", (shift) => {
    for (const smoothing of [0, 0.1]) {
      const { loss, gradient } = errorsOf(rows, classes, shift, smoothing);
      const figures = `smoothing ${smoothing}: loss ${loss.toExponential(1)}, gradient ${gradient.toExponential(1)}`;
      largest.loss = Math.max(largest.loss, loss);
      largest.gradient = Math.max(largest.gradient, gradient);
      expect(loss, figures).toBeLessThan(limits.loss);
      expect(gradient, figures).toBeLessThan(limits.gradient);
    }
  });
});

describe("hard targets", () => {
  it.each([10, 1000])("have a gradient right to its last digits however sure the row, %i classes", (classes) => {
    const { logits, labels } = makeRows(64, classes, 20);
    const { gradient } = crossEntropy({ reduction: "none" }).evaluate(logits, labels, [64, classes]);
    labels.forEach((label, row) => {
      const wanted = exactRow(logits.subarray(row * classes, (row + 1) * classes), label, 0).gradient[label];
      expect(Math.abs(gradient[row * classes + label] / wanted - 1)).toBeLessThan(5e-7);
    });
  });
});
