// Predictions of images: a folder, a list, one file, idx files, and known data sets.
import { readFileSync } from "node:fs";
import path from "node:path";
import { createRandom } from "@softlabel/core";
import { createModel, exportModel, inputsOf } from "@softlabel/engine";
import { beforeAll, describe, expect, it } from "vitest";
import { encodePng, notAnImage, writeTree } from "../../../../test/imageFiles.ts";
import { loadDataset } from "@softlabel/data/node";
import { expected } from "../../../../test/deployments.ts";
import { openRuntime } from "../runtime/runtime.ts";
import { leaveImageModel, predictionFolder } from "./predict.fixtures.ts";
import { predict, type PredictionResult, type PredictOptions } from "./predict.ts";

const inside = predictionFolder();
const colours = [
  [200, 10, 10],
  [10, 200, 10],
  [10, 10, 200],
];
let network: Uint8Array;

beforeAll(async () => {
  network = leaveImageModel(inside("model"), [3, 4, 4]);
  leaveImageModel(inside("grey"), [28, 28]);
  const [red, green, blue] = await Promise.all(colours.map((colour) => encodePng({ colour })));
  await writeTree(inside("photos"), {
    "plain/r.png": red,
    "plain/deep/g.png": green,
    "b.png": blue,
    "ünïcode/x.png": notAnImage,
  });
  const list = "file,kind,key\nphotos/plain/r.png,plain,k1\nphotos/none.png,,k2\nphotos/b.png,oak,k3\n";
  await writeTree(inside(""), { "list.csv": list });
});

type Line = Readonly<Record<string, number | string | null>>;

async function predicted(
  options: Partial<PredictOptions>,
): Promise<{ result: PredictionResult; lines: readonly Line[] }> {
  const { ort } = await openRuntime();
  const out = inside("out.json");
  const result = await predict(ort, { model: inside("model"), data: inside("photos"), out, ...options });
  return { result, lines: JSON.parse(readFileSync(out, "utf8")) as Line[] };
}

/** What the model says of an image of one colour, whose planes are even. */
async function ofColour(k: number): Promise<readonly number[]> {
  const { ort } = await openRuntime();
  const pixels = Uint8Array.from({ length: 48 }, (_, i) => colours[k][Math.floor(i / 16)]);
  return (await expected(ort, network, [3, 4, 4], pixels)).probabilities;
}

