// How far the kernels are from float64 arithmetic on the same float32 logits, sure rows included; the messages have the figures.
import { afterAll, describe, expect, it } from "vitest";
import { crossEntropy as plainCrossEntropy, type CrossEntropyOptions } from "../losses/crossEntropy.ts";
import { labelRelaxation as plainLabelRelaxation } from "../losses/labelRelaxation.ts";
import { createRandom } from "../base/random.ts";
import { kernelBinaries } from "./binaries.fixtures.ts";
import { crossEntropy } from "./crossEntropy.ts";
import type { Kernels } from "./kernels.ts";
import { labelRelaxation } from "./labelRelaxation.ts";

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
function errorsOf(kernels: Kernels, rows: number, classes: number, shift: number, smoothing: number): Errors {
  const { logits, labels } = makeRows(rows, classes, shift);
  const got = crossEntropy({ smoothing, reduction: "none" }, kernels).evaluate(logits, labels, [rows, classes]);
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

/** Takes up larger errors, and holds them to the limits. */
function hold(errors: Errors, largest: Errors, what: string): void {
  const figures = `${what}: loss ${errors.loss.toExponential(1)}, gradient ${errors.gradient.toExponential(1)}`;
  largest.loss = Math.max(largest.loss, errors.loss);
  largest.gradient = Math.max(largest.gradient, errors.gradient);
  expect(errors.loss, figures).toBeLessThan(limits.loss);
  expect(errors.gradient, figures).toBeLessThan(limits.gradient);
}

const sizes = [
  [2, 512],
  [3, 512],
  [10, 512],
  [100, 64],
  [129, 64],
  [1000, 64],
  [50257, 6],
] as const;

describe.each(kernelBinaries)("$instructions kernels", ({ instructions, kernels }) => {
  /** The largest of all, printed at the end. */
  const largest: Errors = { loss: 0, gradient: 0 };
  afterAll(() => {
    const [loss, gradient] = [largest.loss.toExponential(1), largest.gradient.toExponential(1)];
    console.log(`${instructions} kernels against float64: loss ${loss} relative, gradient ${gradient} of its scale`);
  });

  describe.each(sizes)("with %i classes", (classes, rows) => {
    it.each([0, 6, 12, 20, -12])("and the label's logit raised by %i", (shift) => {
      for (const smoothing of [0, 0.1])
        hold(errorsOf(kernels, rows, classes, shift, smoothing), largest, `smoothing ${smoothing}`);
    });
  });

  it.each([10, 1000])("have a gradient right to its last digits however sure the row, %i classes", (classes) => {
    const { logits, labels } = makeRows(64, classes, 20);
    const { gradient } = crossEntropy({ reduction: "none" }, kernels).evaluate(logits, labels, [64, classes]);
    labels.forEach((label, row) => {
      const wanted = exactRow(logits.subarray(row * classes, (row + 1) * classes), label, 0).gradient[label];
      expect(Math.abs(gradient[row * classes + label] / wanted - 1)).toBeLessThan(5e-7);
    });
  });

  it.each([10, 100, 128, 129, 1008, 2020])("add equal shares without losing digits, %i classes", (classes) => {
    const labels = new Int32Array(4).fill(3);
    // The same rounding at each addition: nothing evens out.
    const near = Float32Array.from({ length: 4 * classes }, (_, i) => (i % classes === 3 ? 0.3 : 0.1));
    const far = near.map((z, i) => (i % classes === 0 ? 5.1 : z - 3.4));
    for (const logits of [near, far])
      for (const variant of equalShares(classes, labels)) hold(variant(kernels, logits), largest, "equal shares");
  });

  it.each([3, 10, 100, 1000])("take weights, rows of targets and relaxed labels, %i classes", (classes) => {
    for (const shift of [0, 6, 12, -12]) {
      const { logits, labels } = makeRows(48, classes, shift);
      for (const variant of variantsOf(classes, labels)) {
        const { loss, gradient } = variant(kernels, logits);
        expect(loss, `shift ${shift}`).toBeLessThan(2e-6);
        expect(gradient, `shift ${shift}`).toBeLessThan(limits.gradient);
      }
    }
  });
});

/** The largest differences to the plain loss in float64: of losses above one relative, below one absolute. */
function differences(
  got: { value: Float32Array; gradient: Float32Array },
  wanted: { value: Float64Array; gradient: Float64Array },
): Errors {
  const most = (values: Float64Array): number => values.reduce((a, b) => Math.max(a, b), 0);
  const loss = most(wanted.value.map((value, i) => Math.abs(got.value[i] - value) / Math.max(1, value)));
  return { loss, gradient: most(wanted.gradient.map((slope, i) => Math.abs(got.gradient[i] - slope))) };
}

type Variant = (kernels: Kernels, logits: Float32Array) => Errors;

/** Cross-entropy next to the plain loss. */
function crossVariant(
  targets: Int32Array | Float32Array,
  shape: number[],
  options: CrossEntropyOptions<"none">,
): Variant {
  const wide = targets instanceof Int32Array ? targets : Float64Array.from(targets);
  return (kernels, z) =>
    differences(
      crossEntropy(options, kernels).evaluate(z, targets, shape),
      plainCrossEntropy(options).evaluate(Float64Array.from(z), wide, shape),
    );
}

/** Targets that are the same for all classes, or all but the label. */
function equalShares(classes: number, labels: Int32Array): Variant[] {
  const reduction = "none";
  const uniform = new Float32Array(labels.length * classes).fill(1 / classes);
  const smoothed = uniform.map((share, i) => 0.1 * share + (i % classes === labels[0] ? 0.9 : 0));
  const shape = [labels.length, classes];
  return [
    crossVariant(labels, shape, { reduction, smoothing: 0.9 }),
    crossVariant(labels, shape, { reduction, smoothing: 0.9, weight: new Float32Array(classes).fill(0.1) }),
    crossVariant(uniform, shape, { reduction }),
    crossVariant(smoothed, shape, { reduction }),
  ];
}

/** Cross-entropy with weights and with rows of targets, and label relaxation, each next to the plain loss. */
function variantsOf(classes: number, labels: Int32Array): Variant[] {
  const random = createRandom(`variants ${classes}`);
  const weight = Float32Array.from({ length: classes }, () => random.uniform());
  const q = Float32Array.from({ length: labels.length * classes }, () => random.uniform());
  for (let row = 0; row < labels.length; row++) {
    const one = q.subarray(row * classes, (row + 1) * classes);
    const sum = one.reduce((total, mass) => total + mass, 0);
    one.forEach((mass, c) => (one[c] = mass / sum));
  }
  const shape = [labels.length, classes];
  const cross = (options: CrossEntropyOptions<"none">, rows?: Float32Array) =>
    crossVariant(rows ?? labels, shape, options);
  const relax =
    (alpha: number): Variant =>
    (kernels, z) =>
      differences(
        labelRelaxation({ alpha, reduction: "none" }, kernels).evaluate(z, labels, shape),
        plainLabelRelaxation({ alpha, reduction: "none" }).evaluate(Float64Array.from(z), labels, shape),
      );
  const reduction = "none";
  const weighted = [cross({ reduction, smoothing: 0.2, weight }), cross({ reduction, weight, weighting: "examples" })];
  return [...weighted, cross({ reduction }, q), cross({ reduction, smoothing: 0.3 }, q), relax(0.1), relax(0.5)];
}
