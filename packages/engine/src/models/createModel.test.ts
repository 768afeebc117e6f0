// Models by text: their parameters, how these are initialised, and what the graphs compute.
import { createRandom } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { tensorOf } from "../onnx/elementTypes.ts";
import { openSession } from "../onnx/runtime.ts";
import { createModel, modelTable } from "./createModel.ts";
import type { InputSpec, Model } from "./model.ts";

const pixels = { shape: [2, 3], elementType: "uint8", scale: 2 / 255, shift: -1, classes: 3 } as const;
const bytes = Uint8Array.from([0, 10, 20, 250, 128, 64, 255, 255, 0, 0, 1, 2]);

/** The layers on plain numbers: logits and what the last layer sees, for one row. */
function forward(model: Model, row: readonly number[]) {
  const [scale, shift] = [model.input.scale, model.input.shift].map(Number);
  let values = row.map((value) => value * scale + shift);
  let features = values;
  for (let layer = 0; layer < model.parameters.length / 2; layer++) {
    features = layer === 0 ? values : values.map((value) => Math.max(value, 0));
    const [weight, bias] = [model.parameters[2 * layer], model.parameters[2 * layer + 1]];
    const width = weight.shape[1];
    values = Array.from(bias.values, (b, o) =>
      features.reduce((sum, feature, i) => sum + feature * weight.values[o * width + i], b),
    );
  }
  return { logits: values, features };
}

describe("createModel", () => {
  it("names and shapes parameters layer by layer, weights [out, in]", () => {
    const { name, parameters } = createModel("mlp:5, 4", pixels, createRandom(1));
    expect(name).toBe("mlp:5,4");
    expect(parameters.map((parameter) => [parameter.name, parameter.shape])).toEqual([
      ["layers.0.weight", [5, 6]],
      ["layers.0.bias", [5]],
      ["layers.1.weight", [4, 5]],
      ["layers.1.bias", [4]],
      ["layers.2.weight", [3, 4]],
      ["layers.2.bias", [3]],
    ]);
  });

  it("draws from U(-1/√inputs, 1/√inputs), the same for the same seed", () => {
    const draw = (seed: number) => createModel("mlp:400", { ...pixels, shape: [100] }, createRandom(seed)).parameters;
    const [{ values }] = draw(7);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(0.1);
    expect(Math.abs(mean)).toBeLessThan(0.001);
    expect(variance).toBeCloseTo(0.01 / 3, 4);
    expect(draw(7)).toEqual(draw(7));
    expect(draw(8)[0].values).not.toEqual(values);
  });

  it.each([
    ["linear", pixels, Array.from(bytes)],
    ["mlp:4", pixels, Array.from(bytes)],
    [
      "mlp:5,4",
      { ...pixels, elementType: "float32", scale: 1, shift: 0 } as const,
      Array.from(bytes, (v) => v / 100 - 1),
    ],
  ])("%s computes normalised input → layers → logits", async (text, input, values) => {
    const model = createModel(text, input, createRandom(3));
    const session = await openSession(ort, model.graph(2), { threads: 1 });
    const parameters = model.parameters.map((p) => [p.name, tensorOf("float32", p.shape, p.values)] as const);
    const feeds = { input: tensorOf(input.elementType, [2, 2, 3], values), ...Object.fromEntries(parameters) };
    const { logits, features } = await session.run(feeds);
    const rows = [values.slice(0, 6), values.slice(6)].map((row) => forward(model, row));
    expect(logits.shape).toEqual([2, 3]);
    rows.flatMap((row) => row.logits).forEach((z, i) => expect(logits.data[i]).toBeCloseTo(z, 5));
    expect(features.shape).toEqual([2, rows[0].features.length]);
    rows.flatMap((row) => row.features).forEach((h, i) => expect(features.data[i]).toBeCloseTo(h, 5));
    await session.release();
  });

  it("scales and shifts channel by channel where lists say so", async () => {
    const input: InputSpec = { ...pixels, scale: [0.5, 2], shift: [1, -1] };
    const model = createModel("linear", input, createRandom(1));
    const session = await openSession(ort, model.graph(1), { threads: 1 });
    const parameters = model.parameters.map((p) => [p.name, tensorOf("float32", p.shape, p.values)] as const);
    const feeds = { input: tensorOf("uint8", [1, 2, 3], [2, 4, 6, 10, 20, 30]), ...Object.fromEntries(parameters) };
    const { features } = await session.run(feeds);
    expect(Array.from(features.data as Float32Array)).toEqual([2, 3, 4, 19, 39, 59]);
    await session.release();
    expect(() => createModel("linear", { ...input, scale: [1, 2, 3] }, createRandom(1))).toThrow(
      "InputSpec: expected one scale or 2, one per channel of [2, 3], got [1,2,3]",
    );
  });

  it("knows every row of the table, with defaults", () => {
    const image = { ...pixels, shape: [3, 16, 16] };
    for (const { name } of modelTable) expect(createModel(name, image, createRandom(1)).name.split(":")[0]).toBe(name);
    expect(createModel("mlp", pixels, createRandom(1)).name).toBe("mlp:512,256,128");
  });

  it.each([
    ["mpl:3", 'model "mpl:3": expected the name to be one of mlp, cnn, linear, resnet18, resnet50, got "mpl"'],
    ["mlp:0", "each width to be a whole number from 1 to 65536, got 0; write it as in mlp:512,256,128"],
    ["mlp:abc", 'each width to be a whole number, got "abc"; write it as in mlp:512,256,128'],
    ["mlp:", 'each width to be a whole number, got ""'],
    ["mlp:12,,3", 'each width to be a whole number, got ""'],
    ["mlp:1.5", "each width to be a whole number from 1 to 65536, got 1.5"],
    ["linear:3", 'model linear: expected no widths, got "3"'],
  ])("refuses %s", (text, message) => {
    expect(() => createModel(text, pixels, createRandom(1))).toThrow(message);
  });

  it("refuses inputs that cannot be", () => {
    const create = (input: Partial<InputSpec>) => () => createModel("linear", { ...pixels, ...input }, createRandom(1));
    expect(create({ classes: 1 })).toThrow("classes to be a whole number of at least 2, got 1");
    expect(create({ shape: [0] })).toThrow("each dimension of an example");
  });
});
