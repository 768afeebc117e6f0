// Kinds of files that hold a classifier all the same: other ends, other precision, arrays elsewhere, batches of one, tokens.
import { createRandom } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { tensorOf } from "../../onnx/elementTypes.ts";
import { encodeModel } from "../../onnx/encode.ts";
import { int, sizeOf, type Node, type Tensor, type ValueType } from "../../onnx/graph.ts";
import type { OnnxModel } from "../../onnx/model.ts";
import { openSession } from "../../onnx/runtime.ts";
import { modelProto } from "../../onnx/protobuf/proto.ts";
import type { Model } from "../model.ts";
import { importModel, type ImportedModel, type ImportOptions } from "./importModel.ts";

const random = createRandom("kinds");
const real = (...shape: number[]): Tensor =>
  tensorOf(
    "float32",
    shape,
    Float32Array.from({ length: sizeOf(shape) }, () => random.normal()),
  );

/** A file of nodes and constants, as it stands; the input's first dimension is open unless it is a number. */
interface File {
  readonly nodes: readonly Partial<Node>[];
  readonly constants: Readonly<Record<string, Tensor>>;
  readonly input: readonly (string | number)[];
  readonly elementType?: Tensor["elementType"];
  readonly outputs?: Readonly<
    Record<string, { readonly elementType: Tensor["elementType"]; readonly shape: readonly number[] }>
  >;
}

function modelOf({ nodes, constants, input, elementType = "float32", outputs }: File): OnnxModel {
  const types = new Map<string, ValueType>([
    ["x", { elementType, shape: input.map((size) => (typeof size === "string" ? -1 : size)) }],
  ]);
  for (const [name, type] of Object.entries(outputs ?? { y: { elementType: "float32", shape: [-1, 3] } }))
    types.set(name, type);
  const complete = nodes.map((node, i): Node => ({
    name: `n${i}`,
    operation: "Identity",
    inputs: [],
    outputs: [],
    attributes: {},
    ...node,
  }));
  const graph = {
    name: "kind",
    inputs: ["x"],
    outputs: Object.keys(outputs ?? { y: 0 }),
    nodes: complete,
    initializers: new Map(Object.entries(constants)),
    types,
  };
  return { graph, opset: 18, domains: {}, metadata: {}, openShapes: new Map([["x", input]]) };
}

const bytesOf = (file: File): Uint8Array => encodeModel(modelOf(file));
const take = (
  bytes: Uint8Array,
  shape: readonly number[],
  classes = 3,
  more: Partial<ImportOptions> = {},
): ImportedModel => importModel(bytes, { name: "kind.onnx", input: { shape, classes }, ...more });

/** What a model gives for a batch. */
async function run(model: Model, values: readonly number[], rows: number): Promise<Record<string, number[]>> {
  const session = await openSession(ort, model.graph(rows), { threads: 1 });
  const { elementType, shape } = model.input;
  const arrays = [...model.parameters, ...(model.statistics ?? [])];
  const fed = arrays.map(({ name, shape: own, values: data }) => [name, tensorOf("float32", own, data)] as const);
  const outputs = await session.run({
    input: tensorOf(elementType, [rows, ...shape], values),
    ...Object.fromEntries(fed),
  });
  await session.release();
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { data }]) => [name, Array.from(data as Float32Array)]),
  );
}

const w = tensorOf("float32", [2, 3], [1, 2, 3, 4, 5, 6]);
const linear: Partial<Node> = { operation: "MatMul", inputs: ["x", "w"], outputs: ["z"] };
const ends = (...nodes: Partial<Node>[]): File => ({ nodes: [linear, ...nodes], constants: { w }, input: ["N", 2] });

