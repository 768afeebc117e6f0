// The conventions of other libraries: against Keras' numbers, and each property of the table by itself.
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { scaledError } from "../../../../test/conformance.ts";
import { readReference } from "../../../../test/reference.ts";
import { oneHot } from "../targets/oneHot.ts";
import { smoothTargets } from "../targets/smoothing.ts";
import { binaryCrossEntropy } from "./binary/binaryCrossEntropy.ts";
import { conventionNames, conventions, crossEntropyLike, type ConventionName } from "./conventions.ts";
import { crossEntropy } from "./crossEntropy.ts";
import { meanOfAnswers, weightExamples, type ExampleWeightOptions } from "./exampleWeights.ts";
import type { Evaluation } from "./loss.ts";
import { methodLoss } from "../methods/methodLoss.ts";

interface ReferenceArray {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

interface KerasCase {
  readonly loss: "categorical_crossentropy" | "binary_crossentropy" | "categorical_focal_crossentropy";
  readonly alpha: number;
  readonly gamma?: number;
  readonly reduction: "sum_over_batch_size" | "sum" | "none" | "mean_with_sample_weight";
  readonly logits: ReferenceArray;
  readonly target: ReferenceArray;
  readonly sampleWeight: ReferenceArray | null;
  readonly value: ReferenceArray;
  readonly grad: ReferenceArray;
}

type Rows = Evaluation<Float64Array, "none">;

/** Keras' losses in our options, row by row. */
const rowsOf: Record<KerasCase["loss"], (logits: Float64Array, target: Float64Array, one: KerasCase) => Rows> = {
  categorical_crossentropy: (logits, target, { alpha, logits: { shape } }) =>
    crossEntropyLike("keras", { smoothing: alpha, reduction: "none" }).evaluate(logits, target, shape),
  binary_crossentropy: (logits, target, { alpha, logits: { shape } }) =>
    meanOfAnswers(
      binaryCrossEntropy({ smoothing: alpha, reduction: "none" }).evaluate(logits, target, shape),
      shape[1],
    ),
  categorical_focal_crossentropy: (logits, target, { alpha, gamma, logits: { shape } }) =>
    methodLoss(`focal:${gamma}`, { reduction: "none" }).evaluate(logits, smoothTargets(target, shape[1], alpha), shape),
};

/** Keras' reductions in our options. */
const reductions: Record<KerasCase["reduction"], ExampleWeightOptions> = {
  sum_over_batch_size: { reduction: "mean", divisor: "rows" },
  mean_with_sample_weight: { reduction: "mean", divisor: "weights" },
  sum: { reduction: "sum" },
  none: { reduction: "none" },
};

describe("Keras' losses in our options", () => {
  it.each(Object.keys(rowsOf) as KerasCase["loss"][])("%s", (loss) => {
    const all = readReference<KerasCase[]>("keras_losses.json");
    const cases = all.filter((one) => one.loss === loss);
    expect(cases.length).toBeGreaterThanOrEqual(24);
    for (const one of cases) {
      const [z, q] = [one.logits, one.target].map(({ data }) => Float64Array.from(data));
      const weights = one.sampleWeight?.data ?? Array<number>(6).fill(1);
      const { value, gradient } = weightExamples(rowsOf[loss](z, q, one), weights, reductions[one.reduction]);
      const expected = one.reduction === "none" ? Float64Array.from(one.value.data) : one.value.data[0];
      expect(scaledError(value, expected), `${one.reduction}, alpha ${one.alpha}`).toBeLessThan(1e-9);
      expect(scaledError(gradient, Float64Array.from(one.grad.data))).toBeLessThan(1e-9);
    }
  });
});

const logits = new Float64Array([1, -1, 0.5, 0, 2, -0.3, 0.2, 0.1, 0.7]);
const shape = [3, 3];
const weight = [0.5, 2, 0];
const value = (like: ConventionName, labels: number[]): number =>
  crossEntropyLike(like, { smoothing: 0.3, weight }).evaluate(logits, Int32Array.from(labels), shape).value;

describe("crossEntropyLike", () => {
  it("is PyTorch's by default", () => {
    const own = crossEntropy({ smoothing: 0.3, weight }).evaluate(logits, new Int32Array([0, 1, 2]), shape);
    expect(value("pytorch", [0, 1, 2])).toBe(own.value);
  });

  it.each(conventionNames)("%s averages as its row says", (like) => {
    const { over, weighting, divisor, whenEmpty } = conventions[like];
    const labels = Int32Array.of(0, 2, -100);
    const options = { smoothing: 0.3, over, weight, weighting, reduction: "sum" } as const;
    const sum = crossEntropy(options).evaluate(logits, labels, shape).value;
    const by = { weights: 0.5, rows: 2, nonzero: 1 }[divisor];
    expect(value(like, [0, 2, -100])).toBeCloseTo(sum / by, 14);
    expect(value(like, [-100, -100, -100])).toBe(whenEmpty);
  });

  it.each(conventionNames)("%s averages over distributions too", (like) => {
    const { over, weighting, divisor } = conventions[like];
    const rows = Float64Array.of(0, 0, 1, 0.4, 0.6, 0, 1, 0, 0);
    const options = { smoothing: 0.3, over, weight, weighting, reduction: "sum" } as const;
    const sum = crossEntropy(options).evaluate(logits, rows, shape).value;
    const mean = crossEntropyLike(like, { smoothing: 0.3, weight }).evaluate(logits, rows, shape).value;
    expect(mean).toBeCloseTo(sum / { weights: 3, rows: 3, nonzero: 2 }[divisor], 14);
  });

  it("is TensorFlow.js's for its dense targets with weights", () => {
    const rows = oneHot(new Int32Array([2, 1, 0]), 3);
    const ofRows = [0, 2, 0.5];
    for (const smoothing of [0, 0.3]) {
      const [labels, z] = [rows, logits].map((numbers) => tf.tensor2d(Float32Array.from(numbers), [3, 3]));
      const theirs = tf.losses.softmaxCrossEntropy(labels, z, tf.tensor1d(ofRows), smoothing).dataSync()[0];
      const ours = crossEntropyLike("tfjs", { smoothing, weight }).evaluate(logits, rows, shape).value;
      expect(ours).toBeCloseTo(theirs, 6);
    }
  });

  it("has no mean where the weights of labels add up to nothing, as PyTorch", () => {
    for (const smoothing of [0, 0.3]) {
      const loss = crossEntropy({ smoothing, weight });
      const { value: mean, gradient } = loss.evaluate(logits, new Int32Array([2, -100, 2]), shape);
      expect([mean, ...gradient]).toEqual([NaN, NaN, NaN, NaN, 0, 0, 0, NaN, NaN, NaN]);
      expect(
        crossEntropyLike("liger", { smoothing, weight }).evaluate(logits, new Int32Array(3).fill(2), shape),
      ).toEqual({ value: NaN, gradient: new Float64Array(9).fill(NaN) });
    }
  });

  it("has no gradient where all is ignored", () => {
    const none = Int32Array.of(-100, -100, -100);
    for (const like of conventionNames)
      expect(crossEntropyLike(like).evaluate(logits, none, shape).gradient).toEqual(new Float64Array(9));
  });

  it("refuses a library it does not know", () => {
    const call = () => crossEntropyLike("kears" as "keras");
    expect(call).toThrow("crossEntropyLike: expected the library to be one of keras, ");
  });
});

describe("weightExamples", () => {
  it("wants one weight per row", () => {
    const rows = crossEntropy({ reduction: "none" }).evaluate(logits, new Int32Array(3), shape);
    expect(() => weightExamples(rows, [1, 2])).toThrow("expected a weight for each of the 3 rows, got 2");
  });

  it("divides by what is not zero, where told", () => {
    const rows = crossEntropy({ reduction: "none" }).evaluate(logits, new Int32Array(3), shape);
    const { value: mean } = weightExamples(rows, [2, 0, 1], { divisor: "nonzero" });
    expect(mean).toBeCloseTo((2 * rows.value[0] + rows.value[2]) / 2, 15);
  });
});
