// Folders of idx files: their names, and everything that may not fit together.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inputsOf } from "@softlabel/engine";
import { encodeIdx, encodeImages, idxFixture, renamed, writeFiles } from "../../../../test/idxFixture.ts";
import { loadFolder } from "./folder.ts";

let folder = "";
beforeEach(async () => void (folder = await mkdtemp(path.join(tmpdir(), "softlabel-"))));
afterEach(() => rm(folder, { recursive: true }));

/** Loads a folder in which some of the four files are replaced. */
async function load(changes: Record<string, Buffer | undefined>) {
  await writeFiles(folder, { ...idxFixture, ...changes });
  return loadFolder(folder);
}

describe("loadFolder", () => {
  it("reads four idx files; the training labels decide the classes", async () => {
    const data = await load({ "notes.txt": Buffer.from("notes") });
    expect(data.classes).toEqual(["0", "1", "2"]);
    expect(data.shape).toEqual([2, 2]);
    expect(data.image).toEqual({ width: 2, height: 2, channels: 1 });
    expect([data.scale, data.shift]).toEqual([2 / 255, -1]);
    expect(Array.from(data.train.labels)).toEqual([0, 1, 2, 0, 1, 2]);
    expect(Array.from(inputsOf(data.test))).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]);
    expect(data.name).toBe(folder);
  });

  it.each<[string, (name: string) => string]>([
    ["packed", (name) => `${name}.gz`],
    ["with a dot", (name) => name.replace("-idx", ".idx")],
    ["with test for t10k", (name) => name.replace("t10k", "test")],
    ["with underscores", (name) => name.replaceAll("-", "_")],
    ["with a prefix", (name) => `emnist-letters-${name}.gz`],
    ["short", (name) => name.replace(/-idx.*/, ".idx")],
  ])("finds the files by names that are %s", async (_, rename) => {
    await writeFiles(folder, renamed(idxFixture, rename));
    expect((await loadFolder(folder)).train.count).toBe(6);
  });

  it("reads a packed file whose name does not say so", async () => {
    expect((await load({ "train-images-idx3-ubyte": gzipSync(encodeImages(6)) })).train.count).toBe(6);
  });

  it("takes the unpacked one of a file that is there twice", async () => {
    const packed = renamed(idxFixture, (name) => `${name}.gz`);
    expect((await load({ ...packed, "train-images-idx3-ubyte.gz": Buffer.from("damaged") })).train.count).toBe(6);
  });

  it("says what it found in a folder without idx files", async () => {
    await expect(loadFolder(folder)).rejects.toThrow("got an empty folder");
    await writeFiles(folder, { "b.csv": Buffer.of(1), "a.csv": Buffer.of(1) });
    await expect(loadFolder(folder)).rejects.toThrow(
      /expected the four idx files train-images-idx3-ubyte, .* \(\.gz or not\), or a sub-folder of images for each class, got a\.csv, b\.csv$/,
    );
    await writeFiles(folder, { c: Buffer.of(1), d: Buffer.of(1), e: Buffer.of(1) });
    await expect(loadFolder(folder)).rejects.toThrow("got a.csv, b.csv, c, d and 1 more");
  });

  it("refuses a path that is not a folder", async () => {
    const missing = path.join(folder, "missing");
    await expect(loadFolder(missing)).rejects.toThrow(
      `${missing}: expected a folder or a file, got no such file or folder; check the path`,
    );
    await writeFiles(folder, { file: Buffer.of(1) });
    await expect(loadFolder(path.join(folder, "file"))).rejects.toThrow(
      "got a file that names no image; name the folder around it",
    );
  });

  it.each<[string, Record<string, Buffer | undefined>, string]>([
    [
      "a missing file",
      { "t10k-labels-idx1-ubyte": undefined },
      "expected a file t10k-labels-idx1-ubyte or t10k-labels-idx1-ubyte.gz beside t10k-images-idx3-ubyte, ",
    ],
    [
      "two candidates",
      { "letters-train-images-idx3-ubyte": encodeImages(6) },
      "expected one file like train-images-idx3-ubyte, got letters-train-images-idx3-ubyte, train-images-idx3-ubyte",
    ],
    [
      "fewer labels than images",
      { "train-labels-idx1-ubyte": encodeIdx([5], [0, 1, 2, 0, 1]) },
      "train-labels-idx1-ubyte: expected 6 labels, as train-images-idx3-ubyte has images, got 5; take both files",
    ],
    [
      "a test label above the training classes",
      { "t10k-labels-idx1-ubyte": encodeIdx([4], [0, 1, 7, 0]) },
      "t10k-labels-idx1-ubyte: expected labels from 0 to 2, as in the training labels, got label 7 in row 2",
    ],
    [
      "test images of another size",
      { "t10k-images-idx3-ubyte": encodeIdx([4, 1, 3], new Uint8Array(12)) },
      "t10k-images-idx3-ubyte: expected images of 2 × 2, as in training, got 1 × 3",
    ],
    [
      "a single class",
      { "train-labels-idx1-ubyte": encodeIdx([6], new Uint8Array(6)) },
      "train-labels-idx1-ubyte: expected at least two classes, got 1",
    ],
    [
      "a damaged file",
      { "train-images-idx3-ubyte": idxFixture["train-images-idx3-ubyte"].subarray(0, 30) },
      "train-images-idx3-ubyte: expected 24 bytes of images after the header (6 × 2 × 2), got only 14",
    ],
  ])("refuses %s", async (_, changes, sentence) => {
    await expect(load(changes)).rejects.toThrow(sentence);
    await expect(loadFolder(folder)).rejects.toThrow(new RegExp(`^${folder}`));
  });
});

