// A data set from a folder of the user's.
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { createDataset } from "./dataset.ts";
import type { Dataset } from "./dataset.ts";
import { readIdxParts } from "./idxExamples.ts";
import { findIdxFiles } from "./idxFolder.ts";
import { refuse } from "./refuse.ts";

const expected =
  "the four idx files train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte (.gz or not)";

/** What lies in a folder, as a phrase: "nothing", "a.txt, b and 7 more". */
async function describeContent(folder: string): Promise<string> {
  const names = (await readdir(folder)).sort();
  if (names.length === 0) return "an empty folder";
  const shown = names.slice(0, 4).join(", ");
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown;
}

/**
 * The data set in a folder that holds four idx files; the classes are "0" to the largest training label.
 * @throws UsageError when the folder is missing, holds something else, or its files are damaged
 */
export async function loadFolder(folder: string): Promise<Dataset> {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined) refuse(folder, "a folder", "a path at which nothing lies", "check its spelling");
  if (!found.isDirectory()) refuse(folder, "a folder that holds idx files", "a file", "name the folder around it");
  const files = await findIdxFiles(folder);
  if (files === undefined) return refuse(folder, expected, await describeContent(folder));
  return createDataset(await readIdxParts(folder, `idx files in ${path.basename(path.resolve(folder))}`, files));
}
