// Pictures in a report have the colours of the data.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Dataset } from "@softlabel/data";
import { readPicture, writePictures } from "./pictures.ts";

let folder = "";
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), "softlabel-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Data whose test part has these examples of two pixels side by side. */
function dataOf(channels: number, inputs: Uint8Array | Float32Array): Dataset {
  const shape = channels === 1 ? [1, 2] : [channels, 1, 2];
  const count = inputs.length / (2 * channels);
  const test = { count, shape, inputs, labels: new Int32Array(count) };
  const parts = { train: test, test, classes: ["a", "b"], shape, scale: 1, shift: 0 };
  return { ...parts, name: "", title: "", fingerprint: "", image: { width: 2, height: 1, channels } };
}

async function pixelsOf(index: number): Promise<number[]> {
  const url = readPicture(folder, index)!;
  const image = sharp(Buffer.from(url.slice(url.indexOf(",") + 1), "base64"));
  return Array.from(await image.raw().toBuffer());
}

it("joins the planes of colour pictures, pixel by pixel", async () => {
  const [red, orange] = [
    [255, 0, 0],
    [255, 128, 9],
  ];
  const planes = Uint8Array.from([0, 0, 0, 0, 0, 0, ...red.flatMap((value, channel) => [value, orange[channel]])]);
  await writePictures(folder, [1], dataOf(3, planes));
  expect(await pixelsOf(1)).toEqual([...red, ...orange]);
  expect(readPicture(folder, 0)).toBeUndefined();
});

it("keeps grey as it is, and what was written", async () => {
  await writePictures(folder, [0], dataOf(1, Uint8Array.of(7, 200)));
  await writePictures(folder, [0], dataOf(1, Uint8Array.of(0, 0)));
  expect((await pixelsOf(0)).filter((_, i, { length }) => i % (length / 2) === 0)).toEqual([7, 200]);
});

it("draws nothing of numbers that are no pixels", async () => {
  await writePictures(folder, [0], dataOf(1, Float32Array.of(0.5, 1)));
  expect(readPicture(folder, 0)).toBeUndefined();
});
