// The inputs of model.onnx: their names, types, and what stands for a missing value.
import { describe, expect, it } from "vitest";
import type { EncodedColumn } from "@softlabel/data";
import { deployedInputs } from "./deployedInput.ts";
import { awkwardColumns, preprocessingOf } from "../../../../test/deployments.ts";

const inputsOf = (columns: readonly EncodedColumn[]) =>
  deployedInputs({ shape: [0], elementType: "float32", preprocessing: preprocessingOf(columns) });

const numeric = (name: string): EncodedColumn => ({ name, kind: "number", mean: 0, deviation: 1, missing: false });
const texts = (...categories: string[]): EncodedColumn => ({
  name: "x",
  kind: "category",
  categories,
  other: false,
  missing: true,
});

describe("deployedInputs", () => {
  it("names inputs as columns, but for the outputs' names and those that nobody can feed", () => {
    expect(inputsOf(awkwardColumns).map(({ name, column }) => [name, column])).toEqual([
      ["label__", "label"],
      ["label_", "label_"],
      ["probabilities_", "probabilities"],
      ["_", ""],
      ...["label_ is missing", "input", "softlabel/network/logits", "stamp", "at | noon"].map((name) => [name, name]),
    ]);
    expect(inputsOf([numeric("__proto__"), numeric("_"), numeric("")]).map(({ name }) => name)).toEqual([
      "__proto___",
      "_",
      "__",
    ]);
  });

  it("takes float32, float64 where that is too coarse, and texts", () => {
    expect(inputsOf(awkwardColumns).map(({ elementType }) => elementType)).toEqual([
      ...["string", "float32", "string", "float32", "float32", "float32", "string", "float64", "float64"],
    ]);
  });

  it("writes a missing text as a text other than all categories", () => {
    const missing = (...categories: string[]) => inputsOf([texts(...categories)])[0].missing;
    expect(missing("a", "NA")).toBe("");
    expect(missing("", "NA")).toBe("N/A");
    expect(missing("", "NA", "N/A", "null", "NULL", "?")).toBe("missing");
    expect(missing("", "NA", "N/A", "null", "NULL", "?", "missing")).toBe("missing_");
  });

  it("takes one input of images, or of features", () => {
    const image = { width: 5, height: 4, channels: 3 };
    const shape = [3, 4, 5];
    expect(deployedInputs({ shape, elementType: "uint8", image })).toEqual([
      { name: "image", kind: "image", elementType: "uint8", shape },
    ]);
    expect(deployedInputs({ shape: [7], elementType: "float32" })).toEqual([
      { name: "features", kind: "features", elementType: "float32", shape: [7] },
    ]);
  });
});
