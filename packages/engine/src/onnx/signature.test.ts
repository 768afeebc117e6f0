// What a file takes and gives: of files that the engine cannot differentiate as well, and with outputs that are added.
import { readFileSync } from "node:fs";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { referenceFile } from "../../../../test/reference.ts";
import { tensorOf } from "./elementTypes.ts";
import { openSession } from "./runtime.ts";
import { readSignature, withOutput } from "./signature.ts";

const bytesOf = (name: string): Uint8Array => readFileSync(referenceFile(`sklearn/${name}.onnx`));

describe("readSignature", () => {
  it("reads inputs of numbers and texts, and leaves the type of maps open", () => {
    const { inputs, outputs, external } = readSignature(bytesOf("columns"));
    expect(inputs.map(({ name, elementType, shape }) => [name, elementType, shape?.[1]])).toEqual([
      ["height", "float32", 1],
      ["girth", "float32", 1],
      ["age", "int64", 1],
      ["soil", "string", 1],
    ]);
    expect(outputs.map(({ elementType }) => elementType)).toEqual(["string", undefined]);
    expect(external).toEqual([]);
  });

  it("reads lists of nodes and constants", () => {
    const { nodes } = readSignature(bytesOf("zipmap"));
    expect(nodes.find(({ operation }) => operation === "ZipMap")?.lists.classlabels_strings).toEqual([
      "ash",
      "box",
      "elm",
    ]);
    const { constants, nodes: others } = readSignature(bytesOf("mlp"));
    const extractors = others.filter(({ operation }) => operation === "ArrayFeatureExtractor");
    expect(extractors.map(({ inputs }) => constants.get(inputs[0]))).toContainEqual(["ash", "box", "elm"]);
  });

  it("refuses bytes that are not a model", () => {
    expect(() => readSignature(new TextEncoder().encode("no model"))).toThrow(/expected an ONNX model, got "8 bytes/);
  });
});

describe("withOutput", () => {
  it("makes a value between nodes an output that ONNX Runtime gives", async () => {
    const bytes = bytesOf("zipmap");
    const zip = readSignature(bytes).nodes.find(({ operation }) => operation === "ZipMap")!;
    const [name] = zip.inputs;
    const session = await openSession(ort, withOutput(bytes, { name, elementType: "float32", shape: ["N", "K"] }));
    const results = await session.run({ X: tensorOf("float32", [2, 2], [5, 1, 9, 2]) }, [name]);
    await session.release();
    const { shape, data } = results[name];
    expect(shape).toEqual([2, 3]);
    const [a, b, c] = data as Float32Array;
    expect(a + b + c).toBeCloseTo(1, 6);
  });
});

describe("Session.run", () => {
  it("takes texts", async () => {
    const session = await openSession(ort, bytesOf("columns"));
    const soil = { elementType: "string", shape: [2, 1], data: ["clay", "none"] } as const;
    const number = (type: "float32" | "int64") => tensorOf(type, [2, 1], [5, 9]);
    const feeds = { height: number("float32"), girth: number("float32"), age: number("int64"), soil };
    const { output_label: label } = await session.run(feeds, ["output_label"]);
    await session.release();
    expect(label.data).toHaveLength(2);
    expect(["ash", "box", "elm"]).toContain((label.data as unknown as string[])[0]);
  });
});
