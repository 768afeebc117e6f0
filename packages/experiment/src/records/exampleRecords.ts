// Recorded test examples, images as PNG and table rows as JSON, so that reports need no data.
import { inputsOf, selectRows } from "@softlabel/engine";
import type { Dataset } from "@softlabel/data";
import { decodeRow, fromPlanes } from "@softlabel/data/internal";
import type { ExamplePrediction } from "../results/results.ts";
import { readJson, writeJson, type RecordStore } from "../store/recordStore.ts";

/** Encodes pixels as a PNG file; `pixels` is [height, width, channels], row-major. */
export type EncodePng = (
  pixels: Uint8Array,
  size: { readonly width: number; readonly height: number; readonly channels: 1 | 3 },
) => Promise<Uint8Array>;

const imageFile = (index: number): string => `images/test-${index}.png`;

/** Writes a test example as a PNG file if the data are images. */
export async function writeImage(
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

/** Writes the images that are missing. */
export async function writeImages(
  records: RecordStore,
  indices: readonly number[],
  dataset: Dataset,
  encodePng: EncodePng,
): Promise<void> {
  for (const index of indices) {
    const path = imageFile(index);
    if (records.read(path) === undefined) await writeImage(records, path, index, dataset, encodePng);
  }
}

/** An image as a data URL; undefined if it was not written. */
export function readImage(records: RecordStore, index: number): string | undefined {
  const bytes = records.read(imageFile(index));
  if (bytes === undefined) return undefined;
  return `data:image/png;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}`;
}

/** The values of a row by column. */
type Row = NonNullable<ExamplePrediction["row"]>;

const rowFile = (index: number): string => `rows/test-${index}.json`;

/** Writes the values of test rows if the data are a table. */
export function writeRows(records: RecordStore, indices: readonly number[], { preprocessing, test }: Dataset): void {
  if (preprocessing === undefined) return;
  for (const index of indices) {
    const features = inputsOf(selectRows(test, Int32Array.of(index)));
    if (!(features instanceof Float32Array)) return;
    writeJson(records, rowFile(index), decodeRow(preprocessing, features));
  }
}

/** The values of a row; undefined if they were not written. */
export function readRow(records: RecordStore, index: number): Row | undefined {
  return readJson(records, rowFile(index)) as Row | undefined;
}
