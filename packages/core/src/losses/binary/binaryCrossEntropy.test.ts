// Binary cross-entropy and focal loss: PyTorch's values, gradients by differences, errors.
import { describe, expect, it } from "vitest";
import { scaledError } from "../../../../../test/conformance.ts";
import { readReference } from "../../../../../test/reference.ts";
import { binaryCrossEntropy, binaryFocal } from "./binaryCrossEntropy.ts";
import type { Reduction } from "../loss.ts";

interface ReferenceArray {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

interface ReferenceCase {
  readonly alpha: number;
  readonly reduction: Reduction;
  readonly logits: ReferenceArray;
  readonly target: ReferenceArray;
  readonly posWeight: ReferenceArray | null;
  readonly loss: ReferenceArray;
  readonly grad?: ReferenceArray;
}

const read = (): ReferenceCase[] => readReference<ReferenceCase[]>("binary_cross_entropy.json");

describe("binaryCrossEntropy against PyTorch", () => {
  it.each([
    ["float64", Float64Array, 1e-9],
    ["float32", Float32Array, 2e-6],
  ] as const)("in %s", (_, Floats, tolerance) => {
    const cases = read();
    expect(cases).toHaveLength(36);
    for (const { alpha, reduction, logits, target, posWeight, loss, grad } of cases) {
      const options = { smoothing: alpha, reduction, ...(posWeight && { posWeight: posWeight.data }) };
      const [z, y] = [Floats.from(logits.data), Floats.from(target.data)] as [Float64Array, Float64Array];
      const got = binaryCrossEntropy<Reduction>(options).evaluate(z, y, logits.shape);
      const expected = reduction === "none" ? Float64Array.from(loss.data) : loss.data[0];
      expect(scaledError(got.value, expected)).toBeLessThan(tolerance);
      if (grad) expect(scaledError(got.gradient, Float64Array.from(grad.data))).toBeLessThan(tolerance);
    }
  });
});

const logits = new Float64Array([-3, -0.5, 0, 0.25, 1, 4]);
const targets = new Float64Array([0, 1, 0.5, 0.3, 0, 1]);

describe.each([
  ["binaryCrossEntropy", () => binaryCrossEntropy({ smoothing: 0.1, posWeight: [2, 0.5, 1], reduction: "none" })],
  ["binaryFocal", () => binaryFocal({ gamma: 1.5, balance: 0.3, smoothing: 0.1, reduction: "none" })],
] as const)("%s", (_, create) => {
  it("has its gradient, by differences", () => {
    const { gradient } = create().evaluate(logits, targets, [2, 3]);
    logits.forEach((z, i) => {
      const [up, down] = [1e-6, -1e-6].map(
        (step) => create().evaluate(logits.with(i, z + step), targets, [2, 3]).value,
      );
      expect(gradient[i]).toBeCloseTo((up[i] - down[i]) / 2e-6, 8);
    });
  });

  it("stays finite for logits of ±10,000", () => {
    const extreme = logits.map((z) => 1e4 * Math.sign(z));
    const { value, gradient } = create().evaluate(extreme, targets, [2, 3]);
    expect([...value, ...gradient].every(Number.isFinite)).toBe(true);
  });

  it("has an empty result for no answers", () => {
    const none = new Float64Array();
    expect(create().evaluate(none, none, [0, 3])).toEqual({ value: none, gradient: none });
  });

  it.each([
    ["a wrong shape", "expected 8 logits for this shape, got 6", () => create().evaluate(logits, targets, [2, 4])],
    ["too few targets", "expected 6 targets", () => create().evaluate(logits, targets.slice(1), [2, 3])],
    ["a negative length", "every length in the shape to be", () => create().evaluate(logits, targets, [-2, -3])],
    ["a broken length", "of at least 0, got 1.5", () => create().evaluate(logits, targets, [4, 1.5])],
    [
      "whole numbers",
      'expected logits to be a Float32Array or a Float64Array, got "Int32Array"',
      () => create().evaluate(new Int32Array(2) as unknown as Float64Array, new Int32Array(2) as never, [2]),
    ],
    ["no shape", "at least one dimension, got []", () => create().evaluate(logits, targets, [])],
    ["a NaN", "expected logit 1 to be finite, got NaN", () => create().evaluate(logits.with(1, NaN), targets, [2, 3])],
    [
      "a target beyond 1",
      "expected target 2 to be from 0 to 1, got 2",
      () => create().evaluate(logits, targets.with(2, 2), [2, 3]),
    ],
  ])("refuses %s", (_what, message, call) => {
    expect(call).toThrow(message);
  });
});

it("keeps the digits of small losses, as PyTorch", () => {
  const [z, yes] = [Float64Array.of(3, 15, 30, 40, 700), new Float64Array(5).fill(1)];
  const expected = z.map((logit) => Math.log1p(Math.exp(-logit)));
  const single = (numbers: Float64Array) => Float32Array.from(numbers);
  for (const loss of [binaryCrossEntropy({ reduction: "none" }), binaryFocal({ gamma: 0, reduction: "none" })]) {
    const { value } = loss.evaluate(z, yes, [5]);
    value.forEach((got, i) => expect(got / expected[i]).toBeCloseTo(1, 14));
    loss.evaluate(single(z.subarray(0, 4)), single(yes.subarray(0, 4)), [4]).value.forEach((got, i) => {
      expect(got / expected[i]).toBeCloseTo(1, 6);
    });
  }
});

it("is binary cross-entropy for γ = 0", () => {
  const focal = binaryFocal({ gamma: 0 }).evaluate(logits, targets, [6]);
  expect(focal).toEqual(binaryCrossEntropy().evaluate(logits, targets, [6]));
});

it("refuses weights that do not fit", () => {
  const call = () => binaryCrossEntropy({ posWeight: [1, 2] }).evaluate(logits, targets, [2, 3]);
  expect(call).toThrow("binaryCrossEntropy: expected one posWeight, or one for each of the 3 places");
});
