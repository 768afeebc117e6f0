// What training computes does not depend on what a file calls its values, nor on shapes that it gives its probabilities.
import { createRandom, crossEntropyRule } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { expect, it } from "vitest";
import { importModel } from "../models/import/importModel.ts";
import { GraphBuilder } from "../onnx/builder.ts";
import { tensorOf } from "../onnx/elementTypes.ts";
import { encodeGraph } from "../onnx/encode.ts";
import { int } from "../onnx/graph.ts";
import { lossAndGradients } from "./lossAndGradients.ts";
import { buildTrainingGraph } from "./trainingGraph.ts";

const batch = { input: { shape: [1, 3], data: [1, 0, -1] }, target: { shape: [1, 2], data: [0, 1] } };

/** Two layers, whose weights, hidden value and result have the given names. */
function fileOf([first, second, hidden, last]: readonly string[]): Uint8Array {
  const builder = new GraphBuilder("file");
  builder.input("x", "float32", [2, 3]);
  builder.initializer(first, tensorOf("float32", [3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]));
  builder.initializer(second, tensorOf("float32", [3, 2], [1, 2, 3, 4, 5, 6]));
  builder.node("MatMul", ["x", first], {}, hidden);
  builder.output(builder.node("MatMul", [hidden, second], {}, last));
  return encodeGraph(builder.build(), { symbolicBatch: "N" });
}

it.each([
  [["loss", "logits", "input", "teacher"]],
  [["probabilities", "grad(logits)", "Mul_1", "logits"]],
  [["features", "batch(m)", "target q", "mean loss"]],
  [["example weights", "w", "weights", "targets"]],
  [["h/grad/step", "file/h/step", "grad(file/h/step)", "grad(h/grad/step)"]],
])("names %s", async (names) => {
  const plain = Object.values((await lossAndGradients(fileOf(["a", "b", "h", "z"]), batch, ort)).gradients);
  const { gradients } = await lossAndGradients(fileOf(names), batch, ort);
  expect(gradients).toEqual({ [names[0]]: plain[0], [names[1]]: plain[1] });
  const input = { shape: [3], elementType: "float32", scale: 1, shift: 0, classes: 2 } as const;
  const model = importModel(fileOf(names), { name: "file", input, random: createRandom(1) });
  const { graph } = buildTrainingGraph(model, crossEntropyRule, 2);
  expect(graph.inputs).toEqual(["input", ...model.parameters.map(({ name }) => name), "targets"]);
  const weighted = buildTrainingGraph(model, crossEntropyRule, 2, { weighted: true });
  expect(weighted.graph.inputs).toEqual([...graph.inputs, "example weights"]);
});

it("logits before a softmax over more axes than the result has", async () => {
  const builder = new GraphBuilder("file");
  builder.input("x", "float32", [2, 3]);
  builder.initializer("w", tensorOf("float32", [3, 2], [1, 2, 3, 4, 6, 8]));
  const cube = builder.node("Unsqueeze", [builder.node("MatMul", ["x", "w"]), builder.int64([2])]);
  const rows = builder.node("Softmax", [cube], { axis: int(1) });
  builder.output(builder.node("Reshape", [rows, builder.int64([-1, 2])], {}, "p"));
  const bytes = encodeGraph(builder.build(), { symbolicBatch: "N" });
  const { loss, logits } = await lossAndGradients(bytes, batch, ort);
  expect([logits.shape, Array.from(logits.data)]).toEqual([
    [1, 2],
    [-5, -6],
  ]);
  expect(loss).toBeCloseTo(Math.log(1 + Math.E), 6);
});
