// The options of an experiment: defaults, canonical texts, and every refusal.
import { describe, expect, it } from "vitest";
import type { Examples } from "@softlabel/engine";
import type { Runtime } from "./runtimeName.ts";
import { completeOptions, experimentFields, resolveOptions } from "./fields.ts";

/** The options for examples of a shape: pixels from two dimensions on, features below. */
function complete(shape: number[], given = {}, name: Runtime["name"] = "onnxruntime-node") {
  const inputs = shape.length > 1 ? new Uint8Array() : new Float32Array();
  const train: Examples = { count: 0, shape, inputs, labels: new Int32Array() };
  return completeOptions(resolveOptions(given), { shape, train }, { name }, () => undefined);
}

describe("completeOptions", () => {
  it("decides on a model where none was named", () => {
    const modelFor = (shape: number[], given = {}): string => complete(shape, given).model;
    expect(modelFor([28, 28])).toBe("mlp:512,256,128");
    expect(modelFor([3, 32, 32])).toMatch(/^cnn/);
    expect(modelFor([28, 28], { model: "linear" })).toBe("linear");
  });

  it("normalises pixels as torchvision's weights expect where there are such, else from -1 to 1", () => {
    const [photos, weights] = [[3, 64, 64], "weights.onnx"];
    expect(complete(photos, { model: "resnet18", weights }).normalise).toBe("imagenet");
    expect(complete(photos, { model: "resnet50", weights }).normalise).toBe("imagenet");
    expect(complete(photos, { model: "resnet18", weights, normalise: "none" }).normalise).toBe("none");
    expect(complete(photos, { model: "resnet18" }).normalise).toBe("0.5/0.5");
    expect(complete(photos, { model: "cnn", weights }).normalise).toBe("0.5/0.5");
    expect(complete(photos, { model: "resnet18.onnx" }).normalise).toBe("0.5/0.5");
    expect(complete([28, 28], { model: "resnet18", weights }).normalise).toBe("0.5/0.5");
    expect(complete([4])).not.toHaveProperty("normalise");
  });

  it("names the runtime that is open", () => {
    expect(complete([2], {}, "onnxruntime-web").runtime).toBe("onnxruntime-web");
  });
});

