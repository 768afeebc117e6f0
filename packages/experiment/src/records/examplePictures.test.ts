// Pictures in a report have the colours of the data.
import { beforeEach, expect, it } from "vitest";
import type { Dataset } from "@softlabel/data";
import { memoryStore } from "../store/memoryStore.ts";
import type { RecordStore } from "../store/recordStore.ts";
import { readPicture, writePictures, type EncodePng } from "./exampleRecords.ts";

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
  const url = readPicture(records, index)!;
  expect(url).toMatch(/^data:image\/png;base64,/);
  return [...Buffer.from(url.slice(url.indexOf(",") + 1), "base64")];
}

it("joins the planes of colour pictures, pixel by pixel", async () => {
  const [red, orange] = [
    [255, 0, 0],
    [255, 128, 9],
  ];
  const planes = Uint8Array.from([0, 0, 0, 0, 0, 0, ...red.flatMap((value, channel) => [value, orange[channel]])]);
  await writePictures(records, [1], dataOf(3, planes), encodePng);
  expect(encodedOf(1)).toEqual([2, 1, 3, ...red, ...orange]);
  expect(readPicture(records, 0)).toBeUndefined();
});

it("keeps grey as it is, and what was written", async () => {
  await writePictures(records, [0], dataOf(1, Uint8Array.of(7, 200)), encodePng);
  await writePictures(records, [0], dataOf(1, Uint8Array.of(0, 0)), encodePng);
  expect(encodedOf(0)).toEqual([2, 1, 1, 7, 200]);
});

it("draws nothing of numbers that are no pixels", async () => {
  await writePictures(records, [0], dataOf(1, Float32Array.of(0.5, 1)), encodePng);
  expect(readPicture(records, 0)).toBeUndefined();
});
