// Loss, logits and gradients of models that PyTorch exported, against those of PyTorch's float64 autograd; refusals.
import { readFileSync } from "node:fs";
import { createRandom } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { readReference as readJson, referenceFile } from "../../../../test/reference.ts";
import { createModel } from "../models/createModel.ts";
import { exportModel } from "../models/exportModel.ts";
import { importModel } from "../models/import/importModel.ts";
import { batchStatistic } from "../models/model.ts";
import { tensorOf } from "../onnx/elementTypes.ts";
import { openSession } from "../onnx/runtime.ts";
import { lossAndGradients, type Values } from "./lossAndGradients.ts";

interface Reference {
  readonly input: Values;
  readonly target: Values;
  readonly logits: { readonly data: readonly number[] };
  readonly loss: number;
  readonly gradients: Readonly<Record<string, { readonly shape: readonly number[]; readonly data: readonly number[] }>>;
  /** After one step from mean 0 and variance 1. */
  readonly runningStatistics: Readonly<Record<string, { readonly data: readonly number[] }>>;
}

const readReference = (name: string): Reference => readJson<Reference>(`onnx/${name}.json`);

/** The largest difference, relative to the largest expected element. */
function error(found: ArrayLike<number>, expected: readonly number[]): number {
  const scale = Math.max(...expected.map(Math.abs));
  return Math.max(...expected.map((value, i) => Math.abs(found[i] - value))) / scale;
}

/** The models, and how many of PyTorch's parameters the file has under their names; exporters fold and transpose others. */
const files = [
  ["mlp-torchscript", 6],
  ["mlp-dynamo", 6],
  ["resnet-torchscript", 20],
  ["resnet-dynamo", 0],
  ["mobile-torchscript", 14],
  ["mobile-dynamo", 0],
  ["vit-torchscript", 32],
  ["vit-dynamo", 16],
] as const;

describe("gradients of models exported from PyTorch", () => {
  it.each(files)("%s", async (name, named) => {
    const reference = readReference(name);
    const bytes = readFileSync(referenceFile(`onnx/${name}.onnx`));
    const { loss, logits, gradients } = await lossAndGradients(bytes, reference, ort);
    expect(loss).toBeCloseTo(reference.loss, 5);
    expect(error(logits.data, reference.logits.data)).toBeLessThan(1e-6);
    const common = Object.keys(reference.gradients).filter((parameter) => parameter in gradients);
    expect(common.length).toBe(named);
    for (const parameter of common) {
      expect(gradients[parameter].shape, parameter).toEqual(reference.gradients[parameter].shape);
      const worst = error(gradients[parameter].data, reference.gradients[parameter].data);
      expect(worst, parameter).toBeLessThan(1e-5);
    }
    expect(Object.keys(gradients).filter((parameter) => parameter.includes("running"))).toEqual([]);
  });

  it.each(["resnet-torchscript", "mobile-torchscript"])("running statistics of %s", async (name) => {
    const { input, runningStatistics } = readReference(name);
    const [count, ...shape] = input.shape;
    const spec = { shape, elementType: "float32", scale: 1, shift: 0, classes: 2 } as const;
    const model = importModel(readFileSync(referenceFile(`onnx/${name}.onnx`)), {
      name,
      input: spec,
      random: createRandom(1),
    });
    const statistics = model.statistics!;
    expect(statistics.map((statistic) => statistic.name).sort()).toEqual(Object.keys(runningStatistics).sort());
    const session = await openSession(ort, model.graph(count, "training"), { threads: 1 });
    const arrays = model.parameters.map((p) => [p.name, tensorOf("float32", p.shape, p.values)] as const);
    const batch = await session.run({
      input: tensorOf("float32", input.shape, input.data),
      ...Object.fromEntries(arrays),
    });
    await session.release();
    for (const { name: statistic, momentum } of statistics) {
      const start = statistic.endsWith("var") ? 1 : 0;
      const expected = runningStatistics[statistic].data.map((value) => start + (value - start) / momentum);
      const found = batch[batchStatistic(statistic)].data as Float32Array;
      expect(error(found, expected), statistic).toBeLessThan(1e-5);
    }
  });
});

describe("lossAndGradients", () => {
  const input = { shape: [4], elementType: "float32", scale: 1, shift: 0, classes: 3 } as const;
  const model = createModel("linear", input, createRandom(1));
  const bytes = exportModel(model, [new Float32Array(12), Float32Array.of(1, 0, 0)]);
  const example = { shape: [1, 4], data: [1, 2, 3, 4] };
  const target = { shape: [1, 3], data: [0.2, 0.3, 0.5] };

  it("gives the mean cross-entropy and its gradients by the names in the file", async () => {
    const { loss, logits, gradients } = await lossAndGradients(bytes, { input: example, target }, ort);
    const sum = Math.E + 2;
    expect(loss).toBeCloseTo(Math.log(sum) - 0.2, 6);
    expect(Array.from(logits.data)).toEqual([1, 0, 0]);
    expect(Object.keys(gradients)).toEqual(["layers.0.weight", "layers.0.bias"]);
    const expected = [Math.E / sum - 0.2, 1 / sum - 0.3, 1 / sum - 0.5];
    expected.forEach((value, i) => expect(gradients["layers.0.bias"].data[i]).toBeCloseTo(value, 6));
    expect(gradients["layers.0.weight"].data[3]).toBeCloseTo(4 * expected[0], 5);
  });

  it.each([
    [{ input: { shape: [1, 5], data: [1, 2, 3, 4, 5] }, target }, "expected input of shape [N, 4], got [1,5]"],
    [{ input: { shape: [1, 4], data: [1, 2, 3] }, target }, "expected 4 values of input [1, 4], got 3"],
    [
      { input: { shape: [0, 4], data: [] }, target: { shape: [0, 3], data: [] } },
      "expected at least one row of input, got [0,4]",
    ],
    [
      { input: example, target: { shape: [1, 2], data: [1, 0] } },
      "expected target of the logits' shape [1, 3], got [1,2]",
    ],
  ])("refuses what does not fit", async (batch, message) => {
    await expect(lossAndGradients(bytes, batch, ort)).rejects.toThrow(`lossAndGradients: ${message}`);
  });

  it("refuses bytes that are not an ONNX file", async () => {
    const other = new TextEncoder().encode("PK these are other bytes");
    await expect(lossAndGradients(other, { input: example, target }, ort)).rejects.toThrow("decodeModel: expected");
  });
});
