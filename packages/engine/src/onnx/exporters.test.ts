// Models in the manner of other exporters: channels last between transpositions, labels beside scores.
import { createRandom } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { expect, it } from "vitest";
import { tensorOf } from "./elementTypes.ts";
import { encodeModel } from "./encode.ts";
import { float, int, ints, sizeOf, text, type Attributes, type Node, type Tensor } from "./graph.ts";
import { instantiate } from "./instantiate.ts";
import type { OnnxModel } from "./model.ts";
import { openSession } from "./runtime.ts";

const random = createRandom("exporters");
const real = (...shape: number[]): Tensor =>
  tensorOf(
    "float32",
    shape,
    Float64Array.from({ length: sizeOf(shape) }, () => random.normal()),
  );
const int64 = (...values: number[]): Tensor => tensorOf("int64", [values.length], values);

type Step = readonly [output: string, operation: string, inputs: string, attributes?: Attributes];

function modelOf(
  shape: readonly (string | number)[],
  steps: readonly Step[],
  constants: Readonly<Record<string, Tensor>>,
  opset: number,
): OnnxModel {
  const nodes = steps.map(([output, operation, inputs, attributes = {}]): Node => ({
    name: `${operation}_${output}`,
    operation,
    inputs: inputs.split(" "),
    outputs: [output],
    attributes,
  }));
  const types = new Map([["x", { elementType: "float32", shape: shape.map((d) => (typeof d === "string" ? -1 : d)) }]]);
  const graph = {
    name: "model",
    inputs: ["x"],
    outputs: ["y"],
    nodes,
    initializers: new Map(Object.entries(constants)),
  };
  return {
    graph: { ...graph, types },
    opset,
    domains: {},
    metadata: {},
    openShapes: new Map([["x", shape]]),
  } as OnnxModel;
}

/** The largest difference between what the file gives and what the graph of it gives. */
async function difference(model: OnnxModel, x: Tensor): Promise<number> {
  const run = async (source: Parameters<typeof openSession>[1]): Promise<number[]> => {
    const session = await openSession(ort, source, { threads: 1 });
    const { y } = await session.run({ x });
    await session.release();
    return Array.from(y.data as Float32Array);
  };
  const [expected, found] = [await run(encodeModel(model)), await run(instantiate(model, { N: x.shape[0] }))];
  expect(found.length).toBe(expected.length);
  return Math.max(...expected.map((value, i) => Math.abs(value - found[i])));
}

it("Keras: images with channels last, padded as SAME, flattened by their shape in int32", async () => {
  const [toPlanes, toPixels] = [{ perm: ints([0, 3, 1, 2]) }, { perm: ints([0, 2, 3, 1]) }];
  const steps: Step[] = [
    ["planes", "Transpose", "x", toPlanes],
    ["conv", "Conv", "planes kernel", { auto_pad: text("SAME_UPPER"), strides: ints([2, 2]) }],
    ["norm", "BatchNormalization", "conv gamma beta mean variance", { epsilon: float(0.001) }],
    ["pixels", "Transpose", "norm", toPixels],
    ["biased", "Add", "pixels bias"],
    ["relu6", "Clip", "biased", { min: float(0), max: float(6) }],
    ["planes2", "Transpose", "relu6", toPlanes],
    ["pool", "MaxPool", "planes2", { kernel_shape: ints([2, 2]), strides: ints([2, 2]), auto_pad: text("SAME_UPPER") }],
    ["pixels2", "Transpose", "pool", toPixels],
    ["shape", "Shape", "pixels2"],
    ["shape32", "Cast", "shape", { to: int(6) }],
    ["batch", "Slice", "shape32", { starts: ints([0]), ends: ints([1]), axes: ints([0]) }],
    ["target", "Concat", "batch rest", { axis: int(0) }],
    ["target64", "Cast", "target", { to: int(7) }],
    ["flat", "Reshape", "pixels2 target64"],
    ["product", "MatMul", "flat dense"],
    ["scores", "Add", "product dense_bias"],
    ["y", "Softmax", "scores", { axis: int(1) }],
  ];
  const constants = {
    kernel: real(4, 3, 3, 3),
    gamma: real(4),
    beta: real(4),
    mean: real(4),
    variance: tensorOf("float32", [4], [1, 2, 3, 4]),
    bias: real(4),
    rest: tensorOf("int32", [1], [-1]),
    dense: real(16, 3),
    dense_bias: real(3),
  };
  const model = modelOf(["N", 7, 7, 3], steps, constants, 9);
  expect(await difference(model, real(2, 7, 7, 3))).toBeLessThan(1e-6);
  const operations = instantiate(model, { N: 2 }).nodes.map(({ operation }) => operation);
  expect(operations.filter((operation) => ["Shape", "Cast", "Slice", "Concat"].includes(operation))).toEqual([]);
});

it("scikit-learn: a perceptron with labels made of its scores, which need not be known", async () => {
  const steps: Step[] = [
    ["float", "Cast", "x", { to: int(1) }],
    ["product1", "MatMul", "float w1"],
    ["hidden", "Add", "product1 b1"],
    ["active", "Relu", "hidden"],
    ["product2", "MatMul", "active w2"],
    ["scores", "Add", "product2 b2"],
    ["probabilities", "Softmax", "scores", { axis: int(1) }],
    ["best", "ArgMax", "probabilities", { axis: int(1) }],
    ["y", "Reshape", "probabilities shape"],
  ];
  const constants = { w1: real(4, 5), b1: real(1, 5), w2: real(5, 3), b2: real(1, 3), shape: int64(-1, 3) };
  const model = modelOf(["N", 4], steps, constants, 15);
  expect(await difference(model, real(2, 4))).toBeLessThan(1e-6);
  const label: Node = {
    name: "label",
    operation: "ArrayFeatureExtractor",
    domain: "ai.onnx.ml",
    inputs: ["classes", "best"],
    outputs: ["label"],
    attributes: {},
  };
  const graph = { ...model.graph, nodes: [...model.graph.nodes, label] };
  expect(instantiate({ ...model, graph }, { N: 2 }).nodes.map(({ outputs }) => outputs[0])).not.toContain("best");
  expect(() => instantiate({ ...model, graph: { ...graph, outputs: ["y", "label"] } }, { N: 2 })).toThrow(
    /^node "label": expected an operation to be one of .*, got "ai.onnx.ml.ArrayFeatureExtractor"$/,
  );
});
