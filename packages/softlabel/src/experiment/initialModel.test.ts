// Where a trial's model comes from: an architecture, or a file.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createRandom } from "@softlabel/core";
import { createModel, exportModel } from "@softlabel/engine";
import { describe, expect, it } from "vitest";
import { loadDataset } from "../data/index.ts";
import { canonicalModel, initialModel, modelNotes } from "./initialModel.ts";
import { inputOf } from "./examplesOf.ts";

const folder = mkdtempSync(path.join(tmpdir(), "softlabel-model-"));
const file = path.join(folder, "mlp.onnx");
const blobs = await loadDataset("blobs:train=20,test=20");

/** A file with a perceptron for so many classes of blobs. */
function writeModel(classes: number): void {
  const model = createModel("mlp:5", { ...inputOf(blobs), classes }, createRandom(1));
  writeFileSync(
    file,
    exportModel(
      model,
      model.parameters.map(({ values }) => values),
    ),
  );
}

describe("initialModel", () => {
  it("draws an architecture's parameters by the seed", () => {
    const first = (seed: number) => initialModel({ model: "linear", tune: "all" }, seed, blobs).parameters[0].values;
    expect(first(1)).toEqual(first(1));
    expect(first(1)).not.toEqual(first(2));
  });

  it("reads a file, all of it or its last layer, and says that a layer is new", () => {
    writeModel(3);
    expect(initialModel({ model: file, tune: "all" }, 1, blobs).parameters).toHaveLength(4);
    expect(initialModel({ model: file, tune: "head" }, 1, blobs).parameters.map(({ shape }) => shape)).toEqual([
      [3, 5],
      [3],
    ]);
    writeModel(7);
    expect(modelNotes({ model: file, tune: "head" }, blobs).join(" ")).toContain(
      "a new last layer for 3 begins untrained",
    );
    expect(modelNotes({ model: "linear", tune: "all" }, blobs)).toEqual([]);
  });

  it("refuses a model that does not take the data while nothing is written yet", () => {
    expect(() => modelNotes({ model: "resnet18", tune: "all" }, blobs)).toThrow(
      "model resnet18: expected pictures [channels, height, width], got [2]; use mlp or linear",
    );
  });

  it("begins what it says of a file with the file", () => {
    writeFileSync(file, "hello");
    expect(() => initialModel({ model: file, tune: "all" }, 1, blobs)).toThrow(/^--model .*mlp.onnx: .*an ONNX model/);
    expect(() => initialModel({ model: "none.onnx", tune: "all" }, 1, blobs)).toThrow("--model none.onnx: expected");
  });
});

describe("canonicalModel", () => {
  it("leaves paths alone", () => {
    expect(canonicalModel(" a/B.onnx ")).toBe("a/B.onnx");
    expect(canonicalModel("mlp")).toBe("mlp:512,256,128");
  });
});
