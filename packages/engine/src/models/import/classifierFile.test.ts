// Files that leave dimensions of their input open, without names, as -1, or under one name for several, and its shape.
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { createRandom } from "@softlabel/core";
import { GraphBuilder } from "../../onnx/builder.ts";
import { tensorOf } from "../../onnx/elementTypes.ts";
import { encodeGraph } from "../../onnx/encode.ts";
import { openSession } from "../../onnx/runtime.ts";
import { modelProto } from "../../onnx/protobuf/proto.ts";
import { exportModel } from "../exportModel.ts";
import { readClassifier } from "./classifierFile.ts";
import { importModel } from "./importModel.ts";

type Dimension = string | bigint | undefined;

/** A file that takes the mean of 3 channels of images, whose input has the given dimensions. */
function fileOf(dimensions: readonly Dimension[] | undefined): Uint8Array {
  const builder = new GraphBuilder("file");
  builder.input("x", "float32", [2, 3, 5, 7]);
  builder.initializer("w", tensorOf("float32", [3, 2], [1, 2, 3, 4, 5, 6]));
  const means = builder.node("ReduceMean", ["x", builder.int64([2, 3])]);
  builder.output(builder.node("MatMul", [builder.node("Flatten", [means]), "w"], {}, "y"));
  const graph = builder.build();
  // The builder knows no GlobalAveragePool, which divides by a number of pixels known beforehand.
  const pooled = graph.nodes.map((node) =>
    node.operation === "ReduceMean" ? { ...node, operation: "GlobalAveragePool", inputs: ["x"] } : node,
  );
  const proto = modelProto.decode(encodeGraph({ ...graph, nodes: pooled }, { symbolicBatch: "N" }));
  const dim = dimensions?.map((d) => (typeof d === "string" ? { parameter: d } : { value: d }));
  const input = [{ name: "x", type: { tensorType: { elementType: 1, shape: dim && { dim } } } }];
  return modelProto.encode({ ...proto, graph: { ...proto.graph, input } });
}

const unnamed = [undefined, 3n, undefined, undefined];
const cases: readonly (readonly [string, readonly Dimension[], readonly (number | string)[]])[] = [
  ["without names", unnamed, ["x[0]", 3, "x[2]", "x[3]"]],
  ["with empty names", ["", 3n, "", ""], ["x[0]", 3, "x[2]", "x[3]"]],
  ["of size -1", [-1n, 3n, -1n, -1n], ["x[0]", 3, "x[2]", "x[3]"]],
  ["that are all called N", ["N", 3n, "N", "N"], ["N", 3, "N[2]", "N[3]"]],
  ["that share a name beside N", ["N", 3n, "S", "S"], ["N", 3, "S", "S[3]"]],
];

describe("readClassifier", () => {
  it.each(cases)("takes open dimensions %s for different ones", async (_, dimensions, expected) => {
    const bytes = fileOf(dimensions);
    const { batch, example } = readClassifier(bytes);
    expect([batch, ...example]).toEqual(expected);
    const input = { shape: [3, 5, 7], elementType: "float32", scale: 1, shift: 0, classes: 2 } as const;
    const model = importModel(bytes, { name: "file", input, random: createRandom(1) });
    const exported = exportModel(
      model,
      model.parameters.map(({ values }) => values),
    );
    const data = Float32Array.from({ length: 420 }, (__, i) => Math.sin(i));
    const results = [bytes, exported].map(async (file, i) => {
      const session = await openSession(ort, file, { threads: 1 });
      const { [["y", "logits"][i]]: y } = await session.run({
        [["x", "input"][i]]: tensorOf("float32", [4, 3, 5, 7], data),
      });
      await session.release();
      return Array.from(y.data, Number);
    });
    const [own, again] = await Promise.all(results);
    again.forEach((value, i) => expect(value).toBeCloseTo(own[i], 5));
  });

  it("says what a file does not state of its input", () => {
    expect(() => readClassifier(fileOf(undefined))).toThrow(
      'ONNX file: expected an element type and a shape of input "x" in the file, got "none"; export the model with both',
    );
  });
});
