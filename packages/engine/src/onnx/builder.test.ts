// The builder: inferred types, shared constants, and what it refuses.
import { describe, expect, it } from "vitest";
import { GraphBuilder } from "./builder.ts";
import { tensorOf } from "./elementTypes.ts";
import { int, ints } from "./graph.ts";
import { printGraph } from "./print.ts";

function builderWith(...shapes: number[][]): GraphBuilder {
  const builder = new GraphBuilder("test");
  shapes.forEach((shape, i) => builder.input(`x${i}`, "float32", shape));
  return builder;
}

describe("GraphBuilder", () => {
  it("infers the type of each value as it is added", () => {
    const builder = builderWith([4, 1, 3], [2, 1]);
    const y = builder.node("Add", ["x0", "x1"]);
    expect(builder.type(y)).toEqual({ elementType: "float32", shape: [4, 2, 3] });
    expect(builder.type(builder.node("Greater", [y, builder.scalar(0)]))).toEqual({
      elementType: "bool",
      shape: [4, 2, 3],
    });
    expect(builder.type(builder.node("Reshape", [y, builder.int64([0, -1])])).shape).toEqual([4, 6]);
    expect(builder.type(builder.node("ReduceMean", [y, builder.int64([-1])])).shape).toEqual([4, 2, 1]);
    expect(builder.type(builder.node("ArgMax", [y], { axis: int(1), keepdims: int(0) }))).toEqual({
      elementType: "int64",
      shape: [4, 3],
    });
    expect(builder.type(builder.node("Transpose", [y], { perm: ints([2, 0, 1]) })).shape).toEqual([3, 4, 2]);
  });

  it("adds the same constant once, and names nodes in order", () => {
    const builder = builderWith([2]);
    expect(builder.scalar(0.5)).toBe(builder.scalar(0.5));
    expect(builder.scalar(-0)).not.toBe(builder.scalar(0));
    expect(builder.int64([1, 2])).toBe(builder.int64([1, 2]));
    expect([builder.node("Exp", ["x0"]), builder.node("Exp", ["x0"])]).toEqual(["Exp_1", "Exp_2"]);
    expect(builder.build().initializers.size).toBe(4);
  });

  it("goes on from a graph without touching it", () => {
    const builder = builderWith([2]);
    builder.node("Exp", ["x0"]);
    const graph = builder.build();
    const longer = GraphBuilder.from(graph);
    longer.output(longer.node("Exp", ["Exp_1"]));
    expect(longer.build().outputs).toEqual(["Exp_2"]);
    expect(graph.nodes).toHaveLength(1);
    expect(printGraph(longer.build())).toBe(
      "graph test\n  input x0: float32[2]\n  Exp_1: float32[2] = Exp(x0)\n  Exp_2: float32[2] = Exp(Exp_1)\n  output Exp_2",
    );
  });

  const wrong: readonly (readonly [string, (builder: GraphBuilder) => void])[] = [
    ['node "y": expected an operation to be one of Relu', (b) => b.node("ReLU", ["x0"], {}, "y")],
    ['expected a value such as x0, x1, got "x9"', (b) => b.node("Relu", ["x9"])],
    ["expected a new name for each value", (b) => b.node("Relu", ["x0"], {}, "x0")],
    [
      'Add node "y": expected shapes that broadcast against one another, got [[2,3],[4]]',
      (b) => b.node("Add", ["x0", "x1"], {}, "y"),
    ],
    ["Gemm node", (b) => b.node("Gemm", ["x0", "x0"])],
    [
      'expected inputs of one element type, got ["float32","float64"]; cast one of them',
      (b) => b.node("Mul", ["x0", b.scalar(1, "float64")]),
    ],
    ["expected a shape of 6 elements, got [5,-1]", (b) => b.node("Reshape", ["x0", b.int64([5, -1])])],
    ["expected an axis of 2 dimensions, got 2", (b) => b.node("Softmax", ["x0"], { axis: int(2) })],
    ["expected input 1 to be a constant", (b) => b.node("Reshape", ["x0", b.input("shape", "int64", [2])])],
    ["expected 2 elements, got 1", (b) => b.initializer("w", tensorOf("float32", [2], [1]))],
    ["expected each output once", (b) => ["x0", "x0"].forEach((name) => b.output(name))],
  ];
  it.each(wrong)("refuses: %s", (message, build) => {
    expect(() => build(builderWith([2, 3], [4]))).toThrow(message);
  });
});
