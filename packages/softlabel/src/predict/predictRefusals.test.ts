// Every sentence with which a model or data are refused before anything is predicted.
import { readFileSync, writeFileSync } from "node:fs";
import { createRandom } from "@softlabel/core";
import {
  createModel,
  encodeGraph,
  encodeModel,
  exportModel,
  GraphBuilder,
  int,
  type ElementType,
  type Graph,
} from "@softlabel/engine";
import { beforeAll, describe, expect, it } from "vitest";
import { encodeIdx, encodeImages, writeFiles } from "../../../../test/idxFixture.ts";
import { openRuntime } from "../runtime/runtime.ts";
import { predictionFolder } from "./predict.fixtures.ts";
import { predict, type PredictionResult, type PredictOptions } from "./predict.ts";

const inside = predictionFolder();

/** A file with one input, whose output `scores` is that of `end`. */
function fileOf(
  name: string,
  shape: readonly number[],
  end: (builder: GraphBuilder, input: string) => string = (_, input) => input,
  elementType: ElementType = "float32",
): string {
  const builder = new GraphBuilder("made");
  const value = end(builder, builder.input("x", elementType, shape));
  builder.output(builder.node("Identity", [value], {}, "scores"));
  writeFileSync(inside(name), encodeGraph(builder.build(), { symbolicBatch: "N" }));
  return inside(name);
}

/** A graph of one node that no runtime knows. */
function unknownOperation(): string {
  const type = { elementType: "float32", shape: [-1, 2] } as const;
  const graph: Graph = {
    name: "odd",
    inputs: ["x"],
    outputs: ["scores"],
    nodes: [{ name: "n", operation: "Conjure", inputs: ["x"], outputs: ["scores"], attributes: {} }],
    initializers: new Map(),
    types: new Map([
      ["x", type],
      ["scores", type],
    ]),
  };
  const openShapes = new Map(["x", "scores"].map((name) => [name, ["N", 2]] as const));
  writeFileSync(inside("odd.onnx"), encodeModel({ graph, opset: 18, domains: {}, metadata: {}, openShapes }));
  return inside("odd.onnx");
}

/** The mean over an image of each of its channels. */
const meanOf = (builder: GraphBuilder, input: string): string =>
  builder.node("ReduceMean", [input, builder.int64([2, 3])], { keepdims: int(0) });

/** A file whose images of three channels may have any size. */
function openSize(): string {
  const builder = new GraphBuilder("made");
  const scores = meanOf(builder, builder.input("x", "float32", [2, 3, 4, 4]));
  builder.output(scores);
  const openShapes = new Map([
    ["x", ["N", 3, "height", "width"]],
    [scores, ["N", 3]],
  ]);
  const model = { graph: builder.build(), opset: 18, domains: {}, metadata: {}, openShapes };
  writeFileSync(inside("open.onnx"), encodeModel(model));
  return inside("open.onnx");
}

/** A file with one parameter in another file: bytes appended to a file are merged into it. */
function externalParameters(): string {
  const bytes = readFileSync(fileOf("inner.onnx", [2, 3]));
  const location = [0x0a, 8, ...Buffer.from("location"), 0x12, 5, ...Buffer.from("w.bin")];
  // graph { initializer { data_type: FLOAT, name: "w", external_data: location, data_location: EXTERNAL } }
  const tensor = [0x10, 0x01, 0x42, 0x01, 0x77, 0x6a, location.length, ...location, 0x70, 0x01];
  const more = [0x3a, tensor.length + 2, 0x2a, tensor.length, ...tensor];
  writeFileSync(inside("external.onnx"), Buffer.concat([bytes, Buffer.from(more)]));
  return inside("external.onnx");
}

beforeAll(() => {
  writeFileSync(inside("two.csv"), "a,b\n1,2\n");
  writeFileSync(inside("notes.txt"), "no rows\n");
});

async function predicted(model: string, options: Partial<PredictOptions> = {}): Promise<PredictionResult> {
  const { ort } = await openRuntime();
  return predict(ort, { model, data: inside("two.csv"), out: inside("out.csv"), ...options });
}

