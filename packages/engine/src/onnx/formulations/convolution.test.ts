// A convolution with few windows gives the same numbers as a product of matrices.
import { createRandom } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { expect, it } from "vitest";
import { GraphBuilder } from "../builder.ts";
import { tensorOf } from "../elementTypes.ts";
import { encodeGraph } from "../encode.ts";
import { int, ints, sizeOf, type Attributes, type Graph, type Tensor } from "../graph.ts";
import { openSession } from "../runtime.ts";
import { formulate } from "./index.ts";

const shapes = { x: [2, 3, 4, 3], w: [40, 3, 3, 2], b: [40] };

function convolution(attributes: Attributes, inputs = ["x", "w", "b"]): Graph {
  const builder = new GraphBuilder("convolution");
  for (const [name, shape] of Object.entries(shapes)) builder.input(name, "float32", shape);
  builder.output(builder.node("Conv", inputs, attributes, "y"));
  return builder.build();
}

const operations = (graph: Graph): string[] => graph.nodes.map(({ operation }) => operation);

it.each<[string, Attributes, string[]]>([
  ["with pads and a bias", { pads: ints([1, 0, 1, 1]) }, ["x", "w", "b"]],
  ["with strides", { strides: ints([2, 1]), pads: ints([0, 1, 2, 0]) }, ["x", "w"]],
  ["with dilations", { dilations: ints([1, 2]) }, ["x", "w"]],
])("%s", async (_, attributes, inputs) => {
  const graph = convolution(attributes, inputs);
  expect(operations(formulate(graph))).not.toContain("Conv");
  const random = createRandom(1);
  const feeds: Record<string, Tensor> = {};
  for (const [name, shape] of Object.entries(shapes))
    feeds[name] = tensorOf(
      "float32",
      shape,
      Array.from({ length: sizeOf(shape) }, () => random.normal()),
    );
  // Bytes run as they are, a graph is formulated first.
  const results = await Promise.all(
    [encodeGraph(graph), graph].map(async (either) => (await openSession(ort, either, { threads: 1 })).run(feeds)),
  );
  const [expected, found] = results.map(({ y }) => y);
  expect(found.shape).toEqual(expected.shape);
  expected.data.forEach((value, i) => expect(Number(found.data[i])).toBeCloseTo(Number(value), 4));
});

it("other convolutions stay what they are", () => {
  const builder = new GraphBuilder("others");
  builder.input("x", "float32", [2, 4, 4, 3]);
  builder.input("w", "float32", [8, 4, 3, 3]);
  builder.input("grouped", "float32", [40, 2, 3, 3]);
  builder.output(builder.node("Conv", ["x", "w"], { pads: ints([1, 1, 1, 1]) }));
  builder.output(builder.node("Conv", ["x", "grouped"], { group: int(2) }));
  const graph = builder.build();
  expect(formulate(graph).nodes).toEqual(graph.nodes);
});
