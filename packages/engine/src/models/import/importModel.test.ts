// Models made of ONNX files: what they compute, what is trained, and what is said of them.
import { readFileSync } from "node:fs";
import { createRandom } from "@softlabel/core";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { referenceFile } from "../../../../../test/reference.ts";
import { GraphBuilder } from "../../onnx/builder.ts";
import { tensorOf } from "../../onnx/elementTypes.ts";
import { encodeGraph } from "../../onnx/encode.ts";
import { int, type Graph } from "../../onnx/graph.ts";
import { openSession } from "../../onnx/runtime.ts";
import { createModel } from "../createModel.ts";
import { exportModel } from "../exportModel.ts";
import { batchStatistic, type InputSpec, type Model } from "../model.ts";
import { importModel, type ImportOptions } from "./importModel.ts";
import { parseTuning } from "./tuning.ts";

const random = createRandom(1);
const floats: InputSpec = { shape: [3, 16, 16], elementType: "float32", scale: 1, shift: 0, classes: 4 };
const options = (input: Partial<InputSpec> = {}): ImportOptions => ({
  name: "file.onnx",
  input: { ...floats, ...input },
  random,
});
const fixture = (name: string) => readFileSync(referenceFile(`onnx/${name}.onnx`));

/** The logits of one run for evaluation. */
async function evaluate(model: Model, data: ArrayLike<number>, count: number): Promise<number[]> {
  const session = await openSession(ort, model.graph(count), { threads: 1 });
  const arrays = [...model.parameters, ...(model.statistics ?? [])];
  const { elementType, shape } = model.input;
  const { logits } = await session.run({
    input: tensorOf(elementType, [count, ...shape], data),
    ...Object.fromEntries(arrays.map((array) => [array.name, tensorOf("float32", array.shape, array.values)] as const)),
  });
  await session.release();
  return Array.from(logits.data as Float32Array);
}

/** A file that a builder writes: input [2, …example], output as the callback names it. */
function fileOf(example: readonly number[], write: (builder: GraphBuilder) => string): Uint8Array {
  const builder = new GraphBuilder("file");
  builder.input("x", "float32", [2, ...example]);
  builder.output(write(builder));
  const graph: Graph = builder.build();
  return encodeGraph(graph, { symbolicBatch: "N" });
}

/** A linear layer from 3 features to 2 classes, as MatMul and Add. */
function addLinear(builder: GraphBuilder, x: string): string {
  builder.initializer("w", tensorOf("float32", [3, 2], [1, 2, 3, 4, 5, 6]));
  builder.initializer("b", tensorOf("float32", [2], [0.5, -0.5]));
  return builder.node("Add", [builder.node("MatMul", [x, "w"]), "b"]);
}
const vectors: Partial<InputSpec> = { shape: [3], classes: 2 };

describe("models that PyTorch exported", () => {
  it("takes parameters and running statistics by their names", () => {
    const { parameters, statistics, notes } = importModel(fixture("mobile-torchscript"), options());
    expect(parameters.length).toBe(14);
    expect(statistics?.map(({ name, momentum }) => [name, Math.round(momentum * 1e6) / 1e6])).toEqual([
      ["bn1.running_mean", 0.1],
      ["bn1.running_var", 0.1],
      ["bn2.running_mean", 0.1],
      ["bn2.running_var", 0.1],
    ]);
    expect(notes).toEqual([]);
  });

  it("says that batch normalisation was folded away", () => {
    const { parameters, statistics, notes } = importModel(fixture("mobile-dynamo"), options());
    expect(parameters.length).toBe(12);
    expect(statistics).toEqual([]);
    expect(notes).toEqual([
      expect.stringContaining("no normalisation: exports for evaluation fold it into the weights"),
    ]);
  });

  it("gives shared vectors of a transformer to each layer, and replaces the head", () => {
    const model = importModel(fixture("vit-dynamo"), options());
    const names = model.parameters.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["blocks.0.n1.weight", "blocks.0.n1.weight:2", "head.weight"]));
    expect(names.filter((name) => name.startsWith("blocks.0.n1.weight")).length).toBe(5);
    expect(model.notes).toEqual(["The file tells 6 classes apart; a new last layer for 4 begins untrained."]);
    expect(model.graph(3).types.get("logits")?.shape).toEqual([3, 4]);
    expect(model.graph(3).types.get("features")?.shape).toEqual([3, 16]);
  });

  it.each([
    ["all", 14, 4],
    ["head", 2, 0],
    ["last:1", 2, 0],
    ["last:2", 4, 0],
    ["last:5", 11, 2],
  ])("tunes %s", (text, parameters, statistics) => {
    const model = importModel(fixture("mobile-torchscript"), { ...options(), tune: parseTuning(text) });
    expect(model.parameters.length).toBe(parameters);
    expect(model.parameters.at(-1)?.name).toBe("fc.bias");
    expect(model.statistics?.length).toBe(statistics);
    const training = model.graph(2, "training");
    expect(training.inputs).toEqual(["input", ...model.parameters.map(({ name }) => name)]);
    const batch = model.statistics?.map(({ name }) => batchStatistic(name)) ?? [];
    expect(training.outputs).toEqual(["logits", "features", ...batch]);
  });
});

