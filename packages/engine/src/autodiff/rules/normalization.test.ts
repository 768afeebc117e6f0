// Batch normalisation in training: its gradients in closed form against those of the steps that it is made of.
import { createRandom } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { expect, it } from "vitest";
import { batchNormalized } from "../../onnx/batchNormalized.ts";
import { GraphBuilder } from "../../onnx/builder.ts";
import { tensorOf } from "../../onnx/elementTypes.ts";
import { int, sizeOf, type Tensor } from "../../onnx/graph.ts";
import { openSession } from "../../onnx/runtime.ts";
import { differentiate } from "../gradient.ts";

const epsilon = 1e-3;
const names = ["x", "scale", "bias"] as const;

function inPrimitives(builder: GraphBuilder): void {
  const { shape } = builder.type("x");
  const column = (value: string) => builder.node("Reshape", [value, builder.int64([shape[1], 1, 1])]);
  const mean = (value: string) => builder.node("ReduceMean", [value, builder.int64([0, 2, 3])], { keepdims: int(1) });
  const centred = builder.node("Sub", ["x", mean("x")]);
  const variance = mean(builder.node("Mul", [centred, centred]));
  const deviation = builder.node("Sqrt", [builder.node("Add", [variance, builder.scalar(epsilon)])]);
  const scaled = builder.node("Mul", [builder.node("Div", [centred, deviation]), column("scale")]);
  builder.node("Add", [scaled, column("bias")], {}, "y");
}

async function gradients(feeds: Record<string, Tensor>, build: (builder: GraphBuilder) => void): Promise<number[][]> {
  const builder = new GraphBuilder("normalised");
  for (const [name, { elementType, shape }] of Object.entries(feeds)) builder.input(name, elementType, shape);
  build(builder);
  const { graph, gradients } = differentiate(builder.build(), { y: "dy" }, names);
  const outputs = ["y", ...names.map((name) => gradients[name])];
  const session = await openSession(ort, { ...graph, outputs }, { threads: 1 });
  const results = await session.run(feeds);
  await session.release();
  return outputs.map((name) => Array.from(results[name].data as Float32Array));
}

it.each([
  ["around zero", 0],
  ["far from zero", 30],
])("of values %s", async (_, offset) => {
  const random = createRandom(1);
  const shapes = { x: [4, 3, 5, 2], scale: [3], bias: [3], dy: [4, 3, 5, 2] };
  const draws = Object.entries(shapes).map(([name, shape]) => {
    const values = Array.from({ length: sizeOf(shape) }, () => random.normal() + (name === "x" ? offset : 0));
    return [name, tensorOf("float32", shape, values)] as const;
  });
  const feeds = Object.fromEntries(draws);
  const expected = await gradients(feeds, inPrimitives);
  const found = await gradients(feeds, (builder) => void batchNormalized(builder, names, epsilon, "y"));
  found.forEach((values, i) =>
    values.forEach((value, j) => expect(Math.abs(value - expected[i][j])).toBeLessThan(offset === 0 ? 1e-5 : 1e-3)),
  );
});

it("gradients that would have to flow through a statistic are refused", () => {
  const builder = new GraphBuilder("statistic");
  builder.input("x", "float32", [2, 3]);
  for (const name of ["scale", "bias", "dy"]) builder.input(name, "float32", [3]);
  const { mean } = batchNormalized(builder, names, epsilon, "y");
  expect(() => differentiate(builder.build(), { [mean]: "dy" }, ["x"])).toThrow(
    'gradient of node "y": expected a path through its first output, y, got "y/mean"',
  );
});
