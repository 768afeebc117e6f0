// The binary losses of TensorFlow.js tensors against core's, and in model.compile.
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import * as layers from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, it } from "vitest";
import { answersCase, crossEntropyOptions, focalOptions, reference, shape } from "./binary.fixtures.ts";
import { largestDifference } from "./methods.fixtures.ts";
import { binaryCrossEntropy, binaryFocal, type TensorLoss } from "./tfjs.ts";

const [rows, places] = shape;
const tensor = (numbers: ArrayLike<number>): tf.Tensor2D => tf.tensor2d(Float32Array.from(numbers), [rows, places]);

const cases = [
  ...Object.entries(crossEntropyOptions).map(
    ([name, options]) => ["binaryCrossEntropy", name, options, binaryCrossEntropy(options)] as const,
  ),
  ...Object.entries(focalOptions).map(
    ([name, options]) => ["binaryFocal", name, options, binaryFocal(options)] as const,
  ),
];

beforeAll(() => tf.setBackend("cpu"));

/** A loss's values, a row each, and its gradient of their sum. */
function evaluate(loss: TensorLoss, logits: Float32Array, labels: Float32Array) {
  const gradient = tf.grad((z) => tf.sum(loss(tensor(labels), z)))(tensor(logits));
  return { value: loss(tensor(labels), tensor(logits)), gradient: gradient.dataSync() };
}

describe.each(cases)("%s, %s", (name, _, options, loss) => {
  it.each(["usual", "extreme"] as const)("is core's, value and gradient, for %s logits", (kind) => {
    const given = answersCase(kind);
    const { value, gradient } = evaluate(loss, given.logits, given.labels);
    const expected = reference(name, options, given);
    const means = Array.from({ length: rows }, (_, row) => {
      const answers = expected.value.subarray(row * places, (row + 1) * places);
      return answers.reduce((sum, answer) => sum + answer, 0) / places;
    });
    expect(value.shape).toEqual([rows]);
    expect(largestDifference(value.dataSync(), Float64Array.from(means))).toBeLessThan(2e-6);
    const slopes = expected.gradient.map((slope) => slope / places);
    expect(largestDifference(gradient, slopes)).toBeLessThan(2e-6);
  });
});

it("takes probabilities where it is told", () => {
  const { logits, labels } = answersCase("usual");
  const ofProbabilities = binaryFocal({ fromLogits: false })(tensor(labels), tf.sigmoid(tensor(logits)));
  const expected = binaryFocal()(tensor(labels), tensor(logits)).dataSync();
  expect(largestDifference(ofProbabilities.dataSync(), Float64Array.from(expected))).toBeLessThan(2e-6);
});

it("trains a multi-label model that ends in a sigmoid", async () => {
  const inputs = tf.tensor2d([
    [1, 0],
    [0, 1],
    [1, 1],
    [0, 0],
  ]);
  const dense = layers.layers.dense({ units: 2, inputShape: [2], activation: "sigmoid", kernelInitializer: "zeros" });
  const model = layers.sequential({ layers: [dense] });
  model.compile({ optimizer: tf.train.adam(0.5), loss: binaryCrossEntropy({ smoothing: 0.2, fromLogits: false }) });
  await model.fit(inputs, inputs, { epochs: 100, verbose: 0 });
  const answers = (model.predict(inputs) as tf.Tensor).dataSync();
  inputs.dataSync().forEach((label, i) => expect(answers[i]).toBeCloseTo(label === 1 ? 0.9 : 0.1, 1));
});

it("refuses labels of another shape, and weights that fit no place", () => {
  const z = tensor(answersCase("usual").logits);
  expect(() => binaryCrossEntropy()(tf.zeros([rows]), z)).toThrow(/labels in the outputs' shape \[6, ?3\], got \[6\]/);
  expect(() => binaryCrossEntropy({ posWeight: [1, 2] })(z, z)).toThrow(/each of the 3 places .* got 2/);
});