describe("resolveOptions", () => {
  it("fills in every default", () => {
    expect(resolveOptions({})).toEqual({
      data: "glyphs",
      methods: ["hard", "smooth:0.1", "relax:0.1"],
      choose: "nllScaled",
      noise: "none",
      baselines: true,
      model: "auto",
      tune: "all",
      augment: "none",
      optimizer: "adam:lr=0.001",
      schedule: "constant",
      batchSize: 64,
      epochs: 20,
      seeds: 5,
      validation: 0.1,
      threads: 1,
      runtime: "auto",
    });
  });

  it("puts hard targets first and every method once, in canonical text", () => {
    const given = ["smooth:alpha=.2", "smooth:0.2", "relax", "hard"];
    expect(resolveOptions({ methods: given }).methods).toEqual(["hard", "smooth:0.2", "relax:0.1"]);
    expect(resolveOptions({ methods: "smooth:0.1 relax:0.2" }).methods).toEqual(["hard", "smooth:0.1", "relax:0.2"]);
  });

  it("takes methods whose parameter is chosen, also one by two scores", () => {
    const given = ["smooth:auto", "smooth:auto,by=ece,over=all", "smooth:auto,by=ece"];
    expect(resolveOptions({ methods: given }).methods).toEqual(["hard", "smooth:auto", "smooth:auto,by=ece"]);
  });

  it("takes a range of a parameter as one method per value, each once", () => {
    const { methods } = resolveOptions({ methods: ["label_smoothing:0..0.4/3", "smooth:0.2", "ls:0.4", "ce"] });
    expect(methods).toEqual(["hard", "smooth:0", "smooth:0.2", "smooth:0.4"]);
  });

  it("leaves out what was not given and has no default", () => {
    expect(resolveOptions({})).not.toHaveProperty("label");
    expect(resolveOptions({ label: " species ", drop: ["id", "id", "a name"], size: "64" })).toMatchObject({
      label: "species",
      drop: ["id", "a name"],
      size: 64,
    });
  });

  it("takes a number for a fraction, and anything else for a place", () => {
    expect(resolveOptions({ test: "0.25", validation: ".2" })).toMatchObject({ test: 0.25, validation: 0.2 });
    const places = { test: " test.csv ", validation: "2024/v.csv", split: " part " };
    expect(resolveOptions(places)).toMatchObject({ test: "test.csv", validation: "2024/v.csv", split: "part" });
  });

  it("makes --lr part of the optimizer that was named, or of the default one", () => {
    expect(resolveOptions({ lr: "0.01" }).optimizer).toBe("adam:lr=0.01");
    expect(resolveOptions({ lr: "0.5", optimizer: "sgd" })).not.toHaveProperty("lr");
    expect(resolveOptions({ lr: ".50", optimizer: "sgd:momentum=0.9" }).optimizer).toBe("sgd:lr=0.5,momentum=0.9");
    expect(resolveOptions({ lr: 0.001, optimizer: "adamw" })).toEqual(resolveOptions({ optimizer: "adamw:lr=0.001" }));
  });

  it("takes a length in steps, and patience", () => {
    expect(resolveOptions({ steps: "250", patience: "3" })).toMatchObject({ steps: 250, patience: 3 });
  });

  it("reads back what it resolved, as experiment.json does", () => {
    const options = resolveOptions({
      optimizer: "sgd:0.1,momentum=0.9",
      schedule: "cosine",
      epochs: "3",
      validation: "0",
    });
    expect(resolveOptions(JSON.parse(JSON.stringify(options)) as typeof options)).toEqual(options);
    expect(options).toMatchObject({ optimizer: "sgd:lr=0.1,momentum=0.9", epochs: 3, validation: 0 });
  });

  it.each([
    [{ noise: "symetric:0.2" }, "noise"],
    [{ baselines: "no" }, '--no-baselines: expected true or false, got "no"'],
    [{ classWeights: "balance" }, "--class-weights: expected balanced"],
    [{ label: " " }, '--label: expected the name of a column, got " "'],
    [{ test: "2e0" }, "--test: expected test to be a number above 0 and below 1, got 2"],
    [{ test: " " }, '--test: expected a number above 0 and below 1, or a file, got " "'],
    [{ validation: "-0.1" }, "--validation: expected validation to be a number of at least 0 and below 1, got -0.1"],
    [{ split: "" }, '--split: expected the name of a column, got ""'],
    [{ test: "1" }, "--test: expected test to be a number above 0 and below 1, got 1"],
    [{ epochs: "0" }, "--epochs: expected epochs to be a whole number of at least 1, got 0"],
    [{ lr: "0" }, "--lr: expected lr to be a number above 0, got 0"],
    [{ lr: "fast" }, '--lr: expected a number above 0, got "fast"'],
    [
      { lr: "0.1", optimizer: "sgd:lr=0.1" },
      '--lr: expected one learning rate, got "0.1 beside --optimizer sgd:lr=0.1"; leave one of them out',
    ],
    [{ lr: "0.1", optimizer: "adam:0.01,beta1=0.8" }, "--lr: expected one learning rate"],
    [{ lr: "0.1", optimizer: "sdg" }, "sgd"],
    [{ steps: "250", epochs: "20" }, '--steps: expected either --epochs or --steps, got "250 beside --epochs 20"'],
    [{ steps: "0" }, "--steps: expected steps to be a whole number of at least 1, got 0"],
    [{ patience: "0" }, "--patience: expected patience to be a whole number of at least 1, got 0"],
    [{ patience: "1.5" }, "--patience: expected patience to be a whole number of at least 1, got 1.5"],
    [{ epochs: "many" }, '--epochs: expected a whole number of at least 1, got "many"'],
    [{ seeds: "" }, '--seeds: expected a whole number of at least 1, got ""'],
    [{ batchSize: "1.5" }, "--batch-size: expected batchSize to be a whole number of at least 1, got 1.5"],
    [{ validation: "1" }, "--validation: expected validation to be a number of at least 0 and below 1, got 1"],
    [{ methods: [] }, "--methods: expected at least one method"],
    [{ methods: ["smooth:2"] }, "expected alpha to be a number from 0 to 1, got 2"],
    [{ methods: ["brier:auto"] }, "expected a method with a parameter to choose (smooth, relax"],
    [{ choose: "luck" }, "--choose"],
    [{ primary: "nll" }, "--primary: expected the question to be one of"],
    [{ model: "mlp:0" }, "mlp"],
    [{ optimizer: "adam:lr=0" }, "expected lr to be a number above 0, got 0"],
    [{ schedule: "cosin" }, "cosine"],
    [{ normalise: "imagnet" }, "--normalise: expected the normalisation to be one of imagenet, "],
    [{ normalise: "0.5" }, "--normalise"],
    [{ normalise: "0.5/0" }, "--normalise: expected the deviation to be a number above 0, got 0"],
    [{ normalise: "127/64" }, "--normalise: expected the mean to be a number from 0 to 1, got 127"],
    [{ normalise: "0.5,0.4/0.5,0.4,0.3" }, "--normalise: expected as many means as deviations"],
    [{ normalise: "0.5/0.5/0.5" }, "--normalise: expected one mean and one deviation"],
    [{ normalise: "0.5/x" }, "--normalise: expected the deviation as a number"],
    [{ runtime: "wasn" }, '--runtime: expected the runtime to be one of wasm, auto, node, got "wasn"'],
  ])("refuses %o", (given, message) => {
    expect(() => resolveOptions(given)).toThrow(message);
  });

  it("has help for every row, and a default that its own check accepts", () => {
    for (const field of Object.values(experimentFields)) {
      expect(field.help.length).toBeGreaterThan(10);
      if (field.default !== undefined) expect(field.parse(field.default)).toEqual(field.default);
    }
  });
});
