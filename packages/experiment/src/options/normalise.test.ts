// Pixel normalisation: its texts, what it makes of data, and that models do it themselves.
import { createRandom } from "@softlabel/core";
import { createModel, decodeModel, exportModel, inputsOf } from "@softlabel/engine";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { loadDataset } from "@softlabel/data/node";
import { predictLogits } from "./classifierFile.ts";
import { inputOf } from "./examplesOf.ts";
import { canonicalNormalisation, describeNormalisation, normalisationOf, normalised } from "./normalise.ts";

const glyphs = await loadDataset("glyphs:train=20,test=10");
const { train } = glyphs;
const colour = { ...glyphs, shape: [3, 28, 28], train: { ...train, shape: [3, 28, 28] } };

describe("texts", () => {
  it.each([
    ["imagenet", "imagenet"],
    ["none", "none"],
    ["0/1", "none"],
    [" 0.50 / .5 ", "0.5/0.5"],
    ["0.485,0.456,0.406/0.229,0.224,0.225", "imagenet"],
    ["0.1,0.2,0.3/0.5", "0.1,0.2,0.3/0.5"],
  ])("%s is %s", (text, canonical) => expect(canonicalNormalisation(text)).toBe(canonical));

  it("are described as the formula they stand for", () => {
    expect(describeNormalisation("none")).toBe("v / 255, from 0 to 1");
    expect(describeNormalisation("0.5/0.5")).toBe("(v / 255 - 0.5) / 0.5");
    expect(describeNormalisation("imagenet")).toBe(
      "(v / 255 - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225] (imagenet)",
    );
  });
});

describe("normalised", () => {
  it("leaves data alone where no normalisation is named", () => expect(normalised(glyphs, undefined)).toBe(glyphs));

  it("is what image data have by themselves for 0.5/0.5", () => {
    const { scale, shift } = normalised(glyphs, "0.5/0.5");
    expect(scale).toBeCloseTo(glyphs.scale as number, 12);
    expect(shift).toBeCloseTo(glyphs.shift as number, 12);
  });

  it("takes 255 to (1 - mean) / deviation, channel by channel", () => {
    const { scale, shift } = normalised(colour, "imagenet");
    const top = (scale as number[]).map((factor, c) => 255 * factor + (shift as number[])[c]);
    [0.515 / 0.229, 0.544 / 0.224, 0.594 / 0.225].forEach((value, c) => expect(top[c]).toBeCloseTo(value, 12));
    expect(normalised(colour, "0.1,0.2,0.3/0.5").shift).toEqual([-0.2, -0.4, -0.6]);
  });

  it("refuses numbers for other channels, and data other than images", async () => {
    expect(() => normalised(glyphs, "imagenet")).toThrow(
      "--normalise imagenet: expected one mean and one deviation for grey images, got",
    );
    const blobs = await loadDataset("blobs:train=10,test=10");
    expect(() => normalised(blobs, "0.5/0.5")).toThrow("--normalise 0.5/0.5: expected images, got");
  });
});

describe("normalisationOf", () => {
  const files = new Map<string, Uint8Array>();
  const readFile = (name: string): Uint8Array | undefined => files.get(name);

  /** A file with such pixels as its input, and such metadata. */
  function write(name: string, elementType: "uint8" | "float32", metadata: Record<string, string>): string {
    const model = createModel("linear", { ...inputOf(colour), elementType }, createRandom(1));
    files.set(name, exportModel(model, values(model), { metadata }));
    return name;
  }

  it("is what weights expect: our own as they were trained, torchvision's as ImageNet's", () => {
    const own = write("own.onnx", "uint8", { softlabel: "1.0.0", normalise: "0.1/0.2" });
    const other = write("other.onnx", "float32", {});
    expect(normalisationOf({ model: "resnet18", weights: own }, colour, readFile)).toBe("0.1/0.2");
    expect(normalisationOf({ model: "resnet18", weights: own, normalise: "none" }, colour, readFile)).toBe("none");
    expect(normalisationOf({ model: "resnet18", weights: other }, colour, readFile)).toBe("imagenet");
    expect(normalisationOf({ model: "cnn", weights: other }, colour, readFile)).toBe("0.5/0.5");
  });

  it("is none of ours where a model's file takes pixels as they are", () => {
    const [raw, float] = [write("raw.onnx", "uint8", {}), write("float.onnx", "float32", {})];
    expect(normalisationOf({ model: raw }, colour, readFile)).toBeUndefined();
    expect(normalisationOf({ model: float }, colour, readFile)).toBe("0.5/0.5");
    expect(() => normalisationOf({ model: raw, normalise: "imagenet" }, colour, readFile)).toThrow(
      "--normalise imagenet: expected a model that takes normalised pixels, got",
    );
  });
});

it("is done by an exported model itself: raw pixels in, the logits of normalised values out", async () => {
  const input = inputOf(normalised(glyphs, "0.3/0.2"));
  const random = () => createRandom(1);
  const raw = exportModel(createModel("linear", input, random()), values(createModel("linear", input, random())));
  const plain = { ...input, elementType: "float32", scale: 1, shift: 0 } as const;
  const float = exportModel(createModel("linear", plain, random()), values(createModel("linear", plain, random())));
  const pixels = Float32Array.from(inputsOf(glyphs.test), (v) => (v / 255 - 0.3) / 0.2);
  const file = (bytes: Uint8Array) => ({ file: "model.onnx", bytes, model: decodeModel(bytes) });
  const own = await predictLogits(ort, file(raw), input, glyphs.test);
  const given = await predictLogits(ort, file(float), plain, { ...glyphs.test, inputs: pixels });
  own.forEach((logit, i) => expect(logit).toBeCloseTo(given[i], 4));
});

const values = ({ parameters }: ReturnType<typeof createModel>) => parameters.map((parameter) => parameter.values);