describe("importModel takes as logits", () => {
  it("the values before a sigmoid", async () => {
    const model = take(bytesOf(ends({ operation: "Sigmoid", inputs: ["z"], outputs: ["y"] })), [2]);
    expect(model.notes).toEqual(["The file ends with Sigmoid; the logits before it are taken."]);
    expect((await run(model, [1, 1], 1)).logits).toEqual([5, 7, 9]);
  });

  it("what a label is made of, where the file gives only that", async () => {
    const label = { y: { elementType: "int64", shape: [-1] } } as const;
    const argMax = {
      operation: "ArgMax",
      inputs: ["z"],
      outputs: ["y"],
      attributes: { axis: int(1), keepdims: int(0) },
    };
    const model = take(bytesOf({ ...ends(argMax), outputs: label }), [2]);
    expect((await run(model, [1, 1], 1)).logits).toEqual([5, 7, 9]);
  });

  it("one number for two classes, beside a 0", async () => {
    const one = { nodes: [{ ...linear, outputs: ["y"] }], constants: { w: tensorOf("float32", [2, 1], [2, -1]) } };
    for (const shape of [[-1, 1], [-1]]) {
      const flat = { operation: "Squeeze", inputs: ["y"], outputs: ["s"] };
      const name = shape.length === 1 ? "s" : "y";
      const nodes = shape.length === 1 ? [...one.nodes, flat] : one.nodes;
      const file = { ...one, nodes, input: ["N", 2], outputs: { [name]: { elementType: "float32", shape } } } as const;
      const model = take(bytesOf(file), [2], 2);
      expect(model.notes).toEqual([
        "The file gives a single logit, that of the second of two classes; the first one's is 0.",
      ]);
      expect((await run(model, [1, 1, 3, 2], 2)).logits).toEqual([0, 1, 0, 4]);
    }
  });

  it("values with further axes of 1, and replaces a convolution that sees each place alone", async () => {
    const conv = { operation: "Conv", inputs: ["x", "k", "b"], outputs: ["c"] };
    const nodes = [
      conv,
      { operation: "Relu", inputs: ["c"], outputs: ["r"] },
      { operation: "GlobalAveragePool", inputs: ["r"], outputs: ["y"] },
    ];
    const constants = { k: real(3, 2, 1, 1), b: real(3) };
    const file = {
      nodes,
      constants,
      input: ["N", 2, 4, 4],
      outputs: { y: { elementType: "float32", shape: [-1, 3, 1, 1] } },
    } as const;
    const pixels = Array.from({ length: 64 }, (_, i) => Math.sin(i));
    const same = await run(take(bytesOf(file), [2, 4, 4]), pixels, 2);
    expect(same.logits).toHaveLength(6);
    expect(same.features).toHaveLength(4);
    const mean = pixels.slice(0, 16).reduce((sum, value) => sum + value, 0) / 16;
    expect(same.features[0]).toBeCloseTo(mean, 6);
    const other = take(bytesOf(file), [2, 4, 4], 5);
    expect(other.parameters.map(({ name, shape }) => [name, shape])).toEqual([
      ["head.weight", [5, 2]],
      ["head.bias", [5]],
    ]);
  });
});

describe("importModel reads arrays", () => {
  it.each(["float16", "float64"] as const)("of %s as float32", async (type) => {
    const half = tensorOf(type, [2, 3], [1, 2, 3, 4, 5, 6]);
    const nodes = [
      { operation: "Cast", inputs: ["x"], outputs: ["h"], attributes: { to: int(type === "float16" ? 10 : 11) } },
      { operation: "MatMul", inputs: ["h", "w"], outputs: ["z"] },
      { operation: "Cast", inputs: ["z"], outputs: ["y"], attributes: { to: int(1) } },
    ];
    const model = take(bytesOf({ nodes, constants: { w: half }, input: ["N", 2] }), [2]);
    expect(model.notes).toEqual([`The file's arrays of ${type} are trained in float32.`]);
    expect((await run(model, [1, 1], 1)).logits).toEqual([5, 7, 9]);
  });

  it("that are Constant nodes", () => {
    const constant = {
      operation: "Constant",
      outputs: ["linear_0.w_0"],
      attributes: { value: { kind: "tensor", value: w } },
    } as const;
    const shift = {
      operation: "Constant",
      outputs: ["linear_0.b_0"],
      attributes: { value: { kind: "tensor", value: real(3) } },
    } as const;
    const nodes = [
      constant,
      shift,
      { operation: "MatMul", inputs: ["x", "linear_0.w_0"], outputs: ["z"] },
      { operation: "Add", inputs: ["z", "linear_0.b_0"], outputs: ["y"] },
    ];
    const { parameters } = take(bytesOf({ nodes, constants: {}, input: ["N", 2] }), [2]);
    expect(parameters.map(({ name }) => name)).toEqual(["linear_0.w_0", "linear_0.b_0"]);
  });

  it("but trains no factors that the exporter computed", () => {
    const nodes = [
      linear,
      { operation: "Mul", inputs: ["z", "val_82"], outputs: ["s"] },
      { operation: "Mul", inputs: ["s", "gain"], outputs: ["y"] },
    ];
    const constants = { w, val_82: tensorOf("float32", [1], [0.5]), gain: tensorOf("float32", [1], [2]) };
    const { parameters, notes } = take(bytesOf({ nodes, constants, input: ["N", 2] }), [2]);
    expect(parameters.map(({ name }) => name)).toEqual(["w", "gain"]);
    expect(notes).toContain("Constants that the exporter computed, and that are not trained: val_82.");
  });

  it("from a file beside it, and from nowhere else", async () => {
    const whole = modelProto.decode(bytesOf(ends({ inputs: ["z"], outputs: ["y"] })));
    const data = new Uint8Array(64);
    data.set(new Uint8Array(new Float32Array([1, 2, 3, 4, 5, 6]).buffer), 8);
    const fileWith = (location: string, length = "24"): Uint8Array => {
      const initializer = [
        {
          name: "w",
          dims: [2n, 3n],
          dataType: 1,
          dataLocation: 1,
          externalData: Object.entries({ location, offset: "8", length }).map(([key, value]) => ({ key, value })),
        },
      ];
      return modelProto.encode({ ...whole, graph: { ...whole.graph, initializer } });
    };
    const external = (name: string): Uint8Array | undefined => (name === "w.data" ? data : undefined);
    const model = take(fileWith("w.data"), [2], 3, { external });
    expect((await run(model, [1, 1], 1)).logits).toEqual([5, 7, 9]);
    const attempt = (location: string, length?: string) => () => take(fileWith(location, length), [2], 3, { external });
    expect(attempt("../w.data")).toThrow('expected a file in the model\'s own folder, got "../w.data"');
    expect(attempt("/w.data")).toThrow("own folder");
    expect(attempt("..")).toThrow("own folder");
    expect(attempt("v.data")).toThrow("expected the file v.data beside the model, got");
    expect(attempt("w.data", "240")).toThrow("240 bytes from 8 on in w.data");
    expect(attempt("w.data", "20")).toThrow("expected 6 elements");
  });
});

