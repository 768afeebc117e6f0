// The walk: what it appends to a graph, and what it refuses.
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { GraphBuilder } from "../onnx/builder.ts";
import { tensorOf } from "../onnx/elementTypes.ts";
import { int, type Graph } from "../onnx/graph.ts";
import { printGraph } from "../onnx/print.ts";
import { openSession } from "../onnx/runtime.ts";
import { differentiate } from "./gradient.ts";

/** One hidden layer, and the gradient of its logits as an input. */
function network(): Graph {
  const builder = new GraphBuilder("network");
  const x = builder.input("x", "float32", [4, 3]);
  const [w1, b1] = [builder.input("w1", "float32", [5, 3]), builder.input("b1", "float32", [5])];
  const [w2, b2] = [builder.input("w2", "float32", [5, 2]), builder.input("b2", "float32", [2])];
  builder.input("dlogits", "float32", [4, 2]);
  const scaled = builder.node("Mul", [x, builder.scalar(2)], {}, "scaled");
  const hidden = builder.node("Relu", [builder.node("Gemm", [scaled, w1, b1], { transB: int(1) }, "z1")], {}, "hidden");
  const product = builder.node("MatMul", [hidden, w2], {}, "product");
  builder.output(builder.node("Add", [product, b2], {}, "logits"));
  return builder.build();
}

/** The value at the end of f(x), and dx, where f builds a graph on the scalar x. */
async function derivative(build: (builder: GraphBuilder, x: string) => string, at: number): Promise<number> {
  const builder = new GraphBuilder("function");
  const y = build(builder, builder.input("x", "float64", []));
  const one = builder.scalar(1, "float64");
  const { graph, gradients } = differentiate(builder.build(), { [y]: one }, ["x"]);
  const whole = GraphBuilder.from(graph);
  whole.output(gradients.x);
  const session = await openSession(ort, whole.build(), { threads: 1 });
  const results = await session.run({ x: tensorOf("float64", [], [at]) });
  await session.release();
  return Number(results[gradients.x].data[0]);
}

describe("differentiate", () => {
  it("appends a backward graph that explains itself", () => {
    const { graph, gradients } = differentiate(network(), { logits: "dlogits" }, ["w1", "b1", "w2", "b2"]);
    expect(gradients).toEqual({ w1: "grad(w1)", b1: "grad(b1)", w2: "grad(w2)", b2: "grad(b2)" });
    expect(printGraph(graph)).toBe(`graph network
  input x: float32[4,3]
  input w1: float32[5,3]
  input b1: float32[5]
  input w2: float32[5,2]
  input b2: float32[2]
  input dlogits: float32[4,2]
  scaled: float32[4,3] = Mul(x, float32(2))
  z1: float32[4,5] = Gemm(scaled, w1, b1) transB=1
  hidden: float32[4,5] = Relu(z1)
  product: float32[4,2] = MatMul(hidden, w2)
  logits: float32[4,2] = Add(product, b2)
  grad(hidden): float32[4,5] = Gemm(dlogits, w2) transB=1
  hidden/grad/positive: bool[4,5] = Cast(hidden) to=9
  hidden/grad/slope: float32[4,5] = Cast(hidden/grad/positive) to=1
  grad(z1): float32[4,5] = Mul(grad(hidden), hidden/grad/slope)
  grad(w1): float32[5,3] = Gemm(grad(z1), scaled) transA=1
  grad(b1): float32[5] = ReduceSum(grad(z1), int64[0]) keepdims=0
  grad(w2): float32[5,2] = Gemm(hidden, dlogits) transA=1
  grad(b2): float32[2] = ReduceSum(dlogits, int64[0]) keepdims=0
  output logits`);
  });

  it("computes nothing that was not asked for", () => {
    const forward = network();
    const { graph } = differentiate(forward, { logits: "dlogits" }, ["b2"]);
    expect(graph.nodes.slice(forward.nodes.length).map(({ outputs }) => outputs[0])).toEqual(["grad(b2)"]);
  });

  it("sums the gradients of a value that is used several times", async () => {
    // x² + 3x + x x² at 2: 2x + 3 + 3x²
    const cubic = (builder: GraphBuilder, x: string): string => {
      const square = builder.node("Mul", [x, x]);
      const line = builder.node("Mul", [x, builder.scalar(3, "float64")]);
      return builder.node("Add", [builder.node("Add", [square, line]), builder.node("Mul", [x, square])]);
    };
    expect(await derivative(cubic, 2)).toBe(19);
    const thrice = (builder: GraphBuilder, x: string): string => builder.node("Sum", [x, x, x]);
    expect(await derivative(thrice, 5)).toBe(3);
  });

  it("differentiates what it built: the second derivative of tanh", async () => {
    const slope = (builder: GraphBuilder, x: string): string => {
      const y = builder.node("Tanh", [x]);
      const square = builder.node("Mul", [y, y]);
      return builder.node("Sub", [builder.scalar(1, "float64"), square]);
    };
    const t = Math.tanh(0.7);
    expect(await derivative(slope, 0.7)).toBeCloseTo(-2 * t * (1 - t * t), 14);
  });

  it("gives the gradient of a value on the way, and zero where nothing depends on the value", () => {
    const { graph, gradients } = differentiate(network(), { logits: "dlogits" }, ["hidden", "x", "dlogits"]);
    expect(gradients).toEqual({ hidden: "grad(hidden)", x: "grad(x)", dlogits: "grad(dlogits)" });
    expect(graph.nodes.at(-1)).toMatchObject({ operation: "Expand", inputs: ["float32(0)", "int64[4,2]"] });
  });

  it("refuses names and shapes that do not fit", () => {
    expect(() => differentiate(network(), { logits: "dlogits" }, ["w3"])).toThrow(
      'graph "network": expected a value such as w1',
    );
    expect(() => differentiate(network(), { logit: "dlogits" }, ["w1"])).toThrow('got "logit"');
    expect(() => differentiate(network(), { logits: "w1" }, ["w1"])).toThrow(
      'a gradient of "logits" of shape [4,2], got [5,3]',
    );
  });

  it("lets operations without a rule be where no gradient passes", () => {
    const forward = network();
    const outputs = ["values", "places"];
    const aside = { name: "best", operation: "TopK", inputs: ["logits", "k"], outputs, attributes: {} };
    const graph = { ...forward, nodes: [...forward.nodes, aside] };
    expect(differentiate(graph, { logits: "dlogits" }, ["b2"]).gradients).toEqual({ b2: "grad(b2)" });
  });

  it("names the node and what is supported where an operation has no rule", () => {
    const { nodes, ...rest } = network();
    const strange = nodes.map((node) => (node.name === "hidden" ? { ...node, operation: "Relo" } : node));
    const attempt = () => differentiate({ nodes: strange, ...rest }, { logits: "dlogits" }, ["w1"]);
    expect(attempt).toThrow(
      /gradient of node "hidden": expected an operation with a gradient, one of Relu, .*Tanh.*, got "Relo"/,
    );
  });
});
