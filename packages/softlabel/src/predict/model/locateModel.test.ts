// Which file the text of a model names, and what is said where it names none or several.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { predictionFolder } from "../predict.fixtures.ts";
import { locateModel } from "./locateModel.ts";

const inside = predictionFolder();

function leave(...files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(path.dirname(inside(file)), { recursive: true });
    writeFileSync(inside(file), "");
  }
}

beforeAll(() => {
  leave("trained/model.onnx", "trained/network.onnx", "bare/model.onnx", "empty/notes.txt");
  leave("single/experiment.json", "single/models/hard/network.onnx", "single/trials/hard-s1/network.onnx");
  leave(
    "single/trials/hard-s2/network.onnx",
    "several/trials/hard-s1/network.onnx",
    "several/trials/smooth_0.1-s1/network.onnx",
  );
});

describe("locateModel", () => {
  it("takes a file as it is, and the network of a folder before what is deployed", () => {
    expect(locateModel(inside("trained/model.onnx"))).toBe(inside("trained/model.onnx"));
    expect(locateModel(inside("trained"))).toBe(inside("trained/network.onnx"));
    expect(locateModel(inside("bare"))).toBe(inside("bare/model.onnx"));
  });

  it("takes the only model that an experiment kept, whatever its trials", () => {
    expect(locateModel(inside("single"))).toBe(inside("single/models/hard/network.onnx"));
    expect(locateModel(inside("several/trials/hard-s1"))).toBe(inside("several/trials/hard-s1/network.onnx"));
  });

  it("names the models of an experiment with several", () => {
    const names = ["hard-s1", "smooth_0.1-s1"].map((name) => inside(`several/trials/${name}`));
    expect(() => locateModel(inside("several"))).toThrow(
      `${inside("several")}: expected the folder of one model, got an experiment with 2; name one: ${names.join(", ")}`,
    );
  });

  it("names the nearest models for a wrong path", () => {
    const wrong = inside("several/trials/smoth_0.1-s1");
    const nearest = inside("several/trials/smooth_0.1-s1");
    expect(() => locateModel(wrong)).toThrow(
      `${wrong}: expected an ONNX file, or a folder written by train or compare, got no such file or folder; nearest: ${nearest}`,
    );
    expect(() => locateModel(inside("trainde"))).toThrow(`nearest: ${inside("trained")}`);
    expect(() => locateModel(inside("empty/none/deeper"))).toThrow("no such file or folder; check the path");
  });

  it("refuses a folder without a model", () => {
    expect(() => locateModel(inside("empty"))).toThrow(
      "expected a folder with network.onnx or model.onnx, got a folder without a model; give a folder written by softlabel train or compare, or an ONNX file",
    );
  });
});
