// The binary losses of jax-js arrays against core's.
import { grad, jit, numpy as np } from "@jax-js/jax";
import { describe, expect, it } from "vitest";
import { answersCase, crossEntropyOptions, focalOptions, reference, shape } from "./binary.fixtures.ts";
import { binaryCrossEntropy, binaryFocal } from "./jax.ts";
import { largestDifference } from "./methods.fixtures.ts";

/** jax-js's own exp and log are good to a few units of the sixth digit. */
const tolerance = 1e-4;

const arrayOf = (numbers: Float32Array): np.Array => np.array(numbers).reshape([...shape]);
const numbersOf = (array: np.Array): number[] => array.ravel().js() as number[];

const cases = [
  ...Object.entries(crossEntropyOptions).map(
    ([name, options]) => ["binaryCrossEntropy", name, options, binaryCrossEntropy(options)] as const,
  ),
  ...Object.entries(focalOptions).map(
    ([name, options]) => ["binaryFocal", name, options, binaryFocal(options)] as const,
  ),
];

describe.each(cases)("%s, %s", (name, _, options, loss) => {
  it.each(["usual", "extreme"] as const)("is core's, value and gradient, for %s logits", (kind) => {
    const given = answersCase(kind);
    const expected = reference(name, options, given);
    const value = numbersOf(loss(arrayOf(given.logits), arrayOf(given.labels)));
    expect(largestDifference(value, expected.value)).toBeLessThan(tolerance);
    const sum = (z: np.Array): np.Array => np.sum(loss(z, arrayOf(given.labels)));
    expect(largestDifference(numbersOf(grad(sum)(arrayOf(given.logits))), expected.gradient)).toBeLessThan(tolerance);
  });
});

it("is the same inside jit, and uses up what it is given, nothing else", () => {
  const { logits, labels } = answersCase("usual");
  const loss = binaryCrossEntropy({ posWeight: [1, 2, 3] });
  const plain = numbersOf(loss(arrayOf(logits), arrayOf(labels)));
  const compiled = numbersOf(jit((z: np.Array, y: np.Array) => loss(z, y))(arrayOf(logits), arrayOf(labels)));
  expect(largestDifference(compiled, Float64Array.from(plain))).toBeLessThan(1e-5);
  const [z, y] = [arrayOf(logits), arrayOf(labels)];
  loss(z.ref, y.ref).dispose();
  expect([z.refCount, y.refCount]).toEqual([1, 1]);
});

it("refuses labels of another shape, and weights that fit no place", () => {
  const z = () => arrayOf(answersCase("usual").logits);
  expect(() => binaryCrossEntropy()(z(), np.zeros([6]))).toThrow(/labels in the logits' shape \[6, ?3\], got \[6\]/);
  expect(() => binaryCrossEntropy({ posWeight: [1, 2] })(z(), z())).toThrow(/each of the 3 places .* got 2/);
});
