// Sessions on ONNX Runtime: what they compute, and the names they check.
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { GraphBuilder } from "./builder.ts";
import { decodeModel } from "./decode.ts";
import { tensorOf } from "./elementTypes.ts";
import { encodeGraph, encodeModel } from "./encode.ts";
import { int } from "./graph.ts";
import { openSession, type OnnxRuntime } from "./runtime.ts";

/** y = relu(x w + b), with w a constant. */
function layer(batch: number) {
  const builder = new GraphBuilder("layer");
  const x = builder.input("x", "float32", [batch, 2]);
  const b = builder.input("b", "float32", [3]);
  const w = builder.initializer("w", tensorOf("float32", [3, 2], [1, 2, 3, 4, 5, 6]));
  const z = builder.node("Gemm", [x, w, b], { transB: int(1) });
  builder.output(builder.node("Relu", [z], {}, "y"));
  builder.output(z);
  return builder.build();
}
const feeds = { x: tensorOf("float32", [2, 2], [1, 1, -1, 0.5]), b: tensorOf("float32", [3], [0, 10, -100]) };

describe("openSession", () => {
  it("runs what encodeGraph writes", async () => {
    const session = await openSession(ort, layer(2), { threads: 1 });
    const { y, Gemm_1: z } = await session.run(feeds);
    expect(Array.from(z.data as Float32Array)).toEqual([3, 17, -89, 0, 9, -102]);
    expect(y).toMatchObject({ elementType: "float32", shape: [2, 3] });
    expect(Array.from(y.data as Float32Array)).toEqual([3, 17, 0, 0, 9, 0]);
    await session.release();
  });

  it("computes only what is fetched, into tensors if given", async () => {
    const session = await openSession(ort, layer(2), { threads: 1 });
    expect(Object.keys(await session.run(feeds, ["y"]))).toEqual(["y"]);
    const y = tensorOf("float32", [2, 3], new Float32Array(6));
    await session.run(feeds, { y });
    expect(Array.from(y.data as Float32Array)).toEqual([3, 17, 0, 0, 9, 0]);
    await session.release();
  });

  it("frees what the runtime returns beside the given tensors, and keeps those", async () => {
    const returned: ArrayBufferLike[] = [];
    const y = tensorOf("float32", [2, 3], new Float32Array(6));
    const z = tensorOf("float32", [2, 3], new Float32Array(6));
    const open = async (...args: Parameters<typeof ort.InferenceSession.create>) => {
      const session = await ort.InferenceSession.create(...args);
      const run = async (...given: Parameters<typeof session.run>) => {
        const results = await session.run(...given);
        returned.push((results.y.data as Float32Array).buffer);
        // A runtime may return the given tensor itself.
        return { ...results, Gemm_1: z };
      };
      return {
        inputNames: session.inputNames,
        outputNames: session.outputNames,
        run,
        release: () => session.release(),
      };
    };
    const runtime = { ...ort, InferenceSession: { create: open } } as unknown as OnnxRuntime;
    const session = await openSession(runtime, layer(2), { threads: 1 });
    await session.run(feeds, { y, Gemm_1: z });
    expect(returned.map(({ byteLength }) => byteLength)).toEqual([0]);
    expect(Array.from(y.data as Float32Array)).toEqual([3, 17, 0, 0, 9, 0]);
    expect(z.data).toHaveLength(6);
    await session.release();
  });

  it("reads again what a tensor that was fed before holds now", async () => {
    const session = await openSession(ort, layer(2), { threads: 1 });
    const x = tensorOf("float32", [2, 2], [0, 0, 0, 0]);
    await session.run({ ...feeds, x });
    (x.data as Float32Array).set([1, 1, -1, 0.5]);
    const { y } = await session.run({ ...feeds, x }, ["y"]);
    expect(Array.from(y.data as Float32Array)).toEqual([3, 17, 0, 0, 9, 0]);
    await session.release();
  });

  it("refuses names that the graph does not have, and missing inputs", async () => {
    const session = await openSession(ort, layer(2), { threads: 1 });
    await expect(session.run({ x: feeds.x })).rejects.toThrow('a feed for input "b"');
    await expect(session.run({ ...feeds, c: feeds.b })).rejects.toThrow('an input to be one of x, b, got "c"');
    await expect(session.run(feeds, ["yy"])).rejects.toThrow('an output to be one of y, Gemm_1, got "yy"');
    await session.release();
  });

  it("refuses to write an output over an input", async () => {
    const session = await openSession(ort, layer(2), { threads: 1 });
    const block = new Float32Array(10);
    const x = { elementType: "float32", shape: [2, 2], data: block.subarray(0, 4) } as const;
    const y = { elementType: "float32", shape: [2, 3], data: block.subarray(3, 9) } as const;
    const expected = 'memory of its own for output "y", got "that of input \\"x\\""';
    await expect(session.run({ ...feeds, x }, { y })).rejects.toThrow(expected);
    await session.run({ ...feeds, x }, { y: { ...y, data: block.subarray(4) } });
    await session.release();
  });

  it("takes any batch size where the first dimension has a name", async () => {
    const builder = new GraphBuilder("open");
    builder.output(builder.node("Relu", [builder.input("x", "float32", [1, 2])], {}, "y"));
    const bytes = encodeGraph(builder.build(), { symbolicBatch: "N", metadata: { classes: "a,b" } });
    const session = await openSession(ort, bytes, { threads: 1 });
    const { y } = await session.run({ x: tensorOf("float32", [3, 2], [1, -1, 2, -2, 3, -3]) });
    expect(y.shape).toEqual([3, 2]);
    const model = decodeModel(bytes);
    expect(model.metadata).toEqual({ classes: "a,b" });
    expect(model.openShapes.get("y")).toEqual(["N", 2]);
    expect(decodeModel(encodeModel(model))).toEqual(model);
    await session.release();
  });
});
