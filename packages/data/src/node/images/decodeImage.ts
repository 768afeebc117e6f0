// One image file → its pixels, in the size and the channels that all images of the data set get.
import { readFile } from "node:fs/promises";
import { toPlanes } from "../../base/planes.ts";
import { optionalPackage } from "../optionalPackage.ts";

/** The form that every image is brought to. */
export interface ImageFormat {
  readonly width: number;
  readonly height: number;
  /** Grey, or red, green and blue. */
  readonly channels: 1 | 3;
}

/** What an image file says of itself. */
export interface ImageHeader {
  /** In pixels, upright. */
  readonly width: number;
  readonly height: number;
  readonly grey: boolean;
}

/** sharp, imported when the first image is met; one thread per image is fastest where several are decoded at once. */
async function loadSharp() {
  const { default: sharp } = await optionalPackage("sharp", () => import("sharp"));
  sharp.concurrency(1);
  return sharp;
}

/** Reads the header of an image file. */
export async function readHeader(file: string): Promise<ImageHeader> {
  const sharp = await loadSharp();
  const { autoOrient, space } = await sharp(file).metadata();
  return { ...autoOrient, grey: space === "b-w" || space === "grey16" };
}

/**
 * Decodes an image: turned upright as its EXIF data say, without transparency, scaled to cover the format and cropped
 * around its middle.
 * @returns the pixels, [channels, height, width]
 * @throws Error of the file system or the decoder when the file cannot be read, is not an image, or damaged
 */
export async function decodeImage(file: string, { width, height, channels }: ImageFormat): Promise<Uint8Array> {
  const sharp = await loadSharp();
  const image = sharp(await readFile(file), { failOn: "error" })
    .autoOrient()
    .removeAlpha();
  const scaled = image.resize(width, height, { fit: "cover" }).toColourspace(channels === 1 ? "b-w" : "srgb");
  return toPlanes(await scaled.raw({ depth: "uchar" }).toBuffer(), channels);
}
