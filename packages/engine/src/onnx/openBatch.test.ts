// Graphs opened to batches of any size: what is computed from the size, and what cannot be.
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { GraphBuilder } from "./builder.ts";
import { tensorOf } from "./elementTypes.ts";
import { encodeGraph } from "./encode.ts";
import { int, type Graph } from "./graph.ts";
import { openBatch } from "./openBatch.ts";
import { openSession } from "./runtime.ts";

/** A graph on x [N, 4] that a callback continues. */
const graphOf =
  (write: (builder: GraphBuilder, x: string, batchSize: number) => string) =>
  (batchSize: number): Graph => {
    const builder = new GraphBuilder("batches");
    const x = builder.input("x", "float32", [batchSize, 4]);
    builder.output(builder.node("Identity", [write(builder, x, batchSize)], {}, "y"));
    return builder.build();
  };

describe("openBatch", () => {
  it("computes shapes from the batch: its size, multiples of it, twice the same one once", async () => {
    const graph = openBatch(
      graphOf((builder, x, n) => {
        const halves = builder.node("Reshape", [x, builder.int64([2 * n, 2])]);
        const back = builder.node("Reshape", [halves, builder.int64([n, 4])]);
        const ones = builder.initializer("ones", tensorOf("float32", [1, 4], [1, 1, 1, 1]));
        const rows = builder.node("Expand", [ones, builder.int64([n, 4])]);
        return builder.node("Add", [back, rows]);
      }),
      "x",
    );
    expect(graph.nodes.filter(({ operation }) => operation === "Shape").length).toBe(1);
    expect(graph.nodes.filter(({ operation }) => operation === "Mul").length).toBe(2);
    expect([...graph.initializers.keys()].filter((name) => name.startsWith("int64[") && !name.includes("/"))).toEqual(
      [],
    );
    const session = await openSession(ort, encodeGraph(graph, { symbolicBatch: "N" }), { threads: 1 });
    for (const count of [1, 3, 7]) {
      const values = Float32Array.from({ length: 4 * count }, (_, i) => i);
      const { y } = await session.run({ x: tensorOf("float32", [count, 4], values) });
      expect(y).toMatchObject({ shape: [count, 4], data: values.map((value) => value + 1) });
    }
    await session.release();
  });

  it("leaves a graph as it is that does not depend on the batch", () => {
    const same = graphOf((builder, x) => builder.node("Relu", [x]));
    expect(openBatch(same, "x")).toEqual(same(2));
  });

  it("names the node that no size of the batch can be computed for", () => {
    const mean = graphOf((builder, x, n) => builder.node("Mul", [x, builder.scalar(1 / n)], {}, "mean"));
    expect(() => openBatch(mean, "x")).toThrow(
      'openBatch: expected constants of node "mean" that do not depend on the batch, got "float32(0.5)"',
    );
    const axis = graphOf((builder, x, n) => builder.node("Flatten", [x], { axis: int(n - 2) }, "flat"));
    expect(() => openBatch(axis, "x")).toThrow(
      'openBatch: expected node "flat" to be the same for batches of every size, got "Flatten"',
    );
  });
});