describe("importModel opens", () => {
  const twoShapes = (target: readonly number[]): File => ({
    nodes: [
      { operation: "Reshape", inputs: ["x", "shape"], outputs: ["flat"] },
      { operation: "MatMul", inputs: ["flat", "w"], outputs: ["y"] },
    ],
    constants: { w, shape: tensorOf("int64", [target.length], target) },
    input: [1, 1, 2],
    outputs: { y: { elementType: "float32", shape: [1, 3] } },
  });

  it.each([[[1, 2]], [[1, -1]]])("files for batches of one, whose shapes begin with it: %j", async (target) => {
    const model = take(bytesOf(twoShapes(target)), [1, 2]);
    expect((await run(model, [1, 1, 0, 1], 2)).logits).toEqual([5, 7, 9, 4, 5, 6]);
  });

  it("no files whose batch is written into them otherwise", () => {
    const fixed = { ...twoShapes([2, 1]), constants: { w: real(1, 3), shape: tensorOf("int64", [2], [2, 1]) } };
    expect(() => take(bytesOf(fixed), [1, 2])).toThrow(
      'importModel: expected a model that takes batches of any size, got "one with a fixed batch size of 1',
    );
  });
});

describe("importModel takes", () => {
  it("whole numbers that stand for words, and trains their embedding", async () => {
    const nodes = [
      { operation: "Gather", inputs: ["table", "x"], outputs: ["words"] },
      { operation: "ReduceMean", inputs: ["words", "axes"], outputs: ["mean"], attributes: { keepdims: int(0) } },
      { operation: "MatMul", inputs: ["mean", "w"], outputs: ["y"] },
    ];
    const constants = {
      table: tensorOf("float32", [4, 2], [0, 0, 1, 1, 2, 0, 0, 3]),
      axes: tensorOf("int64", [1], [1]),
      w,
    };
    const model = take(bytesOf({ nodes, constants, input: ["N", "T"], elementType: "int64" }), [3]);
    expect(model.parameters.map(({ name }) => name)).toEqual(["table", "w"]);
    expect((await run(model, [1, 1, 1, 1, 2, 0], 2)).logits.slice(0, 3)).toEqual([5, 7, 9]);
  });

  it("weights that are standardised by a normalisation of their own, in evaluation too", async () => {
    const attributes = { training_mode: int(1), epsilon: { kind: "float", value: 0 } } as const;
    const normalise = {
      operation: "BatchNormalization",
      inputs: ["rows", "one", "zero", "mean", "variance"],
      outputs: ["standard", "", ""],
      attributes,
    };
    const nodes = [
      { operation: "Reshape", inputs: ["k", "apart"], outputs: ["rows"] },
      normalise,
      { operation: "Reshape", inputs: ["standard", "back"], outputs: ["weights"] },
      { operation: "Gemm", inputs: ["x", "weights"], outputs: ["y"], attributes: { transB: int(1) } },
    ];
    const vector = (value: number): Tensor => tensorOf("float32", [3], [value, value, value]);
    const constants = {
      k: tensorOf("float32", [3, 2], [1, 3, 0, 4, 5, 9]),
      apart: tensorOf("int64", [3], [1, 3, 2]),
      back: tensorOf("int64", [2], [3, 2]),
      one: vector(1),
      zero: vector(0),
      mean: vector(7),
      variance: vector(9),
    };
    const model = take(bytesOf({ nodes, constants, input: ["N", 2] }), [2]);
    expect(model.statistics).toEqual([]);
    expect((await run(model, [0, 1], 1)).logits.map((value) => Math.round(value * 1e4) / 1e4)).toEqual([1, 1, 1]);
  });

  it("no graphs within graphs, and says which node holds one", () => {
    const proto = modelProto.decode(bytesOf(ends({ inputs: ["z"], outputs: ["y"] })));
    const loop = { opType: "Loop", name: "again", input: ["z"], output: ["y"], attribute: [{ name: "body", type: 5 }] };
    const file = modelProto.encode({
      ...proto,
      graph: { ...proto.graph, node: [...proto.graph!.node.slice(0, 1), loop] },
    });
    expect(() => take(file, [2])).toThrow(
      'expected a graph without branches and loops (If, Loop, Scan), got "Loop node \\"again\\""',
    );
  });
});