describe("a model is refused", () => {
  it.each([
    [
      "parameters in other files",
      externalParameters,
      /external.onnx: expected a model with its parameters in the file, got parameters in w\.bin; save the model as one file/,
    ],
    [
      "no output of scores",
      () => fileOf("image.onnx", [2, 2, 4, 4]),
      /image.onnx: expected an output of a score per class, \[rows, classes\], got scores \[N, 2, 4, 4\]; is this a classifier\?/,
    ],
    ["an unknown operation", unknownOperation, /odd.onnx: expected a model that ONNX Runtime can load, got .*Conjure/],
    [
      "an input of half numbers",
      () =>
        fileOf(
          "half.onnx",
          [2, 2],
          (builder, input) => builder.node("Cast", [input], { to: { kind: "int", value: 1 } }),
          "float16",
        ),
      /half.onnx: expected images, \[N, features\], or an input \[N, 1\] per column, named for it, got "x", float16 \[N, 2\]/,
    ],
    [
      "an input of five dimensions",
      () => fileOf("five.onnx", [2, 1, 2, 1, 1], (builder, input) => builder.node("Flatten", [input])),
      /five.onnx: expected images, .*, got "x", float32 \[N, 1, 2, 1, 1\]/,
    ],
  ])("%s", async (_, file, message) => {
    await expect(predicted(file())).rejects.toThrow(message);
  });

  it("two channels, and a size that is open", async () => {
    await writeFiles(inside(""), { "photo.png": Buffer.from("") });
    const data = inside("photo.png");
    await expect(predicted(fileOf("two.onnx", [2, 2, 4, 4], meanOf), { data })).rejects.toThrow(
      /two.onnx: expected images of 1 or 3 channels, got an input of \[N, 2, 4, 4\]/,
    );
    const file = openSize();
    await expect(predicted(file, { data })).rejects.toThrow(
      /open.onnx: expected --size, because the model accepts images of any size, got none; for instance --size 224/,
    );
    expect(await predicted(file, { data, size: 8 })).toMatchObject({ rows: 1, predicted: 0 });
  });

  it("class names that differ in case alone, for Parquet", async () => {
    const model = fileOf("case.onnx", [2, 2]);
    await expect(predicted(model, { classes: ["a", "A"], out: inside("out.parquet") })).rejects.toThrow(
      /--out: expected columns of different names, whatever their case, for Parquet, got "prob_A" twice; write CSV/,
    );
    expect(await predicted(model, { classes: ["a", "A"] })).toMatchObject({ rows: 1 });
  });
});

describe("data are refused", () => {
  it("that are of another kind", async () => {
    const model = fileOf("plain.onnx", [2, 2]);
    await expect(predicted(model, { data: inside("notes.txt") })).rejects.toThrow(
      /notes.txt: expected a table, an image, a list of images or an idx file, got another kind of file/,
    );
    await expect(predicted(model, { data: inside("") })).rejects.toThrow(
      /expected rows of 2 numbers, as .*plain.onnx takes, got images/,
    );
  });

  it("numbers where a model takes pixels as bytes", async () => {
    const input = { shape: [48], elementType: "uint8", scale: 1, shift: 0, classes: 3 } as const;
    const model = createModel("linear", input, createRandom(1));
    const values = model.parameters.map((each) => each.values);
    writeFileSync(inside("bytes.onnx"), exportModel(model, values, { metadata: { softlabel: "1.0.0" } }));
    await expect(predicted(inside("bytes.onnx"), { data: "blobs:dimensions=48,test=20" })).rejects.toThrow(
      /expected values of uint8, as .*bytes.onnx takes, got float32/,
    );
  });
});

describe("idx files", () => {
  it("are predicted with the labels beside them, by the order of the classes", async () => {
    const input = { shape: [2, 2], elementType: "uint8", scale: 1, shift: 0, classes: 3 } as const;
    const model = createModel("linear", input, createRandom(1));
    const values = model.parameters.map((each) => each.values);
    writeFileSync(
      inside("idx.onnx"),
      exportModel(model, values, { classes: ["x", "y", "z"], metadata: { softlabel: "1.0.0" } }),
    );
    const images = "t10k-images-idx3-ubyte";
    const labels = "t10k-labels-idx1-ubyte";
    await writeFiles(inside("idx"), { [images]: encodeImages(4), [labels]: encodeIdx([4], [2, 1, 0, 7]) });
    const data = inside(`idx/${images}`);
    const result = await predicted(inside("idx.onnx"), { data });
    expect(result.scores).toMatchObject({ rows: 3 });
    expect(result.notes).toEqual([`Labels are those of ${labels}, by the order of the model's classes.`]);
    expect(result.findings.map(({ sentence }) => sentence)).toEqual([
      'Unknown labels, which are not scored: 1 image ("7" in 1).',
    ]);
    await writeFiles(inside("idx"), { [labels]: encodeIdx([3], [2, 1, 0]) });
    await expect(predicted(inside("idx.onnx"), { data })).rejects.toThrow(
      /t10k-labels-idx1-ubyte: expected 4 labels, as there are images, got 3/,
    );
    await writeFiles(inside("alone"), { [`${images}.gz`]: encodeImages(4) });
    expect(await predicted(inside("idx.onnx"), { data: inside(`alone/${images}.gz`) })).toMatchObject({
      rows: 4,
      scores: null,
    });
  });
});
