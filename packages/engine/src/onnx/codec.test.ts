// ONNX files: round trips, every kind of element, models from PyTorch, and bytes that are not a model.
import { readdirSync, readFileSync } from "node:fs";
import { UsageError } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { readReference, referenceFile } from "../../../../test/reference.ts";
import { GraphBuilder } from "./builder.ts";
import { decodeModel } from "./decode.ts";
import { tensorOf } from "./elementTypes.ts";
import { encodeGraph, encodeModel } from "./encode.ts";
import { float, int, ints, text, type ElementType, type Tensor } from "./graph.ts";
import { modelProto, type TensorDraft } from "./protobuf/proto.ts";
import { openSession } from "./runtime.ts";

/** The bytes of a model with one constant, written field by field. */
const modelWith = (constant: TensorDraft): Uint8Array =>
  modelProto.encode({
    irVersion: 8n,
    opsetImport: [{ version: 18n }],
    graph: { initializer: [{ name: "c", ...constant }] },
  });
const constantOf = (draft: TensorDraft): Tensor => decodeModel(modelWith(draft)).graph.initializers.get("c")!;

describe("encodeGraph and decodeModel", () => {
  it("give back the graph that was written", () => {
    const builder = new GraphBuilder("all kinds");
    const x = builder.input("x", "float32", [4, 3]);
    builder.initializer("empty", tensorOf("float32", [0], []));
    const types: ElementType[] = [
      "float32",
      "float64",
      "uint8",
      "int8",
      "uint16",
      "int16",
      "int32",
      "uint32",
      "int64",
      "uint64",
      "bool",
      "float16",
    ];
    for (const type of types) builder.initializer(type, tensorOf(type, [2, 1], [0, 1]));
    builder.initializer("large", {
      elementType: "int64",
      shape: [2],
      data: BigInt64Array.of(2n ** 53n + 1n, -(2n ** 63n)),
    });
    const value = { kind: "tensor", value: tensorOf("float32", [1], [-0.5]) } as const;
    const constant = builder.node("Constant", [], { value });
    const attributes = { transB: int(0), alpha: float(0.5), note: text("ä"), list: ints([-1, 2 ** 40]) };
    const odd = {
      floats: { kind: "floats", value: [0.25, -2] },
      strings: { kind: "strings", value: ["", "b"] },
    } as const;
    const y = builder.node("Gemm", [x, builder.initializer("w", tensorOf("float32", [3, 1], [1, 2, 3])), constant], {
      ...attributes,
      ...odd,
    });
    builder.output(y);
    const graph = builder.build();
    const decoded = decodeModel(encodeGraph(graph, { metadata: { author: "nobody" } }));
    expect(decoded).toEqual({ graph, opset: 18, domains: {}, metadata: { author: "nobody" }, openShapes: new Map() });
  });

  it("read the elements of constants from every field that may hold them", () => {
    const lists: readonly (readonly [number, TensorDraft, readonly (number | bigint)[]])[] = [
      [1, { floatData: [0.5, -1] }, [0.5, -1]],
      [11, { doubleData: [0.1, 1e300] }, [0.1, 1e300]],
      [6, { int32Data: [-5, 7] }, [-5, 7]],
      [3, { int32Data: [-5, 7] }, [-5, 7]],
      [2, { int32Data: [255, 7] }, [255, 7]],
      [9, { int32Data: [1, 0] }, [1, 0]],
      [7, { int64Data: [-5n, 2n ** 60n] }, [-5n, 2n ** 60n]],
      [13, { uint64Data: [2n ** 64n - 1n, 0n] }, [2n ** 64n - 1n, 0n]],
      [12, { uint64Data: [2n ** 32n - 1n, 0n] }, [2 ** 32 - 1, 0]],
      [10, { int32Data: [0x3800, 0xc000] }, [0x3800, 0xc000]],
      [5, { rawData: Uint8Array.of(255, 255, 1, 0) }, [-1, 1]],
    ];
    for (const [dataType, data, expected] of lists) {
      const { data: found } = constantOf({ dims: [2n], dataType, ...data });
      expect(Array.from(found as ArrayLike<number | bigint>)).toEqual(expected);
    }
  });

  it("know the standard operations under both spellings of their domain", () => {
    const node = ["", "ai.onnx", "my.operations"].map((domain) => ({ opType: "Relu", output: ["y"], domain }));
    const opsetImport = [
      { domain: "ai.onnx", version: 17n },
      { domain: "my.operations", version: 2n },
    ];
    const { graph, opset, domains } = decodeModel(modelProto.encode({ opsetImport, graph: { node } }));
    expect(graph.nodes.map(({ domain }) => domain)).toEqual([undefined, undefined, "my.operations"]);
    expect([opset, domains]).toEqual([17, { "my.operations": 2 }]);
  });

  it("keep the largest integers of attributes", () => {
    const ends = [2n ** 63n - 1n, -(2n ** 63n)];
    const attribute = [
      { name: "ends", type: 7, ints: ends },
      { name: "end", type: 2, i: ends[0] },
    ];
    const node = [{ opType: "Slice", attribute }];
    const again = encodeModel(decodeModel(modelProto.encode({ opsetImport: [{ version: 9n }], graph: { node } })));
    const [list, single] = modelProto.decode(again).graph!.node[0].attribute;
    expect([list.ints, single.i]).toEqual([ends, ends[0]]);
  });

  it("copy raw elements, so that the file can change afterwards", () => {
    const bytes = modelWith({ dims: [1n], dataType: 2, rawData: Uint8Array.of(7) });
    const tensor = decodeModel(bytes).graph.initializers.get("c")!;
    bytes.fill(0);
    expect(tensor.data[0]).toBe(7);
  });

  it("refuse in one sentence what is not a model", () => {
    const others = [
      new Uint8Array(0),
      new TextEncoder().encode("<!DOCTYPE html><html></html>"),
      Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10),
    ];
    for (const bytes of [...others, modelWith({ floatData: [1] }).slice(0, 9), new Uint8Array(64).fill(255)])
      expect(() => decodeModel(bytes)).toThrow(
        /^decodeModel: expected an ONNX model, got "\d+ bytes that are none"; export/,
      );
  });

  it.each<[string, TensorDraft, string]>([
    ["raw bytes too few", { dims: [2n], dataType: 1, rawData: new Uint8Array(4) }, "2 elements, got 1;"],
    [
      "raw bytes of half an element",
      { dims: [2n], dataType: 1, rawData: new Uint8Array(7) },
      '2 elements, got "7 bytes"',
    ],
    ["int64 cut off", { dims: [1n], dataType: 7, rawData: new Uint8Array(9) }, '1 elements, got "9 bytes"'],
    ["sizes below 0", { dims: [-2n, -2n], dataType: 1, floatData: [1, 2, 3, 4] }, "sizes of at least 0, got [-2,-2]"],
  ])("refuse damaged elements: %s", (_, draft, message) => {
    expect(() => constantOf(draft)).toThrow(UsageError);
    expect(() => constantOf(draft)).toThrow(`decodeModel: tensor "c": expected ${message}`);
  });

  it("say which part of a model the engine does not read", () => {
    expect(() => constantOf({ dims: [1n], dataType: 1, dataLocation: 1 })).toThrow(
      'tensor "c": expected its elements in the file, got "external data in "',
    );
    expect(() => constantOf({ dims: [1n], dataType: 16 })).toThrow("an element type among float32");
    expect(() => constantOf({ dims: [3n], dataType: 1, floatData: [1] })).toThrow('tensor "c": expected');
    const withGraph = { name: "if", opType: "If", attribute: [{ name: "then_branch", type: 5 }] };
    const bytes = modelProto.encode({ opsetImport: [{ version: 18n }], graph: { node: [withGraph] } });
    expect(() => decodeModel(bytes)).toThrow("a graph without branches and loops (If, Loop, Scan)");
  });
});

interface Reference {
  readonly input: { readonly shape: number[]; readonly data: number[] };
  readonly logits: { readonly data: number[] };
}
const models = readdirSync(referenceFile("onnx")).filter((name) => name.endsWith(".onnx"));

describe("models exported from PyTorch", () => {
  it.each(models)("%s is read, written again and computes the same", async (name) => {
    const file = readFileSync(referenceFile(`onnx/${name}`));
    const model = decodeModel(file);
    const bytes = encodeModel(model);
    expect(decodeModel(bytes)).toEqual(model);
    const reference = readReference<Reference>(`onnx/${name.replace(".onnx", ".json")}`);
    const session = await openSession(ort, bytes, { threads: 1 });
    const { logits } = await session.run({ input: tensorOf("float32", reference.input.shape, reference.input.data) });
    reference.logits.data.forEach((expected, i) =>
      expect(Math.abs(Number(logits.data[i]) - expected)).toBeLessThan(1e-6),
    );
    await session.release();
  });
});
