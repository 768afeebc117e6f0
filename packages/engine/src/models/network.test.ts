// Networks for images: what evaluation computes, what training leaves, and refusals.
import { createRandom } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { decodeModel } from "../onnx/decode.ts";
import { tensorOf } from "../onnx/elementTypes.ts";
import { sizeOf, type Tensor } from "../onnx/graph.ts";
import { openSession } from "../onnx/runtime.ts";
import { createModel } from "./createModel.ts";
import { exportModel } from "./exportModel.ts";
import { batchStatistic, type InputSpec, type Model } from "./model.ts";
import { createResidual } from "./residual.ts";

const colour: InputSpec = { shape: [3, 8, 8], elementType: "uint8", scale: 2 / 255, shift: -1, classes: 4 };
const rows = (count: number, { shape }: InputSpec) =>
  tensorOf(
    "uint8",
    [count, ...shape],
    Array.from({ length: count * sizeOf(shape) }, (_, i) => (i * i * 31 + i * 7) % 256),
  );
const arrays = (model: Model, statistics: boolean) =>
  [...model.parameters, ...(statistics ? (model.statistics ?? []) : [])].map(
    ({ name, shape, values }): [string, Tensor] => [name, tensorOf("float32", shape, values)],
  );
const small = [
  ["cnn", createModel("cnn:4,6", colour, createRandom(1))],
  ["grey cnn", createModel("cnn:4", { ...colour, shape: [8, 8] }, createRandom(1))],
  ["resnet", createResidual("resnet", { block: "bottleneck", stages: [1, 1], width: 4 }, colour, createRandom(1))],
] as const;

describe("networks of layers", () => {
  it.each(small)("%s: exported, evaluates batches of any size as its own graph does", async (_, model) => {
    const own = await openSession(ort, model.graph(3), { threads: 1 });
    const input = rows(3, model.input);
    const expected = await own.run({ input, ...Object.fromEntries(arrays(model, true)) });
    const values = model.parameters.map((parameter) => parameter.values);
    const bytes = exportModel(model, values, { classes: ["a", "b", "c", "d"] });
    expect(decodeModel(bytes).openShapes.get("input")).toEqual(["N", ...model.input.shape]);
    const session = await openSession(ort, bytes, { threads: 1 });
    const { logits, features } = await session.run({ input });
    expect(logits.shape).toEqual([3, 4]);
    expect(features.shape).toEqual([3, model.parameters.at(-2)!.shape[1]]);
    Array.from(logits.data as Float32Array).forEach((z, i) =>
      expect(z).toBeCloseTo(Number(expected.logits.data[i]), 5),
    );
    await own.release();
    await session.release();
  });

  it.each(small)(
    "%s: in training, the batch's own statistics come out and running ones are not read",
    async (_, model) => {
      const graph = model.graph(5, "training");
      expect(graph.inputs).toEqual(["input", ...model.parameters.map(({ name }) => name)]);
      expect(graph.outputs).toEqual(expect.arrayContaining(model.statistics!.map(({ name }) => batchStatistic(name))));
      const [mean, variance] = model.statistics!;
      const layer = mean.name.replace(/\.running_mean$/, "");
      const convolved = graph.nodes.find(({ outputs }) => outputs[0] === `${layer}.output`)!.inputs[0];
      const session = await openSession(ort, { ...graph, outputs: [...graph.outputs, convolved] }, { threads: 1 });
      const out = await session.run({ input: rows(5, model.input), ...Object.fromEntries(arrays(model, false)) });
      const [count, channels, ...area] = out[convolved].shape;
      const channel = Array.from({ length: count }, (_, n) =>
        Array.from(out[convolved].data as Float32Array)
          .slice(n * channels * sizeOf(area))
          .slice(0, sizeOf(area)),
      ).flat();
      const average = channel.reduce((sum, value) => sum + value, 0) / channel.length;
      const squares = channel.reduce((sum, value) => sum + (value - average) ** 2, 0);
      expect(out[batchStatistic(mean.name)].data[0]).toBeCloseTo(average, 5);
      expect(out[batchStatistic(variance.name)].data[0]).toBeCloseTo(squares / (channel.length - 1), 5);
      await session.release();
    },
  );

  it("refuses what is not an image, and images too small for the blocks", () => {
    const create = (text: string, shape: readonly number[]) => () =>
      createModel(text, { ...colour, shape }, createRandom(1));
    expect(create("cnn", [12])).toThrow(
      "model cnn:32,64,128,128: expected images [channels, height, width], got [12]; use mlp or linear for features that are not images",
    );
    expect(create("resnet18", [12])).toThrow("model resnet18: expected images");
    expect(create("cnn", [3, 15, 19])).toThrow(
      "expected images of at least 16 by 16, got [3,15,19]; name fewer widths",
    );
    expect(() =>
      createModel("cnn:4", { ...colour, shape: [1, 2, 2] }, createRandom(1)).graph(1, "training"),
    ).not.toThrow();
  });

  it("begins convolutions as PyTorch does, from U(-1/√inputs, 1/√inputs)", () => {
    const { parameters } = createModel("cnn:32,64", colour, createRandom(3));
    const [weight] = parameters;
    expect(weight.shape).toEqual([32, 3, 3, 3]);
    const most = Math.max(...weight.values.map(Math.abs));
    expect(most).toBeLessThanOrEqual(1 / Math.sqrt(27));
    expect(most).toBeGreaterThan(0.95 / Math.sqrt(27));
  });
});
