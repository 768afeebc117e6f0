// Decoded models with all shapes known: shape arithmetic is computed, older operator sets are brought up to date.
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { GraphBuilder } from "./builder.ts";
import { tensorOf } from "./elementTypes.ts";
import { encodeModel } from "./encode.ts";
import { int, ints, text, type Attributes, type ElementType, type Graph, type Node, type Tensor } from "./graph.ts";
import { instantiate } from "./instantiate.ts";
import type { OnnxModel } from "./model.ts";
import { openSession } from "./runtime.ts";

const node = (output: string, operation: string, inputs: string[], attributes: Attributes = {}): Node => ({
  name: output,
  operation,
  inputs,
  outputs: [output],
  attributes,
});
const int64 = (values: number[], shape = [values.length]): Tensor => tensorOf("int64", shape, values);

/** A model with input x of shape ["N", 6]. */
function modelOf(nodes: Node[], constants: Record<string, Tensor>, opset = 17): OnnxModel {
  const types = new Map([["x", { elementType: "float32", shape: [-1, 6] } as const]]);
  const outputs = [nodes.at(-1)!.outputs[0]];
  const graph: Graph = {
    name: "model",
    inputs: ["x"],
    outputs,
    nodes,
    initializers: new Map(Object.entries(constants)),
    types,
  };
  return { graph, opset, domains: {}, metadata: {}, openShapes: new Map([["x", ["N", 6]]]) };
}

