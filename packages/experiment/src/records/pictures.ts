// Test examples as PNG files in the experiment's folder, so that its report can be remade without the data.
import { mkdirSync, existsSync } from "node:fs";
import path from "node:path";
import { inputsOf, selectRows } from "@softlabel/engine";
import sharp from "sharp";
import { type Dataset } from "@softlabel/data";
import { fromPlanes } from "@softlabel/data/internal";
import { readIfPresent } from "../files/files.ts";

function pictureFile(folder: string, index: number): string {
  return path.join(folder, "pictures", `test-${index}.png`);
}

/** Writes a test example as a PNG file, where the examples are images. */
export async function writePicture(file: string, index: number, { image, test }: Dataset): Promise<void> {
  if (image === undefined) return;
  const channels = image.channels === 1 ? 1 : 3;
  const planes = inputsOf(selectRows(test, Int32Array.of(index)));
  if (!(planes instanceof Uint8Array)) return;
  mkdirSync(path.dirname(file), { recursive: true });
  await sharp(fromPlanes(planes, channels), { raw: { width: image.width, height: image.height, channels } })
    .png()
    .toFile(file);
}

/** Writes the pictures that are not there yet. */
export async function writePictures(folder: string, indices: readonly number[], dataset: Dataset): Promise<void> {
  for (const index of indices) {
    const file = pictureFile(folder, index);
    if (!existsSync(file)) await writePicture(file, index, dataset);
  }
}

/** The picture as a data URL, where it was written. */
export function readPicture(folder: string, index: number): string | undefined {
  const bytes = readIfPresent(pictureFile(folder, index));
  return bytes === undefined ? undefined : `data:image/png;base64,${Buffer.from(bytes).toString("base64")}`;
}