describe("importModel", () => {
  it("computes what an exported model of ours computes, with the preprocessing that is in its file", async () => {
    const input: InputSpec = { shape: [3, 8, 8], elementType: "uint8", scale: 2 / 255, shift: -1, classes: 4 };
    const own = createModel("cnn:4,6", input, random);
    const bytes = exportModel(
      own,
      own.parameters.map(({ values }) => values),
    );
    const again = importModel(bytes, options(input));
    expect(again.parameters.map(({ name, shape }) => [name, shape])).toEqual(
      own.parameters.map(({ name, shape }) => [name, shape]),
    );
    expect(again.statistics?.map(({ name }) => name)).toEqual(own.statistics?.map(({ name }) => name));
    const pixels = Uint8Array.from({ length: 2 * 192 }, (_, i) => (i * 37) % 256);
    expect(await evaluate(again, pixels, 2)).toEqual(await evaluate(own, pixels, 2));
    expect(() => importModel(bytes, options({ ...input, elementType: "float32" }))).toThrow(
      'importModel: expected examples of uint8, which the file takes, got "float32"',
    );
  });

  it("normalises before a file that takes float32", async () => {
    const bytes = fileOf([3], (builder) => addLinear(builder, "x"));
    const scaled = importModel(bytes, options({ ...vectors, elementType: "uint8", scale: 0.5, shift: -1 }));
    // (2, 4, 6) becomes (0, 1, 2).
    expect(await evaluate(scaled, [2, 4, 6], 1)).toEqual([13.5, 15.5]);
    expect(scaled.parameters.map(({ name }) => name)).toEqual(["w", "b"]);
  });

  it("takes the logits before a softmax", async () => {
    const softmax = (builder: GraphBuilder) =>
      builder.node("Softmax", [addLinear(builder, "x")], { axis: int(1) }, "p");
    const model = importModel(fileOf([3], softmax), options(vectors));
    expect(await evaluate(model, [1, 1, 1], 1)).toEqual([9.5, 11.5]);
    expect(model.notes).toEqual(["The file ends with Softmax; the logits before it are taken."]);
  });

  it("takes the logits before a softmax that only another shape follows", async () => {
    const softmax = (builder: GraphBuilder) => {
      const cube = builder.node("Unsqueeze", [addLinear(builder, "x"), builder.int64([2])]);
      const rows = builder.node("Softmax", [cube], { axis: int(1) });
      return builder.node("Reshape", [builder.node("Squeeze", [rows, builder.int64([2])]), builder.int64([-1, 2])]);
    };
    const bytes = fileOf([3], softmax);
    const model = importModel(bytes, { ...options(vectors), tune: "head" });
    expect(await evaluate(model, [1, 1, 1], 1)).toEqual([9.5, 11.5]);
    expect(model.parameters.map(({ name }) => name)).toEqual(["w", "b"]);
    expect(model.notes).toEqual(["The file ends with Softmax; the logits before it are taken."]);
  });

  it("takes what a softmax over other axes than the classes gives for logits", () => {
    const file = (axis: number) =>
      fileOf([3], (builder) => builder.node("Softmax", [addLinear(builder, "x")], { axis: int(axis) }, "p"));
    expect(importModel(file(0), options(vectors)).notes[0]).toContain("No linear layer makes the logits");
    expect(importModel(file(-1), options(vectors)).notes[0]).toContain("ends with Softmax");
  });

  it("turns images for files that have channels last, and repeats grey for three", async () => {
    const sums = (builder: GraphBuilder) => {
      const flat = builder.node("Flatten", ["x"], { axis: int(1) });
      builder.initializer(
        "w",
        tensorOf(
          "float32",
          [12, 2],
          Float32Array.from({ length: 24 }, (_, i) => i),
        ),
      );
      return builder.node("MatMul", [flat, "w"]);
    };
    const channelsLast = importModel(fileOf([2, 2, 3], sums), options({ shape: [3, 2, 2], classes: 2 }));
    const first = Array.from({ length: 12 }, (_, i) => i);
    const last = first.map((_, i) => (i % 3) * 4 + Math.floor(i / 3));
    const expected = [0, 1].map((k) => last.reduce((sum, value, i) => sum + value * (2 * i + k), 0));
    expect(await evaluate(channelsLast, first, 1)).toEqual(expected);
    const grey = importModel(fileOf([3, 2, 2], sums), options({ shape: [2, 2], classes: 2 }));
    const repeated = [0, 1].map((k) => first.reduce((sum, i) => sum + (i % 4) * (2 * i + k), 0));
    expect(await evaluate(grey, [0, 1, 2, 3], 1)).toEqual(repeated);
  });

  it("leaves out outputs beside the logits, and what only those need", () => {
    const files = [true, false].map((beside) => {
      const builder = new GraphBuilder("file");
      builder.input("x", "float32", [2, 3]);
      builder.output(builder.node("Identity", [addLinear(builder, "x")], {}, "scores"));
      builder.initializer("aside", tensorOf("float32", [3, 2], [1, 2, 3, 4, 5, 6]));
      if (beside) builder.output(builder.node("MatMul", [builder.node("Relu", ["x"]), "aside"], {}, "other"));
      builder.output(builder.node("ArgMax", ["scores"], { axis: int(1) }, "label"));
      const graph = builder.build();
      // The builder knows no Dropout.
      const nodes = graph.nodes.map((node) => (node.operation === "Relu" ? { ...node, operation: "Dropout" } : node));
      return encodeGraph({ ...graph, nodes }, { symbolicBatch: "N" });
    });
    const [both, one] = files.map((bytes) => importModel(bytes, options(vectors)));
    expect(both.notes).toEqual(["Of the outputs scores, other, scores is taken as the logits."]);
    expect([one.notes, both.dropouts]).toEqual([[], []]);
    expect(both.parameters.map(({ name }) => name)).toEqual(["w", "b"]);
    expect(both.graph(2)).toEqual(one.graph(2));
  });

  it("keeps batch normalisation still where its scale is an Identity of another's", () => {
    const bytes = fileOf([3], (builder) => {
      for (const [name, value] of Object.entries({ scale: 1, bias: 0, mean: 0, variance: 1 }))
        builder.initializer(name, tensorOf("float32", [3], [value, value, value]));
      const first = builder.node("BatchNormalization", ["x", "scale", "bias", "mean", "variance"]);
      const copies = ["scale", "bias"].map((name) => builder.node("Identity", [name], {}, `${name} again`));
      const [mean, variance] = ["mean", "variance"].map((name) =>
        builder.initializer(`${name} again`, tensorOf("float32", [3], [1, 2, 3])),
      );
      return addLinear(builder, builder.node("BatchNormalization", [first, ...copies, mean, variance]));
    });
    const trained = (tune: string) => importModel(bytes, { ...options(vectors), tune: parseTuning(tune) });
    expect(trained("all").parameters.map(({ name }) => name)).toEqual(expect.arrayContaining(["scale", "scale again"]));
    expect(trained("all").statistics?.length).toBe(4);
    expect(trained("head").statistics).toEqual([]);
  });

  it("gives layers arrays of their own that were equal by chance, and keeps tied ones tied", () => {
    const shared = (bias: number[]) =>
      fileOf([2], (builder) => {
        builder.initializer("w", tensorOf("float32", [2, 2], [1, 2, 3, 4]));
        builder.initializer("b", tensorOf("float32", [2], bias));
        const hidden = builder.node("Relu", [builder.node("Gemm", ["x", "w", "b"])]);
        return builder.node("Gemm", [hidden, "w", "b"]);
      });
    const names = (bias: number[]) =>
      importModel(shared(bias), options({ shape: [2], classes: 2 })).parameters.map(({ name }) => name);
    expect(names([0, 0])).toEqual(["w", "b", "b:2"]);
    expect(names([0.5, -0.5])).toEqual(["w", "b"]);
  });

  it("keeps a parameter of one element tied where a layer is used twice", () => {
    const bytes = fileOf([3], (builder) => {
      builder.initializer("p", tensorOf("float32", [1], [3]));
      return addLinear(builder, builder.node("Mul", [builder.node("Add", [builder.node("Relu", ["x"]), "p"]), "p"]));
    });
    const { parameters } = importModel(bytes, options(vectors));
    expect(parameters.map(({ name }) => name)).toEqual(["p", "w", "b"]);
  });

  it("finds a last layer whose weight is turned first", () => {
    const bytes = fileOf([3], (builder) => {
      builder.initializer("w", tensorOf("float32", [2, 3], [1, 2, 3, 4, 5, 6]));
      return builder.node("MatMul", ["x", builder.node("Transpose", ["w"])]);
    });
    const model = importModel(bytes, { ...options(vectors), tune: "head" });
    expect(model.parameters.map(({ name }) => name)).toEqual(["w"]);
    expect(model.graph(2).types.get("features")?.shape).toEqual([2, 3]);
  });

  it("says that a file is for batches of one size", () => {
    const builder = new GraphBuilder("file");
    builder.input("x", "float32", [4, 3]);
    builder.output(addLinear(builder, builder.node("Reshape", ["x", builder.int64([4, 3])])));
    expect(() => importModel(encodeGraph(builder.build()), options(vectors))).toThrow(
      'importModel: expected a model that takes batches of any size, got "one with a fixed batch size of 4"; re-export it',
    );
  });

  it("says what it calls a parameter that has a name of our own", () => {
    const bytes = fileOf([3], (builder) => {
      builder.initializer("loss", tensorOf("float32", [3, 2], [1, 2, 3, 4, 5, 6]));
      return builder.node("MatMul", ["x", "loss"]);
    });
    const { parameters, notes } = importModel(bytes, options(vectors));
    expect(parameters.map(({ name }) => name)).toEqual(["file/loss"]);
    expect(notes).toEqual(["The file's loss is called file/loss here: training has a value of that name."]);
  });

  it("names the operation that gradients do not pass, and trains the rest", () => {
    const blocked = fileOf([3], (builder) => {
      builder.initializer("early", tensorOf("float32", [3, 3], new Float32Array(9)));
      const padding = builder.node("ReduceSum", ["early"], { keepdims: int(0) });
      const rest = builder.node("Pad", ["x", builder.int64([0, 0, 0, 0]), padding], {}, "rest");
      return addLinear(builder, rest);
    });
    const { parameters, notes } = importModel(blocked, options(vectors));
    expect(parameters.map(({ name }) => name)).toEqual(["w", "b"]);
    expect(notes).toEqual(['early cannot be trained: gradients do not pass Pad node "rest".']);
  });

  it.each([
    [{ shape: [4], classes: 2 }, "importModel: expected examples of the file's shape [3], got [4]"],
    [{ shape: [3], classes: 2, scale: [1, 2] }, "InputSpec: expected one scale or 3"],
  ])("refuses examples that do not fit", (input, message) => {
    const bytes = fileOf([3], (builder) => addLinear(builder, "x"));
    expect(() => importModel(bytes, options(input)).graph(1)).toThrow(message);
  });

  it("refuses files that are not classifiers", () => {
    const images = fileOf([3], (builder) => builder.node("Relu", ["x"], {}, "y"));
    const volume = fileOf([3], (builder) => builder.node("Unsqueeze", ["x", builder.int64([1])], {}, "y"));
    expect(() => importModel(images, options({ shape: [3], classes: 3 }))).toThrow(
      "expected a model with parameters that gradients reach",
    );
    expect(() => importModel(volume, options(vectors))).toThrow(
      'expected an output of logits, float32 [N, K], or [N, 1] for two classes, got "y float32[2,1,3]"',
    );
    expect(() => importModel(new Uint8Array(9), options(vectors))).toThrow("decodeModel");
  });
});

describe("parseTuning", () => {
  it.each(["all", "head", "last:3"])("reads %s", (text) => {
    expect(parseTuning(` ${text}`)).toBe(text);
  });

  it.each(["most", "last", "last:", "last:0", "last:1.5", "last:x"])("refuses %s", (text) => {
    expect(() => parseTuning(text)).toThrow("tuning: expected");
  });
});