describe("instantiate", () => {
  it("computes the shape arithmetic that exporters write out: x.reshape(len(x), -1, 6 // 3).expand(…)", () => {
    const constants = {
      zero: int64([0], []),
      first: int64([0]),
      three: int64([3]),
      minus: int64([-1]),
      two: int64([2]),
    };
    const nodes = [
      node("shape", "Shape", ["x"]),
      node("n", "Gather", ["shape", "zero"], { axis: int(0) }),
      node("n1", "Unsqueeze", ["n", "first"]),
      node("width", "Slice", ["shape", "minus", "three"]),
      node("third", "Div", ["width", "three"]),
      node("target", "Concat", ["n1", "minus", "third"], { axis: int(0) }),
      node("cut", "Reshape", ["x", "target"]),
      node("ones", "ConstantOfShape", ["three"], { value: { kind: "tensor", value: int64([1]) } }),
      node("wanted", "Concat", ["two", "n1", "three", "two"], { axis: int(0) }),
      node("isOne", "Equal", ["wanted", "minus"]),
      node("sizes", "Where", ["isOne", "two", "wanted"]),
      node("y", "Expand", ["cut", "sizes"]),
    ];
    const graph = instantiate(modelOf(nodes, constants), { N: 4 });
    expect(graph.nodes.map(({ operation }) => operation)).toEqual(["Reshape", "Expand"]);
    expect(graph.types.get("cut")?.shape).toEqual([4, 3, 2]);
    expect(graph.types.get("y")?.shape).toEqual([2, 4, 3, 2]);
  });

  it("computes pads as PyTorch writes them: pairs from the last axis on, turned around", () => {
    const constants = { pads: int64([1, 2]), four: int64([4]), zero: int64([0]), pairs: int64([-1, 2]) };
    const steps = { last: int64([-1]), first: int64([Number.MIN_SAFE_INTEGER]), flat: int64([-1]) };
    const nodes = [
      node("size", "Sub", ["four", "two"]),
      node("rest", "ConstantOfShape", ["size"], { value: { kind: "tensor", value: int64([0]) } }),
      node("all", "Concat", ["pads", "rest"], { axis: int(0) }),
      node("table", "Reshape", ["all", "pairs"]),
      node("turned", "Slice", ["table", "last", "first", "zero", "last"]),
      node("columns", "Transpose", ["turned"], { perm: ints([1, 0]) }),
      node("list", "Reshape", ["columns", "flat"]),
      node("whole", "Cast", ["list"], { to: int(7) }),
      node("y", "Pad", ["x", "whole"]),
    ];
    const graph = instantiate(modelOf(nodes, { ...constants, ...steps, two: int64([2]) }), { N: 3 });
    expect(graph.nodes.map(({ operation }) => operation)).toEqual(["Pad"]);
    expect(graph.types.get("y")?.shape).toEqual([3, 9]);
  });

  it("computes with tables, conditions and the open end of a slice", () => {
    const end = { elementType: "int64", shape: [], data: BigInt64Array.of(2n ** 63n - 1n) } as const;
    const constants = { table: int64([0, 1, 2, 3, 4, 5], [2, 3]), row: int64([1, -1]), end };
    const nodes = [
      node("rows", "Gather", ["table", "row"], { axis: int(0) }),
      node("odd", "Cast", ["rows"], { to: int(9) }),
      node("ends", "Unsqueeze", ["end", "first"]),
      node("slice", "Slice", ["rows", "first", "ends", "first"]),
      node("picked", "Where", ["odd", "slice", "hundred"]),
    ];
    const model = modelOf(nodes, { ...constants, first: int64([0]), hundred: int64([100]) });
    const { initializers } = instantiate(model, { N: 1 });
    expect(initializers.get("picked")).toEqual(int64([3, 4, 5, 3, 4, 5], [2, 3]));
    expect(initializers.get("odd")?.data).toEqual(Uint8Array.of(1, 1, 1, 1, 1, 1));
  });

  it("joins and moves scales that nodes write down, and leaves arrays of floats that may be parameters", () => {
    const written = (name: string, type: ElementType, values: number[]) =>
      node(name, "Constant", [], { value: { kind: "tensor", value: tensorOf(type, [values.length], values) } });
    const nodes = [
      written("one", "float16", [1]),
      node("rows", "Cast", ["one"], { to: int(1) }),
      written("columns", "float32", [2.5]),
      written("third", "float32", [1 / 3]),
      node("scales", "Concat", ["rows", "columns"], { axis: int(0) }),
      node("resized", "Resize", ["x", "", "scales"], { mode: text("nearest") }),
      node("joined", "Concat", ["a", "columns"], { axis: int(0) }),
      node("rounded", "Cast", ["third"], { to: int(10) }),
      node("wide", "Cast", ["rounded"], { to: int(1) }),
      node("y", "Mul", ["wide", "joined"]),
    ];
    const constants = { a: tensorOf("float32", [1], [3]) };
    const graphs = [nodes.slice(0, 6), nodes].map((some) => instantiate(modelOf(some, constants), { N: 2 }));
    expect(graphs[0].types.get("resized")?.shape).toEqual([2, 15]);
    expect(graphs[0].initializers.get("scales")).toEqual(tensorOf("float32", [2], [1, 2.5]));
    expect(graphs[1].nodes.map(({ name }) => name)).toEqual(["joined", "rounded", "wide", "y"]);
  });

  it("brings older operator sets up to date, so that they run", async () => {
    const nodes = [
      node("mean", "ReduceMean", ["x"], { axes: ints([1]), keepdims: int(0) }),
      node("row", "Unsqueeze", ["mean"], { axes: ints([0]) }),
      node("y", "Softmax", ["row"]),
    ];
    const graph = instantiate(modelOf(nodes, {}, 11), { N: 2 });
    const session = await openSession(ort, graph, { threads: 1 });
    const { y } = await session.run({ x: tensorOf("float32", [2, 6], [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2]) });
    expect(y.shape).toEqual([1, 2]);
    expect(Number(y.data[1])).toBeCloseTo(Math.E / (1 + Math.E), 6);
    await session.release();
  });

  it.each([[[1, 0.6]], [[1, 0.34]], [[0.5, 0.5]], [[1, 1.5]], [[2, 0.5]], [[2, 2]]])(
    "resizes by scales %j as operator set 10 does",
    async (scales) => {
      const model = modelOf([node("y", "Resize", ["x", "s"])], { s: tensorOf("float32", [2], scales) }, 10);
      const x = tensorOf("float32", [2, 6], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
      const results = [encodeModel(model), instantiate(model, { N: 2 })].map(async (file) => {
        const session = await openSession(ort, file, { threads: 1 });
        const { y } = await session.run({ x });
        await session.release();
        return y;
      });
      const [expected, found] = await Promise.all(results);
      expect(found).toEqual(expected);
    },
  );

  it("refuses to enlarge one axis and shrink another as operator set 10 does", () => {
    const model = modelOf([node("y", "Resize", ["x", "s"])], { s: tensorOf("float32", [2], [2, 0.6]) }, 10);
    expect(() => instantiate(model, { N: 2 })).toThrow(
      'Resize node "y": expected scales that all enlarge or all shrink, got [2,0.6',
    );
  });

  it("leaves slices of operator set 9 open that end at the largest integer", async () => {
    const open = { starts: ints([2]), ends: ints([2 ** 63]), axes: ints([1]) };
    const graph = instantiate(modelOf([node("y", "Slice", ["x"], open)], {}, 9), { N: 1 });
    expect(graph.types.get("y")?.shape).toEqual([1, 4]);
    const session = await openSession(ort, graph, { threads: 1 });
    const { y } = await session.run({ x: tensorOf("float32", [1, 6], [1, 2, 3, 4, 5, 6]) });
    expect(Array.from(y.data, Number)).toEqual([3, 4, 5, 6]);
    await session.release();
  });

  it("makes parameters separate again that an exporter merged", () => {
    const bias = tensorOf("float32", [6], [0, 0, 0, 0, 0, 0]);
    const nodes = [node("b2", "Identity", ["b1"]), node("h", "Add", ["x", "b1"]), node("y", "Add", ["h", "b2"])];
    const graph = instantiate(modelOf(nodes, { b1: bias }), { N: 2 });
    expect([...graph.initializers.keys()]).toEqual(["b1", "b2"]);
  });

  it("says what is missing or not known", () => {
    const relu = [node("y", "Relu", ["x"])];
    expect(() => instantiate(modelOf(relu, {}), {})).toThrow('a size for dimension N of "x"');
    expect(() => instantiate(modelOf(relu, {}, 6), { N: 1 })).toThrow(
      "operator set to be a whole number from 7 to 28, got 6",
    );
    const custom = [{ ...node("y", "Fancy", ["x"]), domain: "my.operations" }];
    expect(() => instantiate(modelOf(custom, {}), { N: 1 })).toThrow('got "my.operations.Fancy"');
    const strange = [node("y", "HardSwich", ["x"])];
    expect(() => instantiate(modelOf(strange, {}), { N: 1 })).toThrow(
      /^node "y": expected an operation to be one of HardSwish, .*, Conv, .*, got "HardSwich"$/,
    );
  });

  it("is what the builder would have built", () => {
    const builder = new GraphBuilder("model");
    builder.output(builder.node("Relu", [builder.input("x", "float32", [3, 6])], {}, "y"));
    expect(instantiate(modelOf([node("y", "Relu", ["x"])], {}), { N: 3 })).toEqual(builder.build());
  });
});
