// Which images are for validation and for testing: those of other places, of the source's own parts, or drawn.
import { stat } from "node:fs/promises";
import path from "node:path";
import { createRandom } from "@softlabel/core";
import { checkRange, percent } from "@softlabel/core/internal";
import { refuse } from "../../base/refuse.ts";
import { holdOut } from "../../splits/holdOut.ts";
import { readPartFolder } from "./imageFolder.ts";
import type { ImageList, LabelledImage } from "./imageList.ts";
import { labelImages, namesImages, readListedImages, type ImageColumns } from "./imageTable.ts";

/** Where the images of parts are. */
export interface PartPlaces {
  /** The share of the images for testing, where there is no test part; or a folder or a list of test images. */
  readonly test?: number | string | undefined;
  /** A folder or a list of validation images. */
  readonly validation?: string | undefined;
}

/** The images of a folder or a list that holds one part alone. */
async function readImagesOf(
  option: string,
  place: string,
  classes: readonly string[],
  { label }: ImageColumns,
): Promise<LabelledImage[]> {
  const found = await stat(place).catch(() => undefined);
  const expected = "a folder of images, or a CSV file that lists them";
  if (found === undefined) return refuse(option, expected, `"${place}", where there is none`, "check the path");
  if (found.isDirectory()) return readPartFolder(place, classes);
  if (!(await namesImages(place))) return refuse(option, expected, `"${place}", which names no image`);
  return labelImages(place, (await readListedImages(place, { label })).images, classes);
}

/** Images that were named apart take the place of the source's own, which is said. */
async function replacePart(
  list: ImageList,
  part: "validation" | "test",
  place: string,
  columns: ImageColumns,
): Promise<ImageList> {
  const own = list[part].length;
  const { split } = columns;
  if (own > 0 && split !== undefined)
    refuse(list.source, `${part} images from one place`, `column ${split} and ${place}`, `leave --${part} out`);
  const images = await readImagesOf(`--${part}`, place, list.classes, columns);
  const unused = own === 0 ? "" : ` The ${own} ${part} images of ${path.basename(list.source)} are not used.`;
  const named = { train: list.train, validation: list.validation, test: list.test, [part]: images };
  return { ...list, ...named, notes: [...list.notes, `The ${part} images are those of ${place}.${unused}`] };
}

/** A seeded share of every class. */
function drawTest(list: ImageList, share: number, seed: number): ImageList {
  checkRange("--test", "the share of the images", share, { from: 0, to: 1, open: "both" });
  const labels = Int32Array.from(list.train, ({ label }) => label);
  const heldOut = holdOut(labels, share, createRandom(seed).fork("test split"));
  const note = `There is no test part: ${percent(share, 1)} of the images of every class are used for testing, drawn by seed ${seed}.`;
  return {
    ...list,
    train: list.train.filter((_, row) => heldOut[row] === 0),
    test: list.train.filter((_, row) => heldOut[row] === 1),
    notes: [...list.notes, note],
  };
}

/** The validation images for testing, where nothing says which those are. */
function borrowTest(list: ImageList): ImageList {
  const borrowed = "There is no test part: the validation part is used for testing.";
  return { ...list, validation: [], test: list.validation, notes: [...list.notes, borrowed] };
}

/**
 * The list with a test part: of a place that was named, its own, its validation part, or a seeded share of every class.
 * @throws UsageError where a place holds no images, or classes of its own
 */
export async function withParts(
  list: ImageList,
  { test, validation, label, split, seed = 0 }: PartPlaces & ImageColumns & { readonly seed?: number | undefined },
): Promise<ImageList> {
  const columns = { label, split };
  const held = validation === undefined ? list : await replacePart(list, "validation", validation, columns);
  if (typeof test === "string") return replacePart(held, "test", test, columns);
  if (held.test.length > 0 && split !== undefined && test !== undefined)
    refuse(list.source, "test images from one place", `column ${split} and --test ${test}`, "leave --test out");
  if (held.test.length > 0) return held;
  const borrows = held.validation.length > 0 && validation === undefined && split === undefined && test === undefined;
  return borrows ? borrowTest(held) : drawTest(held, test ?? 0.2, seed);
}