describe("predict", () => {
  it.each(["model", "model/model.onnx"])("of a folder of images, with %s", async (model) => {
    const { lines, result } = await predicted({ model: inside(model) });
    expect(lines.map(({ image }) => image)).toEqual(["b.png", "plain/deep/g.png", "plain/r.png", "ünïcode/x.png"]);
    expect(lines.map(({ label }) => label)).toEqual([null, "plain", "plain", "ünïcode"]);
    for (const [row, k] of [2, 1, 0].entries()) expect(lines[row].prob_plain).toBeCloseTo((await ofColour(k))[0], 6);
    expect(lines[3].prediction).toBeNull();
    expect(result).toMatchObject({ rows: 4, predicted: 3, noun: "image", scores: { rows: 2 } });
    expect(result.notes).toEqual(["Labels are the names of folders, for 3 of 4 images."]);
    expect(result.findings.map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(
        /^1 image cannot be read and gets no prediction: .*x\.png \(.*unsupported image format\)\.$/,
      ),
      "1 image without a label is not scored.",
    ]);
  });

  it("of a list, with its own columns for id and label", async () => {
    const { lines, result } = await predicted({ data: inside("list.csv"), id: "key", label: "kind" });
    expect(lines.map(({ key, label }) => [key, label])).toEqual([
      ["k1", "plain"],
      ["k2", null],
      ["k3", "oak"],
    ]);
    expect(lines[0].prob_plain).toBeCloseTo((await ofColour(0))[0], 6);
    expect(lines[1].prediction).toBeNull();
    expect(result.findings.map(({ kind }) => kind)).toEqual(["unreadable image", "unknown label", "missing label"]);
    expect(result.findings[0].sentence).toMatch(/none\.png \(it is missing\)/);
    const unnamed = await predicted({ data: inside("list.csv") });
    expect(unnamed.lines.map(({ image }) => image)).toEqual(["photos/plain/r.png", "photos/none.png", "photos/b.png"]);
    expect(unnamed.result.scores).toBeNull();
  });

  it("of more images than a block holds", async () => {
    const input = { shape: [3, 256, 256], elementType: "uint8", scale: 1 / 255, shift: 0, classes: 3 } as const;
    const model = createModel("linear", input, createRandom(4));
    const values = model.parameters.map((each) => each.values);
    const file = Buffer.from(exportModel(model, values, { metadata: { softlabel: "1.0.0" } }));
    const shades = Array.from({ length: 13 }, (_, i) => [20 * i, 255 - 20 * i, 10 * i]);
    const images = await Promise.all(shades.map((colour) => encodePng({ colour })));
    const named = images.map((image, i) => [`many/${String(i).padStart(2, "0")}.png`, image] as const);
    await writeTree(inside(""), { "large.onnx": file, ...Object.fromEntries(named) });
    const { lines } = await predicted({ model: inside("large.onnx"), data: inside("many") });
    expect(lines.map(({ image }) => `many/${image}`)).toEqual(named.map(([name]) => name));
    expect(new Set(lines.map(({ prob_0: p }) => p)).size).toBe(13);
    const last = await predicted({ model: inside("large.onnx"), data: inside("many/12.png") });
    expect(lines[12].prob_0).toBeCloseTo(Number(last.lines[0].prob_0), 5);
  });

  it("of one image", async () => {
    const { lines } = await predicted({ data: inside("photos/b.png") });
    expect(lines).toHaveLength(1);
    expect(lines[0].prob_plain).toBeCloseTo((await ofColour(2))[0], 6);
  });

  it("of the test split of a known data set", async () => {
    const data = "glyphs:train=50,test=40";
    const { test } = await loadDataset(data);
    const { ort } = await openRuntime();
    const { lines, result } = await predicted({ model: inside("grey"), data });
    const bytes = readFileSync(inside("grey/network.onnx"));
    const wanted = await expected(ort, bytes, [28, 28], inputsOf(test));
    expect(lines.map(({ prediction }) => prediction)).toEqual(wanted.labels);
    expect(lines[39]).toMatchObject({ row: 40 });
    expect(result.notes).toEqual(["The 40 test images of glyphs:train=50,test=40 are predicted."]);
  });

  it("with a model of floats from elsewhere, whose scaling is said or asked for", async () => {
    const input = { shape: [3, 4, 4], elementType: "float32", scale: 1, shift: 0, classes: 3 } as const;
    const model = createModel("linear", input, createRandom(2));
    const values = model.parameters.map((each) => each.values);
    await writeTree(inside(""), { "floats.onnx": Buffer.from(exportModel(model, values)) });
    const usual = await predicted({ model: inside("floats.onnx"), data: inside("photos/b.png") });
    expect(usual.result.notes.at(-1)).toMatch(
      /^The model does not say how pixels are scaled; it is given \(v \/ 255 - 0\.5\) \/ 0\.5/,
    );
    const same = await predicted({ model: inside("floats.onnx"), data: inside("photos/b.png"), normalise: "0.5/0.5" });
    expect(same.lines).toEqual(usual.lines);
    const other = await predicted({
      model: inside("floats.onnx"),
      data: inside("photos/b.png"),
      normalise: "imagenet",
    });
    expect(other.lines[0].prob_0).not.toBeCloseTo(Number(usual.lines[0].prob_0), 3);
  });

  it.each([
    [{ id: "key" }, /--id: expected data with columns, got images/],
    [{ data: "glyphs:test=20", label: "x" }, /--label: expected data with columns, got a known data set/],
    [
      { normalise: "imagenet" },
      /--normalise imagenet: expected a model that takes normalised pixels, got .*network.onnx/,
    ],
    [{ model: "grey", data: "cats.csv" }, /cats.csv: expected (a file|images)/],
    [
      { data: "glyphs:test=20" },
      /glyphs:test=20: expected examples of \[3, 4, 4\], as .*network.onnx takes, got \[28, 28\]/,
    ],
  ])("refuses %j", async (options, message) => {
    const model = "model" in options ? { model: inside(options.model) } : {};
    await expect(predicted({ ...options, ...model })).rejects.toThrow(message);
  });

  it("refuses a table for images, and a list without the column that is named", async () => {
    await writeTree(inside(""), { "table.csv": "a,b\n1,2\n" });
    await expect(predicted({ data: inside("table.csv") })).rejects.toThrow(
      /table.csv: expected images, as .* takes, got a table/,
    );
    await expect(predicted({ data: inside("list.csv"), label: "kidn" })).rejects.toThrow(
      /list.csv: expected --label to be one of its columns kind, file, key, got "kidn"/,
    );
    await expect(predicted({ data: path.join(inside("photos"), "ünïcode", "none") })).rejects.toThrow(
      /no such file or folder/,
    );
  });
});
