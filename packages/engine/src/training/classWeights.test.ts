// Class weights: every method's loss and gradients times the weight of each example's class, in the graph and in a training.
import { createRandom, crossEntropy, matrixOps, parseMethod } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { scaledError } from "../../../../test/conformance.ts";
import { methodTexts, teacherLogits } from "../../../../test/methodTexts.ts";
import { createModel } from "../models/createModel.ts";
import { parseAugmentation } from "./augmentation/parseAugmentation.ts";
import { selectRows, type Examples } from "./examples/examples.ts";
import { parseOptimizer } from "./optimizers.ts";
import { openParameterBlock } from "./parameterBlock.ts";
import { parseSchedule } from "./schedules.ts";
import { Trainer } from "./trainer.ts";
import type { TrainerOptions } from "./trainerOptions.ts";
import { openTrainingStep } from "./trainingStep.ts";

const [count, width, classes] = [8, 3, 4];
const input = { shape: [width], elementType: "float32", scale: 1, shift: 0, classes } as const;
const random = createRandom("class weights");
const train: Examples = {
  count,
  shape: [width],
  inputs: Float32Array.from({ length: count * width }, () => random.normal()),
  labels: Int32Array.of(0, 0, 1, 2, 3, 0, 0, 2),
};
const classWeights = [0.25, 2, 1, 3.5];
const last = { epoch: 1, epochs: 1 };

/** Σ w L / N and Σ w dL/dz / N, from the rule on plain numbers. */
function expectedOf(text: string, logits: Float32Array, teacher: Float64Array) {
  const method = parseMethod(text);
  const matrix = (data: Float64Array) => ({ rows: count, columns: classes, data });
  const scalars = Object.entries(method.coefficients?.(last) ?? {});
  const coefficients = Object.fromEntries(scalars.map(([name, value]) => [name, matrixOps.constant(value)]));
  const targets = matrix(method.targets(train.labels, classes));
  const z = matrix(Float64Array.from(logits));
  const { value, gradient } = method.loss.rows(matrixOps, z, targets, coefficients, matrix(teacher));
  const weights = Array.from(train.labels, (label) => classWeights[label]);
  const loss = weights.reduce((sum, weight, i) => sum + (weight * value.data[i]) / count, 0);
  const bias = Float64Array.from({ length: classes }, (_, k) =>
    weights.reduce((sum, weight, i) => sum + (weight * gradient.data[i * classes + k]) / count, 0),
  );
  return { loss, bias };
}

it.each(methodTexts)("%s weighs the rows of its graph", async (text) => {
  const method = parseMethod(text);
  const model = createModel("linear", input, createRandom(2));
  const block = openParameterBlock(model.parameters, 0);
  const step = await openTrainingStep(
    { ort, model, loss: method.loss, block, weighted: true, session: { threads: 1 } },
    count,
  );
  const teacher = teacherLogits(count * classes);
  step.inputs.set(train.inputs as Float32Array);
  step.targets.set(method.targets(train.labels, classes));
  step.weights!.set(Array.from(train.labels, (label) => classWeights[label]));
  step.teacher?.set(teacher);
  for (const [name, value] of Object.entries(method.coefficients?.(last) ?? {})) step.coefficients[name][0] = value;
  const loss = await step.run();
  const expected = expectedOf(text, step.logits, teacher);
  await step.release();
  expect(loss).toBeCloseTo(expected.loss, 5);
  // The gradient of the bias is that of the logits, summed over the rows.
  expect(scaledError(Float64Array.from(block.gradientsOf[1]), expected.bias)).toBeLessThan(1e-5);
});

describe("a training with class weights", () => {
  async function trained(options: Partial<TrainerOptions>): Promise<{ loss: number; parameters: number[] }> {
    const trainer = await Trainer.create({
      ort,
      model: createModel("linear", input, createRandom(2)),
      method: parseMethod("smooth:0.1"),
      optimizer: parseOptimizer("sgd:lr=0.5"),
      schedule: parseSchedule("constant"),
      train,
      batchSize: 64,
      epochs: 1,
      seed: 3,
      threads: 1,
      ...options,
    });
    const { trainLoss } = await trainer.epoch();
    const parameters = trainer.parameters().flatMap((values) => [...values]);
    await trainer.release();
    return { loss: trainLoss, parameters };
  }

  it("takes the step of a training in which examples stand as often as they weigh", async () => {
    const weights = [1, 3, 2, 0];
    const rows = Array.from(train.labels).flatMap((label, row) => new Array<number>(weights[label]).fill(row));
    const repeated = selectRows(train, Int32Array.from(rows));
    const optimizer = parseOptimizer(`sgd:lr=${(0.5 * rows.length) / count}`);
    const [weighted, expected] = [
      await trained({ classWeights: weights }),
      await trained({ train: repeated, optimizer }),
    ];
    weighted.parameters.forEach((value, i) => expect(value).toBeCloseTo(expected.parameters[i], 5));
    expect(weighted.loss).toBeCloseTo((expected.loss * rows.length) / count, 5);
  });

  it("has the loss of core's cross-entropy with weights of examples", async () => {
    const model = createModel("linear", input, createRandom(2));
    const predictor = await Trainer.create({ ort, model, method: parseMethod("hard"), optimizer: parseOptimizer("sgd"), schedule: parseSchedule("constant"), train, batchSize: 8, epochs: 1, seed: 1 }); // prettier-ignore
    const { logits } = await predictor.predict(train);
    await predictor.release();
    const options = { smoothing: 0.1, weight: classWeights, weighting: "examples", reduction: "sum" } as const;
    const { value } = crossEntropy(options).evaluate(Float64Array.from(logits), train.labels, [count, classes]);
    expect((await trained({ classWeights })).loss).toBeCloseTo(value / count, 5);
  });

  it("is that without where all weigh 1", async () => {
    const [ones, none] = [await trained({ classWeights: [1, 1, 1, 1] }), await trained({})];
    expect(ones.parameters).toEqual(none.parameters);
  });

  it.each([
    ["too few weights", [1, 1, 1], "4 class weights, got 3"],
    ["a negative weight", [1, -1, 1, 1], "weight of class 1 to be finite and not negative, got -1"],
    ["no weight at all", [0, 0, 0, 0], "a training example of a class whose weight is above 0"],
  ])("refuses %s", async (_, weights, message) => {
    await expect(trained({ classWeights: weights })).rejects.toThrow(message);
  });
});

it.each(["mixup:1", "cutmix:1"])("%s mixes weights as it mixes targets", (text) => {
  const targets = Float32Array.from({ length: 16 }, (_, i) => (i % 5 === 0 ? 1 : 0));
  const weights = Float32Array.of(0.25, 2, 1, 3.5);
  const batch = { inputs: new Float32Array(16 * 4), targets, weights, count: 4, shape: [4, 4], classes: 4 };
  parseAugmentation(text).apply(batch, createRandom(5));
  const expected = [0, 1, 2, 3].map((row) =>
    classWeights.reduce((sum, weight, k) => sum + weight * targets[4 * row + k], 0),
  );
  weights.forEach((weight, row) => expect(weight).toBeCloseTo(expected[row], 5));
  expect([...weights]).not.toEqual(classWeights);
});
