// Layers that do otherwise in training than in evaluation.
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { tensorOf } from "./elementTypes.ts";
import { float, int, type Attributes, type Graph, type Node, type Tensor } from "./graph.ts";
import { instantiate, instantiateForTraining } from "./instantiate.ts";
import type { OnnxModel } from "./model.ts";
import { openSession } from "./runtime.ts";

const float32 = (values: number[], shape = [values.length]): Tensor => tensorOf("float32", shape, values);

/** Input x ["N", 2], a BatchNormalization, a Dropout of a quarter. */
function modelOf(attributes: Attributes = {}, opset = 17): OnnxModel {
  const nodes: Node[] = [
    { name: "norm", operation: "BatchNormalization", inputs: ["x", ..."gbmv"], outputs: ["n"], attributes },
    { name: "drop", operation: "Dropout", inputs: ["n", "share"], outputs: ["y", ""], attributes: {} },
  ];
  const initializers = new Map(
    Object.entries({
      g: float32([2, 1]),
      b: float32([0, 1]),
      m: float32([1, 1]),
      v: float32([4, 1]),
      share: float32([0.25], []),
    }),
  );
  const types = new Map([["x", { elementType: "float32", shape: [-1, 2] } as const]]);
  const graph: Graph = { name: "model", inputs: ["x"], outputs: ["y"], nodes, initializers, types };
  return { graph, opset, domains: {}, metadata: {}, openShapes: new Map([["x", ["N", 2]]]) };
}

async function run(graph: Graph, feeds: Record<string, Tensor>): Promise<Record<string, number[]>> {
  const session = await openSession(ort, graph, { threads: 1 });
  const results = await session.run(feeds);
  await session.release();
  const rounded = Object.entries(results).map(([name, { data }]) => [
    name,
    Array.from(data as Float32Array, (value) => Number(value.toFixed(3))),
  ]);
  return Object.fromEntries(rounded) as Record<string, number[]>;
}
const x = float32([1, 2, 3, 6], [2, 2]);
const epsilon = { epsilon: float(0) };

describe("in evaluation", () => {
  it("statistics are the running ones, whatever the file says, and nothing is dropped", async () => {
    for (const attributes of [epsilon, { ...epsilon, training_mode: int(1) }])
      expect(await run(instantiate(modelOf(attributes), { N: 2 }, "evaluation"), { x })).toEqual({ y: [0, 2, 2, 6] });
  });
});

describe("as the file", () => {
  it("statistics are those that its node says", async () => {
    expect(await run(instantiate(modelOf(epsilon), { N: 2 }), { x })).toEqual({ y: [0, 2, 2, 6] });
    const training = modelOf({ ...epsilon, training_mode: int(1) });
    expect(await run(instantiate(training, { N: 2 }), { x })).toEqual({ y: [-2, 0, 2, 2] });
  });

  it("a node of an old operator set trains if it has outputs beside its result", async () => {
    const { graph, ...rest } = modelOf(epsilon, 13);
    const [norm, drop] = graph.nodes;
    const nodes = [{ ...norm, outputs: ["n", "mean", "variance"] }, drop];
    expect(await run(instantiate({ ...rest, graph: { ...graph, nodes } }, { N: 2 }), { x })).toEqual({
      y: [-2, 0, 2, 2],
    });
  });
});

it("refuses a further output that is used and not computed, and says whose it is", () => {
  const { graph, ...rest } = modelOf();
  const [norm, drop] = graph.nodes;
  const nodes = [norm, { ...drop, outputs: ["y", "kept"] }];
  const attempt = (outputs: string[]) => () => instantiate({ ...rest, graph: { ...graph, nodes, outputs } }, { N: 2 });
  expect(attempt(["y", "kept"])).toThrow(
    'Dropout node "drop": expected only y to be used, as no other output of it is computed, got "kept"',
  );
  expect(attempt(["y"])).not.toThrow();
});

describe("in training", () => {
  it("statistics are the batch's and are given, the variance unbiased; a mask says what is dropped", async () => {
    const { graph, statistics, dropouts } = instantiateForTraining(modelOf({ ...epsilon, momentum: float(0.75) }), {
      N: 2,
    });
    expect(statistics).toEqual([
      { name: "m", momentum: 0.25 },
      { name: "v", momentum: 0.25 },
    ]);
    expect(dropouts).toEqual([{ input: "mask(y)", keep: 0.75 }]);
    expect(graph.inputs).toEqual(["x", "mask(y)"]);
    const outputs = ["y", "batch(m)", "batch(v)"];
    const feeds = { x, "mask(y)": float32([0, 1, 2, 1], [2, 2]) };
    expect(await run({ ...graph, outputs }, feeds)).toEqual({
      y: [0, 0, 4, 2],
      "batch(m)": [2, 4],
      "batch(v)": [2, 8],
    });
  });

  it("statistics of a layer that is used twice move as if by one use after the other", async () => {
    const { graph: once, ...rest } = modelOf({ ...epsilon, momentum: float(0.75) });
    const double = { name: "double", operation: "Add", inputs: ["x", "x"], outputs: ["xx"], attributes: {} };
    const again = { ...once.nodes[0], name: "again", inputs: ["xx", ..."gbmv"], outputs: ["second"] };
    const sum = { name: "sum", operation: "Add", inputs: ["n", "second"], outputs: ["y"], attributes: {} };
    const nodes = [once.nodes[0], double, again, sum];
    const { graph, statistics } = instantiateForTraining({ ...rest, graph: { ...once, nodes } }, { N: 2 });
    expect(statistics).toEqual([
      { name: "m", momentum: 1 - 0.75 ** 2 },
      { name: "v", momentum: 1 - 0.75 ** 2 },
    ]);
    const outputs = ["batch(m)", "batch(v)"];
    const results = await run({ ...graph, outputs }, { x });
    // From m and v in the file: a step by a quarter to the batch's own value, then one to that of the doubled batch.
    const starts = { m: [1, 1], v: [4, 1] };
    const batches = { m: [2, 4], v: [2, 8] };
    const step = (running: number, batch: number) => running + 0.25 * (batch - running);
    for (const [name, doubled] of [
      ["m", 2],
      ["v", 4],
    ] as const)
      starts[name].forEach((start, i) => {
        const [first, moved] = [batches[name][i], results[`batch(${name})`][i]];
        const expected = step(step(start, first), doubled * first);
        expect(start + (1 - 0.75 ** 2) * (moved - start)).toBeCloseTo(expected, 2);
      });
  });

  it("a layer with frozen scale and bias keeps its running statistics", () => {
    const of = (...names: string[]) => instantiateForTraining(modelOf(), { N: 2 }, new Set(names)).statistics.length;
    expect([of("g", "b"), of("g"), of()]).toEqual([0, 2, 2]);
  });

  it("refuses a batch of a single value a channel", () => {
    expect(() => instantiateForTraining(modelOf(), { N: 1 })).toThrow(
      'batch normalisation "n": expected more than one value per channel, got 1',
    );
  });
});
