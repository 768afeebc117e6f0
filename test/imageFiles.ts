// Small image files for tests.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp, { type Sharp } from "sharp";

/** A image of one colour: red, green and blue, or one number for grey. */
export interface TestImage {
  readonly width?: number;
  readonly height?: number;
  readonly colour?: readonly number[];
}

/** The pixels of a image, [height, width, channels]. */
function pixelsOf({ width = 4, height = 4, colour = [10, 20, 30] }: TestImage): Sharp {
  const pixels = Uint8Array.from({ length: width * height * colour.length }, (_, i) => colour[i % colour.length]);
  return sharp(pixels, { raw: { width, height, channels: colour.length as 1 | 3 | 4 } });
}

/** The bytes of a PNG file; those of grey images have one channel. */
export function encodePng(image: TestImage = {}): Promise<Buffer> {
  const pixels = pixelsOf(image);
  return (image.colour?.length === 1 ? pixels.toColourspace("b-w") : pixels).png().toBuffer();
}

/** Bytes that are not an image. */
export const notAnImage = Buffer.from("not an image");

/** Writes files below a folder, named by their paths. */
export async function writeTree(folder: string, files: Readonly<Record<string, Buffer | string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

/** As many equal images in a class folder: `cats/0.png`, `cats/1.png`, … */
export function classOf(name: string, count: number, png: Buffer): Record<string, Buffer> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`${name}/${i}.png`, png]));
}
