// Loads a known data set of idx files: from a folder that the user named, from the cache, or from the network.
import { existsSync } from "node:fs";
import path from "node:path";
import { createDataset } from "../../base/dataset.ts";
import type { Dataset } from "../../base/dataset.ts";
import { readIdxParts } from "./idxExamples.ts";
import type { IdxFiles } from "./idxExamples.ts";
import { findIdxFiles } from "./idxFolder.ts";
import { knownFileNames, knownSets } from "../../named/knownSets.ts";
import type { KnownSet } from "../../named/knownSets.ts";
import { md5Of } from "../downloads/download.ts";
import { fetchFile, locate, takeFirstRows, type PlaceOptions, type RowLimits } from "../downloads/publicSet.ts";
import { refuse } from "../../base/refuse.ts";

/** Downloads those of the four files that the folder lacks. */
async function fillFolder(set: KnownSet, folder: string, options: PlaceOptions): Promise<void> {
  for (const [index, file] of knownFileNames.entries()) {
    const target = path.join(folder, file);
    if (existsSync(target) || existsSync(path.join(folder, path.parse(file).name))) continue;
    const urls = set.urls.map((url) => url + file);
    await fetchFile(urls, target, set.checksums[index], options);
  }
}

/** Refuses the files of another known set: all have the same names, so that only their content tells them apart. */
async function checkNotAnother(set: KnownSet, { train }: IdxFiles): Promise<void> {
  const checksum = await md5Of(train.labels);
  const other = knownSets.find(({ name, checksums }) => name !== set.name && checksums[1] === checksum);
  if (other === undefined) return;
  refuse(train.labels, `labels of ${set.name}`, `those of ${other.name}`, `keep each set in a folder of its name`);
}

/**
 * A public data set, looked for in `--data-dir`, `$SOFTLABEL_DATA` and the cache folder, in that order, and downloaded
 * into the cache folder where it is in none. Files of the user's need not have the publisher's checksum.
 * @param name the text that gives these data again
 * @throws UsageError when it can neither be found nor downloaded, or is damaged
 */
export async function loadKnownSet(
  set: KnownSet,
  name: string,
  limits: RowLimits,
  options: PlaceOptions,
): Promise<Dataset> {
  const found = {
    name: set.name,
    folders: [set.name, set.torchvisionFolder, ""],
    files: "its four files",
    toPut: `${knownFileNames[0]} and its three companions`,
    url: set.urls[0],
    find: findIdxFiles,
    fill: (folder: string) => fillFolder(set, folder, options),
  };
  const files = await locate(found, options);
  const whole = await readIdxParts(name, set.title, files, set.classes);
  await checkNotAnother(set, files);
  return createDataset(takeFirstRows(whole, limits));
}
