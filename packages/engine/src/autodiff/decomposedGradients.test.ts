// Gradients of operations that are written as others, and of a Split whose parts are used apart, against central differences.
import { createRandom } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { expect, it } from "vitest";
import { operationCases } from "../onnx/decompositions/decompositions.fixtures.ts";
import { GraphBuilder } from "../onnx/builder.ts";
import { tensorOf } from "../onnx/elementTypes.ts";
import { int, sizeOf, type Graph, type Tensor } from "../onnx/graph.ts";
import { instantiate } from "../onnx/instantiate.ts";
import { openSession } from "../onnx/runtime.ts";
import type { OneNode } from "../onnx/oneNode.fixtures.ts";
import { differentiate } from "./gradient.ts";

/** A graph of one output y, and what goes in. */
interface Tried {
  readonly graph: Graph;
  readonly feeds: Readonly<Record<string, Tensor>>;
}

/** The model of a node in float64, all its real inputs fed. */
function triedOf({ operation, inputs, attributes = {}, outputs = ["y"], opset = 17 }: OneNode): Tried {
  const names = inputs.map((tensor, i) => (tensor === undefined ? "" : `x${i}`));
  const given = inputs.flatMap((tensor, i) => (tensor === undefined ? [] : [[names[i], tensor] as const]));
  const isReal = ([, { elementType }]: readonly [string, Tensor]): boolean => elementType === "float32";
  const feeds = given
    .filter(isReal)
    .map(([name, { shape, data }]) => [name, tensorOf("float64", shape, data as Float32Array)] as const);
  const types = feeds.map(([name, { elementType, shape }]) => [name, { elementType, shape }] as const);
  const graph: Graph = {
    name: operation,
    inputs: feeds.map(([name]) => name),
    outputs: ["y"],
    nodes: [{ name: "node", operation, inputs: names, outputs, attributes }],
    initializers: new Map(given.filter((entry) => !isReal(entry))),
    types: new Map(types),
  };
  const model = { graph, opset, domains: {}, metadata: {}, openShapes: new Map<string, readonly number[]>() };
  return { graph: instantiate(model, {}), feeds: Object.fromEntries(feeds) };
}

/** Throws unless the gradient of Σ w y in every input is what differences say, with w drawn. */
async function checkGradients({ graph, feeds }: Tried, seed: string): Promise<void> {
  const { shape } = graph.types.get("y")!;
  const random = createRandom(seed);
  const weights = Float64Array.from({ length: sizeOf(shape) }, () => random.normal());
  const builder = GraphBuilder.from(graph);
  builder.input("dy", "float64", shape);
  const { graph: whole, gradients } = differentiate(builder.build(), { y: "dy" }, Object.keys(feeds));
  const outputs = GraphBuilder.from(whole);
  for (const name of Object.values(gradients)) outputs.output(name);
  const session = await openSession(ort, outputs.build(), { threads: 1 });
  const dy = tensorOf("float64", shape, weights);
  const lossOf = async (changed: Readonly<Record<string, Tensor>>): Promise<number> => {
    const { y } = await session.run({ ...feeds, ...changed, dy }, ["y"]);
    return (y.data as Float64Array).reduce((sum, value, i) => sum + value * weights[i], 0);
  };
  const computed = await session.run({ ...feeds, dy });
  for (const [name, { data, shape: own }] of Object.entries(feeds)) {
    const found = computed[gradients[name]].data as Float64Array;
    const values = data as Float64Array;
    for (let i = 0; i < values.length; i++) {
      const moved = (step: number) => lossOf({ [name]: tensorOf("float64", own, values.with(i, values[i] + step)) });
      const slope = ((await moved(1e-5)) - (await moved(-1e-5))) / 2e-5;
      expect(Math.abs(found[i] - slope), `${name}[${i}]: ${found[i]} for ${slope}`).toBeLessThan(1e-7);
    }
  }
  await session.release();
}

const tried = [
  "LSTM",
  "GRU",
  "RNN",
  "TopK",
  "GatherND",
  "LRN",
  "RMSNormalization",
  "Attention",
  "RotaryEmbedding",
  "Swish",
  "Tan",
];
// The places of the largest elements are whole numbers, without gradients.
const hasReals = ({ operation, outputs }: OneNode): boolean => operation !== "TopK" || outputs?.[0] === "y";
const cases = operationCases
  .filter((aCase) => tried.includes(aCase.operation) && hasReals(aCase))
  .map((aCase, i) => ({ ...aCase, i }));

it.each(cases)("$operation, case $i", async (aCase) => checkGradients(triedOf(aCase), `case ${aCase.i}`));

it("has cases of all of them", () => {
  expect(tried.filter((operation) => !cases.some((aCase) => aCase.operation === operation))).toEqual([]);
});

it("joins the gradients of a Split's parts, also where one is not used", async () => {
  const builder = new GraphBuilder("parts");
  builder.input("x", "float64", [2, 6]);
  const [a, , c] = builder.nodes("Split", ["x", builder.int64([1, 2, 3])], { axis: int(1) }, ["a", "b", "c"]);
  const product = builder.node("Mul", [a, c]);
  builder.output(builder.node("Concat", [product, builder.node("Exp", [c])], { axis: int(0) }, "y"));
  const random = createRandom("parts");
  const x = tensorOf(
    "float64",
    [2, 6],
    Float64Array.from({ length: 12 }, () => random.normal()),
  );
  await checkGradients({ graph: builder.build(), feeds: { x } }, "parts");
});
