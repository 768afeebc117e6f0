// Operations that are written as others compute what ONNX Runtime's own do.
import { createRandom } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { expect, it } from "vitest";
import { tensorOf } from "../elementTypes.ts";
import { encodeModel } from "../encode.ts";
import { float, int, ints, sizeOf, text, type Attributes, type Graph, type Tensor } from "../graph.ts";
import { instantiate } from "../instantiate.ts";
import type { OnnxModel } from "../model.ts";
import { openSession } from "../runtime.ts";

const random = createRandom("decompose");
const positive = (...shape: number[]): Tensor =>
  tensorOf(
    "float32",
    shape,
    Float64Array.from({ length: sizeOf(shape) }, () => 0.5 + random.uniform()),
  );

interface Case {
  readonly operation: string;
  readonly inputs: readonly Tensor[];
  readonly attributes?: Attributes;
  readonly outputs?: readonly string[];
  readonly opset?: number;
}

const channels = (): Tensor[] => [positive(4), positive(4), positive(4), positive(4)];
const cases: readonly Case[] = [
  {
    operation: "LayerNormalization",
    inputs: [positive(2, 3, 4), positive(4), positive(4)],
    attributes: { epsilon: float(0.1) },
  },
  { operation: "LayerNormalization", inputs: [positive(2, 3, 4), positive(3, 4)], attributes: { axis: int(1) } },
  {
    operation: "BatchNormalization",
    inputs: [positive(2, 4, 3, 5), ...channels()],
    attributes: { epsilon: float(0.01) },
  },
  { operation: "BatchNormalization", inputs: [positive(3, 4), ...channels()] },
  {
    operation: "BatchNormalization",
    inputs: [positive(2, 4, 3), ...channels()],
    attributes: { training_mode: int(1) },
    outputs: ["y", "mean", "variance"],
  },
  { operation: "Gelu", inputs: [positive(2, 3)], opset: 20 },
  { operation: "GlobalAveragePool", inputs: [positive(2, 3, 4, 5)] },
  {
    operation: "AveragePool",
    inputs: [positive(2, 3, 4, 5)],
    attributes: { kernel_shape: ints([2, 3]), strides: ints([1, 2]) },
  },
  {
    operation: "AveragePool",
    inputs: [positive(1, 2, 5)],
    attributes: { kernel_shape: ints([3]), pads: ints([1, 1]), count_include_pad: int(1), ceil_mode: int(0) },
  },
  { operation: "Split", inputs: [positive(2, 6)], attributes: { axis: int(-1) }, outputs: ["y", "second", "third"] },
  { operation: "Split", inputs: [positive(5), tensorOf("int64", [2], [2, 3])], outputs: ["first", "y"] },
  {
    operation: "Split",
    inputs: [positive(5)],
    attributes: { split: ints([1, 4]) },
    outputs: ["first", "y"],
    opset: 11,
  },
];

/** A model of one node, its first input x fed, the others constants, and y its output. */
function modelOf({ operation, inputs, attributes = {}, outputs = ["y"], opset = 17 }: Case): OnnxModel {
  const names = inputs.map((_, i) => (i === 0 ? "x" : `constant${i}`));
  const graph: Graph = {
    name: operation,
    inputs: ["x"],
    outputs: ["y"],
    nodes: [{ name: "node", operation, inputs: names, outputs, attributes }],
    initializers: new Map(inputs.slice(1).map((tensor, i) => [names[i + 1], tensor])),
    types: new Map([["x", { elementType: "float32", shape: inputs[0].shape }]]),
  };
  return { graph, opset, domains: {}, metadata: {}, openShapes: new Map() };
}

async function run(graph: Graph | Uint8Array, x: Tensor): Promise<Tensor> {
  const session = await openSession(ort, graph, { threads: 1 });
  const { y } = await session.run({ x }, ["y"]);
  await session.release();
  return y;
}

it.each(cases)("$operation $attributes", async (aCase) => {
  const model = modelOf(aCase);
  const expected = await run(encodeModel(model), aCase.inputs[0]);
  const found = await run(instantiate(model, {}), aCase.inputs[0]);
  expect(found.shape).toEqual(expected.shape);
  expected.data.forEach((value, i) => expect(Number(found.data[i])).toBeCloseTo(Number(value), 5));
});

it("refuses what the other operations cannot express", () => {
  const x = [positive(1, 1, 4)];
  const padded = { operation: "AveragePool", inputs: x, attributes: { kernel_shape: ints([2]), pads: ints([1, 0]) } };
  expect(() => instantiate(modelOf(padded), {})).toThrow(
    "no pads, or pads that count (count_include_pad 1), got [1,0]",
  );
  const tanh = { operation: "Gelu", inputs: x, attributes: { approximate: text("tanh") }, opset: 20 };
  expect(() => instantiate(modelOf(tanh), {})).toThrow('the exact Gelu (approximate none), got "tanh"');
});
