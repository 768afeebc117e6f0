// The row that a card shows: raw values that give the features of a test row again.
import type { Examples } from "@softlabel/engine";
import { describe, expect, it } from "vitest";
import { encodeRows, type TableRow } from "@softlabel/data";
import { deployedInputs, type DeployedData } from "./deployedInput.ts";
import { awkwardColumns, awkwardRows, preprocessingOf } from "../../../../test/deployments.ts";
import { exampleIndex, exampleValues } from "./exampleRow.ts";

const preprocessing = preprocessingOf(awkwardColumns);
const shape = [preprocessing.features.length];
const data: DeployedData = { shape, elementType: "float32", preprocessing };

const examplesOf = (rows: readonly TableRow[]): Examples => ({
  count: rows.length,
  shape,
  inputs: encodeRows(preprocessing, rows),
  labels: new Int32Array(rows.length),
});

describe("exampleIndex", () => {
  it("is the first row in which no value is missing or unlisted, or else the first", () => {
    const rows = awkwardRows(200);
    const index = exampleIndex(preprocessing, examplesOf(rows));
    const isWhole = (row: TableRow) =>
      ["a", "b"].includes(String(row.label)) &&
      ["é", "𝒳", ""].includes(String(row.probabilities)) &&
      ["", "NA"].includes(String(row["softlabel/network/logits"])) &&
      [row.label_, row[""], row.stamp].every((value) => value !== null);
    expect(index).toBeGreaterThan(0);
    expect(index).toBe(rows.findIndex(isWhole));
    expect(exampleIndex(preprocessing, examplesOf(rows.slice(0, 1)))).toBe(0);
  });
});

describe("exampleValues", () => {
  it("gives values by input, numbers without the noise of float32", () => {
    const row = {
      label: "b",
      label_: 2023,
      probabilities: "𝒳",
      "": true,
      "label_ is missing": 0.1234,
      input: "2024-01-17",
      "softlabel/network/logits": null,
      stamp: 20251130123456,
      "at | noon": "2024-01-01 12:00:00",
    };
    expect(exampleValues(deployedInputs(data), preprocessing, examplesOf([row]), 0)).toEqual({
      label__: "b",
      label_: 2023,
      probabilities_: "𝒳",
      _: 1,
      "label_ is missing": 0.1234,
      input: 19739,
      "softlabel/network/logits": null,
      stamp: 20251130123456,
      "at | noon": 19723.5,
    });
  });

  it("gives short feature vectors, and neither long ones nor images", () => {
    const features = (width: number): DeployedData => ({ shape: [width], elementType: "float32" });
    const examples = (width: number, inputs: Float32Array | Uint8Array): Examples => ({
      count: 1,
      shape: [width],
      inputs,
      labels: new Int32Array(1),
    });
    const short = examples(2, Float32Array.of(0.1, -2));
    expect(exampleValues(deployedInputs(features(2)), undefined, short, 0)).toEqual({ features: [0.1, -2] });
    const long = examples(33, new Float32Array(33));
    expect(exampleValues(deployedInputs(features(33)), undefined, long, 0)).toBeUndefined();
    const image = { width: 2, height: 1, channels: 1 };
    const inputs = deployedInputs({ shape: [1, 2], elementType: "uint8", image });
    expect(exampleValues(inputs, undefined, examples(2, new Uint8Array(2)), 0)).toBeUndefined();
  });
});
