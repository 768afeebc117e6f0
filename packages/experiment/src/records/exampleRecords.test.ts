// Recorded test examples: images with the colours of the data, rows of tables by column.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { type Dataset } from "@softlabel/data";
import { loadDataset } from "@softlabel/data/node";
import { memoryStore } from "../store/memoryStore.ts";
import type { RecordStore } from "../store/recordStore.ts";
import { readImage, readRow, writeImages, writeRows, type EncodePng } from "./exampleRecords.ts";

let records: RecordStore;
beforeEach(() => void (records = memoryStore()));

/** Width, height and channels before the pixels as they are: how they are encoded is another matter. */
const encodePng: EncodePng = (pixels, { width, height, channels }) =>
  Promise.resolve(Uint8Array.of(width, height, channels, ...pixels));

/** Data whose test part has these examples of two pixels side by side. */
function dataOf(channels: number, inputs: Uint8Array | Float32Array): Dataset {
  const shape = channels === 1 ? [1, 2] : [channels, 1, 2];
  const count = inputs.length / (2 * channels);
  const test = { count, shape, inputs, labels: new Int32Array(count) };
  const parts = { train: test, test, classes: ["a", "b"], shape, scale: 1, shift: 0 };
  return { ...parts, name: "", title: "", fingerprint: "", image: { width: 2, height: 1, channels } };
}

function encodedOf(index: number): number[] {
  const url = readImage(records, index)!;
  expect(url).toMatch(/^data:image\/png;base64,/);
  return [...Buffer.from(url.slice(url.indexOf(",") + 1), "base64")];
}

describe("recorded images", () => {
  it("join the planes of colours, pixel by pixel", async () => {
    const [red, orange] = [
      [255, 0, 0],
      [255, 128, 9],
    ];
    const planes = Uint8Array.from([0, 0, 0, 0, 0, 0, ...red.flatMap((value, channel) => [value, orange[channel]])]);
    await writeImages(records, [1], dataOf(3, planes), encodePng);
    expect(encodedOf(1)).toEqual([2, 1, 3, ...red, ...orange]);
    expect(readImage(records, 0)).toBeUndefined();
  });

  it("keep grey as it is, and what was written", async () => {
    await writeImages(records, [0], dataOf(1, Uint8Array.of(7, 200)), encodePng);
    await writeImages(records, [0], dataOf(1, Uint8Array.of(0, 0)), encodePng);
    expect(encodedOf(0)).toEqual([2, 1, 1, 7, 200]);
  });

  it("are not written from other numbers", async () => {
    await writeImages(records, [0], dataOf(1, Float32Array.of(0.5, 1)), encodePng);
    expect(readImage(records, 0)).toBeUndefined();
  });
});

describe("recorded rows", () => {
  it("are those of the table, by column", async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "softlabel-rows-")), "pets.csv");
    const pets = Array.from(
      { length: 40 },
      (_, i) => `${i % 2 ? "cat" : "dog"},${10 + i},${i % 4 < 2 ? "red" : "blue"}`,
    );
    writeFileSync(file, ["kind,weight,colour", ...pets, ""].join("\n"));
    const dataset = await loadDataset(file, { label: "kind" });
    writeRows(records, [0, 3], dataset);
    expect(readRow(records, 1)).toBeUndefined();
    for (const index of [0, 3]) {
      const { weight, colour } = readRow(records, index)!;
      const kind = dataset.classes[dataset.test.labels[index]];
      expect(pets).toContain(`${kind},${weight},${colour}`);
    }
  });

  it("are not written for other data", async () => {
    writeRows(records, [7], await loadDataset("blobs:train=60,test=40"));
    expect(readRow(records, 7)).toBeUndefined();
  });
});
