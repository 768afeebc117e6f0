// Where a trial's model comes from: an architecture, or a file.
import { createRandom } from "@softlabel/core";
import { createModel, exportModel, type Model } from "@softlabel/engine";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { loadDataset } from "@softlabel/data/node";
import { decodeClassifier, predictLogits } from "./classifierFile.ts";
import { checkOptions } from "./checkOptions.ts";
import { resolveOptions } from "./fields.ts";
import { canonicalModel, initialModel, modelNotes, type ModelOptions } from "./initialModel.ts";
import { sourcesOf } from "./sources.ts";
import { inputOf } from "./examplesOf.ts";

const files = new Map<string, Uint8Array>();
const readFile = (name: string): Uint8Array | undefined => files.get(name);
const file = "models/mlp.onnx";
const blobs = await loadDataset("blobs:train=20,test=20");

/** A file with a perceptron for so many classes of blobs. */
function writeModel(classes: number): void {
  const model = createModel("mlp:5", { ...inputOf(blobs), classes }, createRandom(1));
  files.set(
    file,
    exportModel(
      model,
      model.parameters.map(({ values }) => values),
    ),
  );
}

/** What the model's own file says of the test examples. */
async function logitsOf(model: Model): Promise<Float32Array> {
  const values = model.parameters.map((parameter) => parameter.values);
  const own = exportModel(model, values, { metadata: { softlabel: "1.0.0" } });
  return predictLogits(ort, decodeClassifier("own.onnx", own), inputOf(blobs), blobs.test);
}

describe("initialModel", () => {
  it("draws an architecture's parameters by the seed", () => {
    const first = (seed: number) =>
      initialModel({ model: "linear", tune: "all" }, seed, blobs, readFile).parameters[0].values;
    expect(first(1)).toEqual(first(1));
    expect(first(1)).not.toEqual(first(2));
  });

  it("reads a file, all of it or its last layer, and says that a layer is new", () => {
    writeModel(3);
    expect(initialModel({ model: file, tune: "all" }, 1, blobs, readFile).parameters).toHaveLength(4);
    expect(
      initialModel({ model: file, tune: "head" }, 1, blobs, readFile).parameters.map(({ shape }) => shape),
    ).toEqual([[3, 5], [3]]);
    writeModel(7);
    expect(modelNotes({ model: file, tune: "head" }, blobs, readFile).join(" ")).toContain(
      "a new last layer for 3 begins untrained",
    );
    expect(modelNotes({ model: "linear", tune: "all" }, blobs, readFile)).toEqual([]);
  });

  it("gives an architecture the weights of a file, but for a last layer of other classes", () => {
    const [given, drawn] = [
      { model: "mlp:5", weights: file, tune: "all" },
      { model: "mlp:5", tune: "all" },
    ];
    const valuesOf = (options: ModelOptions) =>
      initialModel(options, 3, blobs, readFile).parameters.map(({ values }) => values);
    writeModel(3);
    const all = valuesOf(given);
    expect(all).toEqual(
      initialModel({ model: file, tune: "all" }, 1, blobs, readFile).parameters.map(({ values }) => values),
    );
    expect(modelNotes(given, blobs, readFile)).toEqual([]);
    writeModel(7);
    expect(valuesOf(given)).toEqual([...all.slice(0, 2), ...valuesOf(drawn).slice(2)]);
    expect(modelNotes(given, blobs, readFile)).toEqual([
      `${file} has a last layer for other classes: layers.1.weight and layers.1.bias start from random values.`,
    ]);
    expect(modelNotes({ ...given, normalise: "imagenet" }, blobs, readFile)[1]).toContain(
      "change this with --normalise",
    );
    expect(() => initialModel({ ...given, model: "mlp:6" }, 1, blobs, readFile)).toThrow(
      `--weights ${file}: loadWeights: expected layers.0.weight of shape`,
    );
  });

  it("trains as much of an architecture with weights as is asked for, and computes the same", async () => {
    writeModel(3);
    const scaled = { ...blobs, scale: 2, shift: -1 };
    const [all, head] = ["all", "head"].map((tune) =>
      initialModel({ model: "mlp:5", weights: file, tune }, 1, scaled, readFile),
    );
    expect([head.name, head.parameters.map(({ name }) => name)]).toEqual([
      "mlp:5",
      ["layers.1.weight", "layers.1.bias"],
    ]);
    expect(await logitsOf(head)).toEqual(await logitsOf(all));
  });

  it("refuses a model that does not take the data while nothing is written yet", () => {
    expect(() => modelNotes({ model: "resnet18", tune: "all" }, blobs, readFile)).toThrow(
      /model resnet18: expected .* \[channels, height, width\], got \[2\]; use mlp or linear/,
    );
  });

  it("begins what it says of a file with the file", () => {
    files.set(file, new TextEncoder().encode("hello"));
    expect(() => initialModel({ model: file, tune: "all" }, 1, blobs, readFile)).toThrow(
      /^--model models\/mlp.onnx: .*an ONNX model/,
    );
    expect(() => initialModel({ model: "none.onnx", tune: "all" }, 1, blobs, readFile)).toThrow(
      "--model none.onnx: expected",
    );
  });
});

describe("weights", () => {
  const runtime = { version: "1.0.0", provider: "cpu" };
  const options = (given: Parameters<typeof resolveOptions>[0]) => resolveOptions({ data: "blobs", ...given });

  it("are identified by content, not by path", () => {
    const hashOf = (classes: number) => {
      writeModel(classes);
      return sourcesOf(options({ model: "mlp:5", weights: file }), blobs, runtime, readFile).weightsFile;
    };
    const hashes = [3, 7, 3].map(hashOf);
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(hashes.map((hash) => hash === hashes[0])).toEqual([true, false, true]);
  });

  it("go with an architecture, and allow to tune a part of it", () => {
    expect(() => checkOptions(options({ model: "mlp:5", weights: file, tune: "head" }), blobs, readFile)).not.toThrow();
    expect(() => checkOptions(options({ model: file, weights: file }), blobs, readFile)).toThrow(
      "expected an architecture",
    );
    expect(() => checkOptions(options({ model: "mlp:5", tune: "head" }), blobs, readFile)).toThrow(
      "expected a pretrained model",
    );
  });
});

describe("canonicalModel", () => {
  it("leaves paths alone", () => {
    expect(canonicalModel(" a/B.onnx ")).toBe("a/B.onnx");
    expect(canonicalModel("mlp")).toBe("mlp:512,256,128");
  });
});
