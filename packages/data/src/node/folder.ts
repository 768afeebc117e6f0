// A data set from a folder of the user's: idx files, CIFAR's files, images in folders, or images that a CSV file lists.
import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { findCifar, readCifar } from "./cifar/cifar.ts";
import { cifarSets } from "../named/cifarSets.ts";
import { createDataset } from "../base/dataset.ts";
import { overlapNotes } from "../describe/overlap.ts";
import type { Dataset } from "../base/dataset.ts";
import { describeContent } from "./folderContent.ts";
import { readIdxParts } from "./idx/idxExamples.ts";
import { findIdxFiles } from "./idx/idxFolder.ts";
import { readImageFolder } from "./images/imageFolder.ts";
import type { ImageList } from "./images/imageList.ts";
import { namesImages, readImageTable } from "./images/imageTable.ts";
import { loadImages, type ImageOptions } from "./images/prepareImages.ts";
import { checkOptionsTaken } from "../base/readingOptions.ts";
import { refuse } from "../base/refuse.ts";

const expected =
  "the four idx files train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte " +
  "(.gz or not), or a sub-folder of images for each class";

/** How a folder or a list of images is read. */
export interface FolderOptions extends ImageOptions {
  /** Columns of a table: refused here, where there is none. */
  readonly drop?: readonly string[] | undefined;
  readonly group?: string | undefined;
}

/** The images that a folder holds, in sub-folders or in a list named train.csv as Kaggle gives it out. */
async function readImages(folder: string, options: FolderOptions): Promise<ImageList> {
  const table = path.join(folder, "train.csv");
  if (existsSync(table) && (await namesImages(table))) return readList(table, options);
  const found = (await readImageFolder(folder)) ?? refuse(folder, expected, await describeContent(folder));
  checkOptionsTaken(folder, "a folder of images", options);
  return found;
}

function readList(file: string, options: FolderOptions): Promise<ImageList> {
  checkOptionsTaken(file, "a list of images", options);
  const { label, split } = options;
  return readImageTable(file, { label, split });
}

async function loadCifarFolder(folder: string, options: FolderOptions): Promise<Dataset | undefined> {
  const set = cifarSets.find((set) => findCifar(set, folder) !== undefined);
  if (set === undefined) return undefined;
  checkOptionsTaken(folder, "a folder of CIFAR's files", options);
  return readCifar(set, folder, folder);
}

async function loadIdx(folder: string, options: FolderOptions): Promise<Dataset | undefined> {
  const { test, validation } = options;
  const places = { test: typeof test === "string" ? test : undefined, validation };
  const files = await findIdxFiles(folder, places);
  if (files === undefined) return undefined;
  checkOptionsTaken(folder, "a folder of idx files", options);
  const remedy = "leave the option out, or name the files of the test images";
  if (typeof test === "number")
    refuse(folder, "--test to name files, as test images have their own", `${test}`, remedy);
  const parts = await readIdxParts(folder, `idx files in ${path.basename(path.resolve(folder))}`, files);
  const named = Object.entries(places).filter(([, place]) => place !== undefined);
  if (named.length === 0) return createDataset(parts);
  const notes = named.map(([part, place]) => `The ${part} images are those of ${place}.`);
  return createDataset({ ...parts, notes: [...notes, ...overlapNotes(parts)] });
}

/**
 * The data set at a path: a folder of four idx files, whose classes are "0" to the largest training label; a folder of
 * CIFAR's binary files; a folder with a sub-folder of images for each class; or a CSV file, or a folder with train.csv,
 * that lists images and their classes.
 * @throws UsageError when nothing is there, it holds something else, its files are damaged, or an option has no meaning for it
 */
export async function loadFolder(place: string, options: FolderOptions = {}): Promise<Dataset> {
  const found = await stat(place).catch(() => undefined);
  if (found === undefined) refuse(place, "a folder or a file", "no such file or folder", "check the path");
  if (found.isDirectory()) {
    const known = (await loadIdx(place, options)) ?? (await loadCifarFolder(place, options));
    return known ?? loadImages(place, await readImages(place, options), options);
  }
  const expected = "a folder, or a CSV file of images and their classes";
  if (!(await namesImages(place))) refuse(place, expected, "a file that names no image", "name the folder around it");
  return loadImages(place, await readList(place, options), options);
}
