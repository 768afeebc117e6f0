// Pixels of decoded images: planes, size, channels, orientation; and what is refused.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeImage, readHeader } from "./decodeImage.ts";
import { encodePng, notAnImage } from "../../../../../test/imageFiles.ts";

let folder = "";
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), "softlabel-"))));
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(bytes: Buffer): Promise<string> {
  const file = path.join(folder, "image");
  await writeFile(file, bytes);
  return file;
}

/** Two pixels high, one wide: red above blue. */
const redAboveBlue = sharp(Uint8Array.of(255, 0, 0, 0, 0, 255), { raw: { width: 1, height: 2, channels: 3 } });

const colour = (width: number, height: number) => ({ width, height, channels: 3 }) as const;

describe("decodeImage", () => {
  it("gives one plane per channel", async () => {
    const file = await fileOf(await redAboveBlue.clone().png().toBuffer());
    expect(Array.from(await decodeImage(file, colour(1, 2)))).toEqual([255, 0, 0, 0, 0, 255]);
  });

  it("turns an image as its EXIF data say", async () => {
    // Orientation 6: the camera lay on its side; a quarter turn clockwise brings red to the right.
    const file = await fileOf(await redAboveBlue.clone().withMetadata({ orientation: 6 }).png().toBuffer());
    expect(await readHeader(file)).toEqual({ width: 2, height: 1, grey: false });
    expect(Array.from(await decodeImage(file, colour(2, 1)))).toEqual([0, 255, 0, 0, 255, 0]);
  });

  it("keeps grey as one channel, or spreads it over three", async () => {
    const file = await fileOf(await encodePng({ width: 1, height: 1, colour: [77] }));
    expect((await readHeader(file)).grey).toBe(true);
    expect(Array.from(await decodeImage(file, { width: 1, height: 1, channels: 1 }))).toEqual([77]);
    expect(Array.from(await decodeImage(file, colour(1, 1)))).toEqual([77, 77, 77]);
  });

  it("removes transparency and leaves the colour", async () => {
    const file = await fileOf(await encodePng({ width: 1, height: 1, colour: [50, 60, 70, 128] }));
    expect(Array.from(await decodeImage(file, colour(1, 1)))).toEqual([50, 60, 70]);
  });

  it("brings 16 bits to 8", async () => {
    const grey16 = sharp(Uint16Array.of(0x8080), { raw: { width: 1, height: 1, channels: 1 } }).toColourspace("grey16");
    const file = await fileOf(await grey16.png().toBuffer());
    expect((await sharp(file).metadata()).depth).toBe("ushort");
    expect(await readHeader(file)).toMatchObject({ grey: true });
    expect(Array.from(await decodeImage(file, { width: 1, height: 1, channels: 1 }))).toEqual([0x80]);
  });

  it("scales to cover the format and crops what is outside", async () => {
    const stripes = Uint8Array.from({ length: 24 * 8 }, (_, i) => (i % 24 < 8 ? 0 : i % 24 < 16 ? 100 : 200));
    const wide = sharp(stripes, { raw: { width: 24, height: 8, channels: 1 } }).toColourspace("b-w");
    const file = await fileOf(await wide.png().toBuffer());
    const cropped = await decodeImage(file, { width: 8, height: 8, channels: 1 });
    expect(new Set(cropped)).toEqual(new Set([100]));
    expect((await decodeImage(file, { width: 4, height: 4, channels: 1 })).length).toBe(16);
  });

  it("rejects what is not an image, and one that is cut off", async () => {
    await expect(decodeImage(await fileOf(notAnImage), colour(4, 4))).rejects.toThrow("unsupported image format");
    const noise = Uint8Array.from({ length: 3 * 64 * 64 }, (_, i) => (i * 7919) % 251);
    const jpeg = await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
      .jpeg()
      .toBuffer();
    await expect(decodeImage(await fileOf(jpeg.subarray(0, 900)), colour(64, 64))).rejects.toThrow(/premature end/i);
  });
});
