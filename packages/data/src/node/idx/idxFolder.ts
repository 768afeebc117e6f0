// Finds the four idx files of a data set in a folder, by any of their usual names.
import { existsSync, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { IdxFiles, IdxPair } from "./idxExamples.ts";
import { refuse } from "../../base/refuse.ts";

/** The four parts by the words in their usual names, and the name that messages show. */
const parts = [
  { words: /(^|[-_.])train[-_.]images/i, usual: "train-images-idx3-ubyte" },
  { words: /(^|[-_.])train[-_.]labels/i, usual: "train-labels-idx1-ubyte" },
  { words: /(^|[-_.])(t10k|test)[-_.]images/i, usual: "t10k-images-idx3-ubyte" },
  { words: /(^|[-_.])(t10k|test)[-_.]labels/i, usual: "t10k-labels-idx1-ubyte" },
] as const;

type Part = (typeof parts)[number];

const ending = /[-_.](idx[13]|ubyte)(\.idx)?(\.gz)?$|\.idx(\.gz)?$/i;

const isIdxName = (name: string): boolean => ending.test(name) && parts.some(({ words }) => words.test(name));

const unpackedName = (name: string): string => name.replace(/\.gz$/i, "");

/** The names of files in a folder, sorted; none where there is no such folder. */
async function listFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch {
    return [];
  }
}

/** The one file of a part: the unpacked one where a file is there packed and unpacked. */
function pickPart(folder: string, names: readonly string[], { words, usual }: Part): string {
  const found = names.filter((name) => words.test(name));
  const distinct = new Set(found.map(unpackedName));
  if (distinct.size === 1) return path.join(folder, found[0]);
  if (found.length > 0) refuse(folder, `one file like ${usual}`, found.join(", "), "move the others away");
  return refuse(folder, `a file ${usual} or ${usual}.gz beside ${names.join(", ")}`, "none", "add it to the folder");
}

/** Where the images and labels of a part are named for themselves. */
interface PartPlaces {
  readonly test?: string | undefined;
  readonly validation?: string | undefined;
}

/** The pair of a part in the folder; undefined where it has neither file. */
function pairOf(folder: string, names: readonly string[], [images, labels]: readonly Part[]): IdxPair | undefined {
  if (!names.some((name) => images.words.test(name) || labels.words.test(name))) return undefined;
  return { images: pickPart(folder, names, images), labels: pickPart(folder, names, labels) };
}

const idxNames = async (folder: string): Promise<string[]> => (await listFiles(folder)).filter(isIdxName);

/** The labels' file beside one of images, by the same name. */
function labelsBeside(file: string): string | undefined {
  const { dir, base } = path.parse(file);
  const named = base.replace(/images/i, (word) => (word === "images" ? "labels" : "Labels")).replace(/idx3/i, "idx1");
  const unpacked = unpackedName(named);
  const found = [named, unpacked, `${unpacked}.gz`].map((name) => path.join(dir, name));
  return named === base ? undefined : found.find((each) => existsSync(each));
}

/**
 * The images and labels of one part at a place of their own: a folder that holds them, those of a test part first, or the file of
 * the images.
 * @param option that names the place, for messages
 * @throws UsageError when there are none
 */
async function findIdxPair(option: string, place: string): Promise<IdxPair> {
  const names = await idxNames(place);
  const found = pairOf(place, names, parts.slice(2)) ?? pairOf(place, names, parts.slice(0, 2));
  if (found !== undefined) return found;
  const labels = labelsBeside(place);
  if (labels !== undefined && existsSync(place) && !statSync(place).isDirectory()) return { images: place, labels };
  const expected = "a folder with idx files of images and labels, or an idx file of images beside one of labels";
  return refuse(option, expected, existsSync(place) ? `"${place}"` : `"${place}", where there is nothing`);
}

/**
 * The idx files in a folder, with parts that are named apart in place of its own; undefined where it has no idx file.
 * @throws UsageError when a file is missing, or is there twice
 */
export async function findIdxFiles(
  folder: string,
  { test, validation }: PartPlaces = {},
): Promise<IdxFiles | undefined> {
  const names = await idxNames(folder);
  if (names.length === 0) return undefined;
  const [images, labels] = parts.slice(0, 2).map((part) => pickPart(folder, names, part));
  const own = (): IdxPair => {
    const [images, labels] = parts.slice(2).map((part) => pickPart(folder, names, part));
    return { images, labels };
  };
  return {
    train: { images, labels },
    test: test === undefined ? own() : await findIdxPair("--test", test),
    ...(validation === undefined ? {} : { validation: await findIdxPair("--validation", validation) }),
  };
}
