// Hidden activations by name: in prediction, in training, and in exported files.
import { readFileSync } from "node:fs";
import { createRandom } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { afterEach, describe, expect, it } from "vitest";
import { referenceFile } from "../../../../test/reference.ts";
import { createModel } from "../models/createModel.ts";
import { exportModel } from "../models/exportModel.ts";
import { importModel } from "../models/import/importModel.ts";
import type { Model } from "../models/model.ts";
import { decodeModel } from "../onnx/decode.ts";
import { tensorOf } from "../onnx/elementTypes.ts";
import { sizeOf } from "../onnx/graph.ts";
import { openSession } from "../onnx/runtime.ts";
import { inputsOf, type Examples } from "./examples/examples.ts";
import type { ActivationRows } from "./predictor.ts";
import { Trainer, type TrainedBatch } from "./trainer.ts";
import type { TrainerOptions } from "./trainerOptions.ts";

const random = createRandom(3);
function examples(count: number, shape: readonly number[], classes: number): Examples {
  const inputs = Float32Array.from({ length: count * sizeOf(shape) }, () => random.normal());
  return { count, shape, inputs, labels: Int32Array.from({ length: count }, () => random.integer(classes)) };
}

const rows = examples(20, [3], 2);
const perceptron = createModel("mlp:5,4", { shape: [3], classes: 2 });
const open: Trainer[] = [];
async function create(options: Partial<TrainerOptions> = {}): Promise<Trainer> {
  const trainer = await Trainer.create({
    ort,
    model: perceptron,
    method: "hard",
    train: rows,
    batchSize: 8,
    ...options,
  });
  open.push(trainer);
  return trainer;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((trainer) => trainer.release()));
});

/** ReLU(x Wᵀ + b) of rows [N, inputs]. */
function layer(x: Float32Array, weight: Float32Array, bias: Float32Array): Float32Array {
  const inputs = weight.length / bias.length;
  return Float32Array.from({ length: (x.length / inputs) * bias.length }, (_, i) => {
    const [n, k] = [Math.floor(i / bias.length), i % bias.length];
    let sum = bias[k];
    for (let j = 0; j < inputs; j++) sum += x[n * inputs + j] * weight[k * inputs + j];
    return Math.max(0, sum);
  });
}

function expectClose(
  got: ActivationRows,
  expected: { readonly shape: readonly number[]; readonly data: ArrayLike<number> },
) {
  expect(got.shape).toEqual(expected.shape);
  got.data.forEach((value, i) => expect(Math.abs(value - expected.data[i])).toBeLessThan(1e-5));
}

describe("in prediction", () => {
  it("are what the layers compute, the last one the features", async () => {
    const trainer = await create();
    const asked = ["hidden1", "hidden2", "logits"];
    const { features, activations = {}, logits } = await trainer.predict(rows, { features: true, activations: asked });
    const [w1, b1, w2, b2] = trainer.parameters();
    const first = layer(inputsOf(rows) as Float32Array, w1, b1);
    expect(Object.keys(activations)).toEqual(asked);
    expectClose(activations.hidden1, { shape: [20, 5], data: first });
    expectClose(activations.hidden2, { shape: [20, 4], data: layer(first, w2, b2) });
    expect(activations.hidden2.data).toEqual(features);
    expect(activations.logits).toEqual({ shape: [20, 2], data: logits });
    expect(await trainer.predict(rows)).toEqual({ logits });
  });

  it.each([
    ["cnn:4,6", { block1: [5, 4, 4, 4], block2: [5, 6, 2, 2] }],
    ["resnet18", { stem: [5, 64, 8, 8], layer1: [5, 64, 8, 8], layer3: [5, 256, 2, 2], layer4: [5, 512, 1, 1] }],
  ])("of %s have the shapes of its blocks", async (text, shapes) => {
    const images = examples(5, [1, 8, 8], 2);
    const model = createModel(text, { shape: [1, 8, 8], classes: 2 });
    expect(Object.keys(model.activations ?? {})).toEqual(expect.arrayContaining(Object.keys(shapes)));
    const trainer = await create({ model, train: images, batchSize: 5 });
    const { activations = {} } = await trainer.predict(images, { activations: Object.keys(shapes) });
    for (const [name, shape] of Object.entries(shapes)) expect(activations[name].shape).toEqual(shape);
  });

  it("of an imported file are found by its own names", async () => {
    const bytes = readFileSync(referenceFile("onnx/mlp-torchscript.onnx"));
    const relu = decodeModel(bytes).graph.nodes.find(({ operation }) => operation === "Relu")!.outputs[0];
    const model = importModel(bytes, { name: "mlp.onnx", input: { shape: [3, 2, 2], classes: 4 } });
    const train = examples(6, [3, 2, 2], 4);
    const trainer = await create({ model, train });
    const { activations = {} } = await trainer.predict(train, { activations: [relu] });
    expect(activations[relu].shape[0]).toBe(6);
    expect(Math.min(...activations[relu].data)).toBe(0);
    await expect(trainer.predict(train, { activations: ["hidden1"] })).rejects.toThrow(
      "activations: expected one of mlp.onnx: ",
    );
  });
});

