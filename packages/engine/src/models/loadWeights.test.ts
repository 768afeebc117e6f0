// Weights of files: taken by name, heads for other classes left, and refusals.
import { createRandom } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { GraphBuilder } from "../onnx/builder.ts";
import { tensorOf } from "../onnx/elementTypes.ts";
import { encodeGraph } from "../onnx/encode.ts";
import type { Graph } from "../onnx/graph.ts";
import { createModel } from "./createModel.ts";
import { exportModel } from "./exportModel.ts";
import { loadWeights } from "./loadWeights.ts";
import type { InputSpec, Model } from "./model.ts";

const photos: InputSpec = { shape: [3, 8, 8], elementType: "uint8", scale: 2 / 255, shift: -1, classes: 4 };
const create = (seed: number, changes: Partial<InputSpec> = {}) =>
  createModel("cnn:4,6", { ...photos, ...changes }, createRandom(seed));
const exported = (model: Model) =>
  exportModel(
    model,
    model.parameters.map(({ values }) => values),
    { statistics: model.statistics!.map(({ values }, i) => values.map((value) => value + i + 1)) },
  );
const other = create(1);
const names = [...other.parameters, ...other.statistics!].map(({ name }) => name);

/** A file that has nothing but arrays, and an output made of one of them. */
function fileOf(write: (builder: GraphBuilder) => string): Uint8Array {
  const builder = new GraphBuilder("arrays");
  builder.output(write(builder));
  const graph: Graph = builder.build();
  return encodeGraph(graph);
}

describe("loadWeights", () => {
  it("takes every array of an export, running statistics too", () => {
    const { model, loaded, fresh, unused } = loadWeights(create(2), exported(other));
    expect(loaded).toEqual(names);
    expect([fresh, unused.filter((name) => names.includes(name))]).toEqual([[], []]);
    expect(model.parameters).toEqual(other.parameters.map(({ name, shape, values }) => ({ name, shape, values })));
    model.statistics!.forEach(({ values, momentum }, i) => {
      expect(momentum).toBe(0.1);
      expect(values[0]).toBe(other.statistics![i].values[0] + i + 1);
    });
  });

  it("leaves a last layer for other classes as it was drawn", () => {
    const begun = create(2, { classes: 3 });
    const { model, loaded, fresh, unused } = loadWeights(begun, exported(other));
    expect(fresh).toEqual(["head.weight", "head.bias"]);
    expect(unused).toEqual(expect.arrayContaining([...fresh]));
    expect(loaded).toEqual(names.filter((name) => !name.startsWith("head")));
    expect(model.parameters.at(-1)).toBe(begun.parameters.at(-1));
    expect(model.parameters[0].values).toEqual(other.parameters[0].values);
  });

  it("finds arrays that an exporter wrote as the same as others", () => {
    const model = createModel("mlp:3", { ...photos, shape: [2], classes: 3 }, createRandom(1));
    const bytes = fileOf((builder) => {
      for (const { name, shape, values } of model.parameters)
        if (name !== "layers.1.bias") builder.initializer(name, tensorOf("float32", shape, values));
      return builder.node("Identity", ["layers.0.bias"], {}, "layers.1.bias");
    });
    const { parameters } = loadWeights(model, bytes).model;
    expect(parameters[3].values).toEqual(model.parameters[1].values);
    expect(parameters[3].values).not.toBe(parameters[1].values);
  });

  it("says which arrays are missing or of another shape", () => {
    const folded = fileOf((builder) => builder.initializer("onnx::Conv_7", tensorOf("float32", [2], [1, 2])));
    expect(() => loadWeights(create(2), folded)).toThrow(
      "loadWeights: expected blocks.0.convolution.weight, blocks.0.normalization.weight, blocks.0.normalization.bias and " +
        '7 more among the arrays of the file, as cnn:4,6 has, got ["onnx::Conv_7"]; keep all names',
    );
    expect(() => loadWeights(create(2, { shape: [8, 8] }), exported(other))).toThrow(
      "loadWeights: expected blocks.0.convolution.weight of shape [4, 1, 3, 3], got [4,3,3,3]; choose the model",
    );
    expect(() => loadWeights(create(2), Uint8Array.of(1, 2, 3))).toThrow("expected");
  });
});
