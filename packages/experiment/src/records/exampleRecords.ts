// Test examples on record, images as PNG files and rows of tables by column: a report can be remade without the data.
import { inputsOf, selectRows } from "@softlabel/engine";
import type { Dataset } from "@softlabel/data";
import { decodeRow, fromPlanes } from "@softlabel/data/internal";
import type { ExamplePrediction } from "../results/results.ts";
import { readJson, writeJson, type RecordStore } from "../store/recordStore.ts";

/** Encodes pixels, row by row with their channels together, as a PNG file. */
export type EncodePng = (
  pixels: Uint8Array,
  size: { readonly width: number; readonly height: number; readonly channels: 1 | 3 },
) => Promise<Uint8Array>;

const pictureFile = (index: number): string => `pictures/test-${index}.png`;

/** Writes a test example as a PNG file, where the examples are images. */
export async function writePicture(
  records: RecordStore,
  path: string,
  index: number,
  { image, test }: Dataset,
  encodePng: EncodePng,
): Promise<void> {
  const planes = inputsOf(selectRows(test, Int32Array.of(index)));
  if (image === undefined || !(planes instanceof Uint8Array)) return;
  const channels = image.channels === 1 ? 1 : 3;
  const { width, height } = image;
  records.write(path, await encodePng(fromPlanes(planes, channels), { width, height, channels }));
}

/** Writes the pictures that are not there yet. */
export async function writePictures(
  records: RecordStore,
  indices: readonly number[],
  dataset: Dataset,
  encodePng: EncodePng,
): Promise<void> {
  for (const index of indices) {
    const path = pictureFile(index);
    if (records.read(path) === undefined) await writePicture(records, path, index, dataset, encodePng);
  }
}

/** The picture as a data URL, where it was written. */
export function readPicture(records: RecordStore, index: number): string | undefined {
  const bytes = records.read(pictureFile(index));
  if (bytes === undefined) return undefined;
  return `data:image/png;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}`;
}

/** A row's values by column. */
type Row = NonNullable<ExamplePrediction["row"]>;

const rowFile = (index: number): string => `rows/test-${index}.json`;

/** Writes the values of test rows, where the data is a table. */
export function writeRows(records: RecordStore, indices: readonly number[], { preprocessing, test }: Dataset): void {
  if (preprocessing === undefined) return;
  for (const index of indices) {
    const features = inputsOf(selectRows(test, Int32Array.of(index)));
    if (!(features instanceof Float32Array)) return;
    writeJson(records, rowFile(index), decodeRow(preprocessing, features));
  }
}

/** The row's values, where they were written. */
export function readRow(records: RecordStore, index: number): Row | undefined {
  return readJson(records, rowFile(index)) as Row | undefined;
}
