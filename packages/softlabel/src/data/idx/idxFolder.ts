// Finds the four idx files of a data set in a folder, by any of their usual names.
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { IdxFiles } from "./idxExamples.ts";
import { refuse } from "../refuse.ts";

/** The four parts by the words in their usual names, and the name that messages show. */
const parts = [
  { words: /(^|[-_.])train[-_.]images/i, usual: "train-images-idx3-ubyte" },
  { words: /(^|[-_.])train[-_.]labels/i, usual: "train-labels-idx1-ubyte" },
  { words: /(^|[-_.])(t10k|test)[-_.]images/i, usual: "t10k-images-idx3-ubyte" },
  { words: /(^|[-_.])(t10k|test)[-_.]labels/i, usual: "t10k-labels-idx1-ubyte" },
] as const;

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

/** The one file of a part: the unpacked one where a file lies there packed and unpacked. */
function pickPart(folder: string, names: readonly string[], { words, usual }: (typeof parts)[number]): string {
  const found = names.filter((name) => words.test(name));
  const distinct = new Set(found.map(unpackedName));
  if (distinct.size === 1) return path.join(folder, found[0]);
  if (found.length > 0) refuse(folder, `one file like ${usual}`, found.join(", "), "move the others away");
  return refuse(folder, `a file ${usual} or ${usual}.gz beside ${names.join(", ")}`, "none", "add it to the folder");
}

/**
 * The four idx files in a folder; undefined where there is none at all.
 * @throws UsageError when only some of the four are there, or one of them twice
 */
export async function findIdxFiles(folder: string): Promise<IdxFiles | undefined> {
  const names = (await listFiles(folder)).filter(isIdxName);
  if (names.length === 0) return undefined;
  const [trainImages, trainLabels, testImages, testLabels] = parts.map((part) => pickPart(folder, names, part));
  return { train: { images: trainImages, labels: trainLabels }, test: { images: testImages, labels: testLabels } };
}