describe("in training", () => {
  /** What each step of an epoch gave. */
  async function batchesOf(trainer: Trainer): Promise<TrainedBatch[]> {
    const batches: TrainedBatch[] = [];
    await trainer.epoch(undefined, (_step, _steps, batch) => batches.push(batch));
    return batches;
  }

  it("come with every step, of the parameters before it", async () => {
    const trainer = await create({ activations: ["hidden1"] });
    const [w1, b1] = trainer.parameters();
    const batches = await batchesOf(trainer);
    expect(batches.map((batch) => batch.activations.hidden1.shape)).toEqual([
      [8, 5],
      [8, 5],
      [4, 5],
    ]);
    expect(batches.flatMap((batch) => [...batch.rows]).sort((a, b) => a - b)).toEqual([...Array(20).keys()]);
    const [first, second] = batches;
    const inputs = [...first.rows].flatMap((row) => [...inputsOf(rows).slice(3 * row, 3 * row + 3)]);
    expectClose(first.activations.hidden1, { shape: [8, 5], data: layer(Float32Array.from(inputs), w1, b1) });
    expect(second.activations.hidden1.data).not.toEqual(first.activations.hidden1.data);
  });

  it("are those of the training graph, where batches are normalised", async () => {
    const images = examples(6, [1, 8, 8], 2);
    const model = createModel("cnn:3", { shape: [1, 8, 8], classes: 2 });
    const trainer = await create({ model, train: images, batchSize: 6, activations: ["block1", "features"] });
    const [{ activations }] = await batchesOf(trainer);
    const { shape, data } = activations.block1;
    expect(shape).toEqual([6, 3, 4, 4]);
    const mean = (n: number, c: number) =>
      data.slice(16 * (3 * n + c), 16 * (3 * n + c + 1)).reduce((a, b) => a + b) / 16;
    const features = Array.from({ length: 18 }, (_, i) => mean(Math.floor(i / 3), i % 3));
    expectClose(activations.features, { shape: [6, 3], data: features });
  });

  it("change nothing of what is learnt", async () => {
    const [with_, without] = [await create({ activations: ["hidden1", "logits"] }), await create()];
    const [a, b] = [await with_.epoch(), await without.epoch()];
    expect(a.trainLoss).toBeCloseTo(b.trainLoss, 6);
    expect((await batchesOf(without))[0].activations).toEqual({});
  });
});

describe("in exported files", () => {
  async function run(model: Model, outputs: readonly string[], count: number) {
    const bytes = exportModel(
      model,
      model.parameters.map(({ values }) => values),
      { outputs },
    );
    const session = await openSession(ort, bytes, { threads: 1 });
    const { shape } = model.input;
    const input = tensorOf("float32", [count, ...shape], inputsOf(rows).slice(0, count * sizeOf(shape)));
    const results = await session.run({ input });
    await session.release();
    return results;
  }

  it.each([1, 3, 20])("are outputs for batches of any size (%d)", async (count) => {
    const trainer = await create();
    const { activations = {} } = await trainer.predict(rows, { activations: ["hidden1", "hidden2"] });
    const results = await run(perceptron, ["hidden1", "hidden2"], count);
    expect(Object.keys(results)).toEqual(["logits", "features", "hidden1", "hidden2"]);
    for (const name of ["hidden1", "hidden2"]) {
      const width = activations[name].shape[1];
      const expected = activations[name].data.slice(0, count * width);
      expectClose(results[name] as ActivationRows, { shape: [count, width], data: expected });
    }
  });
});

describe("unknown names", () => {
  it("are refused with those there are", async () => {
    await expect(create({ activations: ["hiden2"] })).rejects.toThrow(
      'activations: expected one of mlp:5,4: hidden2, hidden1, got "hiden2"',
    );
    const parameters = perceptron.parameters.map(({ values }) => values);
    expect(() => exportModel(perceptron, parameters, { outputs: ["layers.0.weight"] })).toThrow(
      'activations: expected one of mlp:5,4: hidden1, hidden2, got "layers.0.weight"',
    );
  });
});