describe("idx files with parts of their own", () => {
  const place = (name: string): string => path.join(folder, name);
  const pair = (images: string, labels: string, values: readonly number[]): Record<string, Buffer> => ({
    [images]: encodeImages(values.length),
    [labels]: encodeIdx([values.length], values),
  });
  const { "t10k-images-idx3-ubyte": _images, "t10k-labels-idx1-ubyte": _labels, ...training } = idxFixture;

  it("takes them from folders or files, and says what they share with training", async () => {
    await writeFiles(place("data"), training);
    await writeFiles(place("other"), pair("test-images-idx3-ubyte", "test-labels-idx1-ubyte.gz", [2, 1]));
    await writeFiles(place("more"), pair("my-images.idx", "my-labels.idx", [0, 0, 1]));
    const data = await loadFolder(place("data"), { test: place("other"), validation: place("more/my-images.idx") });
    expect([data.train.count, data.validation?.count, data.test.count]).toEqual([6, 3, 2]);
    expect(Array.from(data.validation!.labels)).toEqual([0, 0, 1]);
    expect(data.notes).toEqual([
      `The test images are those of ${place("other")}.`,
      `The validation images are those of ${place("more/my-images.idx")}.`,
      "3 of 3 validation rows are identical to training rows: scores on them flatter the model.",
      "2 of 2 test rows are identical to training rows: scores on them flatter the model.",
    ]);
    expect((await loadFolder(place("data"), { test: place("data") })).test.count).toBe(6);
  });

  it("refuses labels and sizes that training does not have, fractions, and places without a pair", async () => {
    await writeFiles(place("data"), idxFixture);
    await writeFiles(place("other"), pair("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte", [2, 7]));
    await writeFiles(place("large"), {
      ...training,
      "train-images-idx3-ubyte": encodeIdx([6, 1, 1], [0, 0, 0, 0, 0, 0]),
    });
    const refused = (test: string | number) => expect(loadFolder(place("data"), { test })).rejects;
    await refused(place("other")).toThrow("labels from 0 to 2, as in the training labels, got label 7 in row 1");
    await refused(place("large")).toThrow("expected images of 2 × 2, as in training, got 1 × 1");
    await refused(0.2).toThrow("data: expected --test to name files, as test images have their own, got 0.2; leave");
    await refused(place("none")).toThrow(/--test: expected a folder with idx files .*none", where there is nothing/);
    await refused(place("data/train-labels-idx1-ubyte")).toThrow(/--test: expected a folder with idx files/);
  });
});
