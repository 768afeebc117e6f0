// Weights of examples on losses of arrays of any rank.
import { expect, it } from "vitest";
import { createRandom } from "../base/random.ts";
import { binaryCrossEntropy } from "./binary/binaryCrossEntropy.ts";
import { crossEntropy } from "./crossEntropy.ts";
import { meanOfAnswers, weightExamples } from "./exampleWeights.ts";

const random = createRandom("exampleWeights");
const [shape, length] = [[2, 3, 4, 2], 48];
const logits = Float64Array.from({ length }, () => random.normal());
const weights = Float64Array.from({ length: 16 }, (_, i) => 2 ** i);

it("weighs the gradient where the classes are not the last dimension", () => {
  const labels = Int32Array.from({ length: 16 }, (_, i) => i % 3);
  const evaluate = (position: number) =>
    crossEntropy({ reduction: "none" }).evaluate(
      logits,
      labels.map((y, i) => (i === position ? y : -100)),
      shape,
    );
  const all = weightExamples(crossEntropy({ reduction: "none" }).evaluate(logits, labels, shape), weights, {
    reduction: "sum",
  });
  const expected = new Float64Array(length);
  weights.forEach((weight, i) => evaluate(i).gradient.forEach((slope, j) => (expected[j] += weight * slope)));
  expect(all.gradient).toEqual(expected);
});

it("weighs twice as with the product, whatever the rank", () => {
  const rows = crossEntropy({ reduction: "none" }).evaluate(logits, new Int32Array(16), shape);
  const once = weightExamples(rows, weights, { reduction: "none" });
  expect(weightExamples(once, weights)).toEqual(
    weightExamples(
      rows,
      weights.map((weight) => weight ** 2),
    ),
  );
});

it("weighs means of answers, whose places are the last dimension", () => {
  const answers = binaryCrossEntropy({ reduction: "none" }).evaluate(logits, new Float64Array(length), [2, 4, 2, 3]);
  const { gradient } = weightExamples(meanOfAnswers(answers, 3), weights, { reduction: "sum" });
  expect(gradient).toEqual(answers.gradient.map((slope, i) => (slope / 3) * weights[Math.floor(i / 3)]));
});
