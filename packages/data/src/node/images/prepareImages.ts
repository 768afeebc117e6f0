// Decodes the images of a list, several at a time, into prepared data.
import path from "node:path";
import { checkRange, firstOf } from "@softlabel/core/internal";
import { balanceNotes, countClasses } from "../../splits/classBalance.ts";
import { partNames, pixelScaling, type Dataset } from "../../base/dataset.ts";
import type { PartWriters, Prepared, RowWriter } from "../../base/prepared.ts";
import { openPrepared } from "../prepared/preparedDataset.ts";
import { sourceKey } from "../prepared/sourceKey.ts";
import { refuse } from "../../base/refuse.ts";
import { decodeImage, type ImageFormat } from "./decodeImage.ts";
import { chooseFormat, sampleHeaders } from "./imageFormat.ts";
import type { ImageList, LabelledImage } from "./imageList.ts";
import { withParts, type PartPlaces } from "./imageParts.ts";
import type { ImageColumns } from "./imageTable.ts";
import { inOrder } from "./inOrder.ts";

/** How images become examples. */
export interface ImageOptions extends PartPlaces, ImageColumns {
  /** The side in pixels to which images are scaled and cropped; by default the one that they share, if it is small. */
  readonly size?: number | undefined;
  /** Decides which images are for testing, where they are drawn. */
  readonly seed?: number | undefined;
}

/** Decoding keeps about this many threads busy. */
export const atOnce = 4;

/** A larger share of images that cannot be decoded stops the run. */
const mostSkipped = 0.1;

/** Why an image cannot be decoded, in one line without its path, which stands beside it. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return "it is missing";
  return message.split("\n")[0].replace(/^Input (file|buffer) /, "it ");
}

/** Counts images that cannot be decoded, names them, and stops where they are too many. */
class Skipped {
  readonly #list: ImageList;
  readonly #total: number;
  readonly #failures: string[] = [];

  constructor(list: ImageList) {
    this.#list = list;
    this.#total = list.train.length + list.validation.length + list.test.length;
  }

  add(file: string, error: unknown): void {
    this.#failures.push(`${path.relative(this.#list.root, file)} (${reasonOf(error)})`);
    const { length } = this.#failures;
    if (length <= mostSkipped * this.#total) return;
    const got = `${length} of ${this.#total} that cannot, first ${this.#failures[0]}`;
    refuse(this.#list.source, "images that can be decoded", got, "repair or remove them");
  }

  notes(): string[] {
    const { length } = this.#failures;
    if (length === 0) return [];
    const are = length === 1 ? "is" : "are";
    return [`${length} of ${this.#total} images cannot be decoded and ${are} left out: ${firstOf(this.#failures, 5)}.`];
  }
}

/** Decodes images and adds them in their order. */
async function addImages(
  writer: RowWriter,
  images: readonly LabelledImage[],
  format: ImageFormat,
  skipped: Skipped,
): Promise<void> {
  const decode = ({ file, label }: LabelledImage) =>
    decodeImage(file, format).then(
      (pixels) => () => writer.add(pixels, Int32Array.of(label)),
      (error: unknown) => () => skipped.add(file, error),
    );
  for await (const finish of inOrder(images, atOnce, decode)) finish();
}

/** Refuses a part that decoding left without images. */
function checkCount(list: ImageList, part: string, { count }: RowWriter): void {
  if (count === 0) refuse(list.source, `at least one ${part} image that can be decoded`, "none", "add more images");
}

async function prepare(list: ImageList, size: number | undefined, writers: PartWriters): Promise<Prepared> {
  const all = [...list.train, ...list.validation, ...list.test];
  const { format, note } = chooseFormat(await sampleHeaders(all), size);
  const skipped = new Skipped(list);
  for (const part of partNames) {
    await addImages(writers[part], list[part], format, skipped);
  }
  checkCount(list, "training", writers.train);
  checkCount(list, "test", writers.test);
  const { width, height, channels } = format;
  const labels = Int32Array.from(list.train, ({ label }) => label);
  const balance = balanceNotes(list.classes, countClasses(labels, list.classes.length));
  return {
    title: `images in ${path.basename(path.resolve(list.source))}`,
    classes: list.classes,
    shape: channels === 1 ? [height, width] : [channels, height, width],
    elementType: "uint8",
    ...pixelScaling,
    image: format,
    notes: [...list.notes, ...(note === undefined ? [] : [note]), ...skipped.notes(), ...balance],
  };
}

/**
 * The images of a list as a data set: decoded once, then opened from the cache until a file, its class or an option
 * changes. Images that cannot be decoded are left out and named in the notes.
 * @param name the text that gives these data again
 * @throws UsageError when an option is out of range, or more than a tenth of the images cannot be decoded
 */
export async function loadImages(name: string, list: ImageList, options: ImageOptions): Promise<Dataset> {
  const { size } = options;
  if (size !== undefined) checkRange("--size", "the side in pixels", size, { from: 1, to: 1024, integer: true });
  const parted = await withParts(list, options);
  const { classes, train, validation, test, notes } = parted;
  const all = [...train, ...validation, ...test];
  const counts = [train.length, validation.length, test.length];
  const labels = all.map(({ label }) => label);
  const key = await sourceKey({
    kind: "images",
    files: all.map(({ file }) => file),
    options: { classes, labels, counts, size, notes },
  });
  const marked =
    [options.split, options.validation].some((each) => each !== undefined) || typeof options.test === "string";
  return openPrepared({
    name,
    key,
    prepare: async (writers) => ({ ...(await prepare(parted, size, writers)), marked }),
  });
}
