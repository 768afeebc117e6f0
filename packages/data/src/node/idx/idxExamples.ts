// Four idx files → training and test examples that fit together.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { UsageError } from "@softlabel/core";
import { check } from "@softlabel/core/internal";
import type { Examples } from "@softlabel/engine";
import { pixelScaling } from "../../base/dataset.ts";
import type { DatasetParts } from "../../base/dataset.ts";
import { decodeIdx } from "./idx.ts";
import type { IdxArray, IdxKind } from "./idx.ts";
import { refuse } from "../../base/refuse.ts";

/** Where the images and labels of one half are. */
export interface IdxPair {
  readonly images: string;
  readonly labels: string;
}

/** The files of a data set: four, and two more where validation rows have files of their own. */
export interface IdxFiles {
  readonly train: IdxPair;
  readonly test: IdxPair;
  readonly validation?: IdxPair;
}

async function readIdx(file: string, kind: IdxKind): Promise<IdxArray> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    throw new UsageError(`${file}: expected a file that can be read, got ${(error as Error).message}`);
  }
  return decodeIdx(file, bytes, kind);
}

/**
 * The examples in a file of images and a file of labels.
 * @throws UsageError when either is damaged or their counts differ
 */
async function readIdxPair(files: IdxPair): Promise<Examples> {
  const [images, labels] = await Promise.all([readIdx(files.images, "images"), readIdx(files.labels, "labels")]);
  const [count, height, width] = images.shape;
  if (labels.shape[0] !== count) {
    const remedy = "take both files from the same source";
    refuse(files.labels, `${count} labels, as ${path.basename(files.images)} has images`, `${labels.shape[0]}`, remedy);
  }
  return { count, shape: [height, width], inputs: images.data, labels: Int32Array.from(labels.data) };
}

/** Refuses a label that is not below `classes`, with its row. */
function checkLabels(who: string, labels: Int32Array, classes: number, because: string): void {
  const row = labels.findIndex((label) => label >= classes);
  if (row >= 0) refuse(who, `labels from 0 to ${classes - 1}, ${because}`, `label ${labels[row]} in row ${row}`);
}

const largest = (labels: Int32Array): number => labels.reduce((most, label) => Math.max(most, label), 0);

/** Class names "0" to "K-1", with K one more than the largest training label. */
function numberedClasses(file: string, labels: Int32Array): string[] {
  const classes = largest(labels) + 1;
  check(classes > 1, file, "at least two classes", classes);
  return Array.from({ length: classes }, (_, index) => String(index));
}

/** What two further files hold, which must fit the training images. */
async function readFurther(
  files: IdxPair,
  train: Examples,
  classes: readonly string[],
  because: string,
): Promise<Examples> {
  const part = await readIdxPair(files);
  checkLabels(files.labels, part.labels, classes.length, because);
  const expected = `images of ${train.shape.join(" × ")}, as in training`;
  if (part.shape.join() !== train.shape.join()) refuse(files.images, expected, part.shape.join(" × "));
  return part;
}

/**
 * What idx files hold, checked.
 * @param name the text that gives these data again
 * @param classes the class names; taken from the training labels where absent
 * @throws UsageError when a file is damaged, or they do not fit together
 */
export async function readIdxParts(
  name: string,
  title: string,
  files: IdxFiles,
  classes?: readonly string[],
): Promise<DatasetParts> {
  const train = await readIdxPair(files.train);
  const names = classes ?? numberedClasses(files.train.labels, train.labels);
  const because = classes ? "one for each known class" : "as in the training labels";
  checkLabels(files.train.labels, train.labels, names.length, because);
  const test = await readFurther(files.test, train, names, because);
  const validation = files.validation && (await readFurther(files.validation, train, names, because));
  const [height, width] = train.shape;
  const image = { width, height, channels: 1 };
  return { name, title, classes: names, ...pixelScaling, train, ...(validation && { validation }), test, image };
}
