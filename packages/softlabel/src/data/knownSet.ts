// Loads a known data set: from a folder that the user named, from the cache, or from the network into the cache.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { selectRows, type Examples } from "@softlabel/engine";
import { createDataset } from "./dataset.ts";
import type { Dataset } from "./dataset.ts";
import { download } from "./download.ts";
import type { DownloadOptions } from "./download.ts";
import { readIdxParts } from "./idxExamples.ts";
import type { IdxFiles } from "./idxExamples.ts";
import { findIdxFiles } from "./idxFolder.ts";
import { knownFileNames, knownSets } from "./knownSets.ts";
import type { KnownSet } from "./knownSets.ts";
import { cacheFolder, namedFolders } from "./places.ts";
import { refuse } from "./refuse.ts";

/** Where data may be looked for and how they may be fetched. */
export interface PlaceOptions extends DownloadOptions {
  /** `--data-dir`: searched first. */
  readonly dataDirectory?: string | undefined;
  /** True forbids downloads. */
  readonly offline?: boolean | undefined;
}

/** How many of the first rows to take. */
export interface RowLimits {
  readonly train: number | "all";
  readonly test: number | "all";
}

async function findInNamedFolders(set: KnownSet, folders: readonly string[]): Promise<IdxFiles | undefined> {
  for (const folder of folders) {
    for (const inside of [set.name, set.torchvisionFolder, ""]) {
      const files = await findIdxFiles(path.join(folder, inside));
      if (files !== undefined) return files;
    }
  }
  return undefined;
}

/** Downloads those of the four files that the folder lacks. */
async function fillFolder(set: KnownSet, folder: string, options: PlaceOptions): Promise<void> {
  for (const [index, file] of knownFileNames.entries()) {
    const target = path.join(folder, file);
    if (existsSync(target) || existsSync(path.join(folder, path.parse(file).name))) continue;
    if (options.offline) throw new Error("leave to work offline only");
    const urls = set.urls.map((url) => url + file);
    await download(urls, target, set.checksums[index], options);
  }
}

async function locate(set: KnownSet, options: PlaceOptions): Promise<IdxFiles> {
  const folders = namedFolders(options.dataDirectory);
  const found = await findInNamedFolders(set, folders);
  if (found !== undefined) return found;
  const cache = path.join(cacheFolder(), set.name);
  try {
    await fillFolder(set, cache, options);
  } catch (error) {
    const expected = `its four files in ${[...folders, cache].join(" or ")}, or a download from ${set.urls[0]}`;
    const remedy = `put ${knownFileNames[0]} and its three companions into ${cache}, or name their folder with --data-dir`;
    refuse(set.name, expected, (error as Error).message, remedy);
  }
  return (await findIdxFiles(cache))!;
}

/** Refuses the files of another known set: all have the same names, so that only their content tells them apart. */
async function checkNotAnother(set: KnownSet, { train }: IdxFiles): Promise<void> {
  const checksum = createHash("md5")
    .update(await readFile(train.labels))
    .digest("hex");
  const other = knownSets.find(({ name, checksums }) => name !== set.name && checksums[1] === checksum);
  if (other === undefined) return;
  refuse(train.labels, `labels of ${set.name}`, `those of ${other.name}`, `keep each set in a folder of its name`);
}

/** The first rows, in the order of the file. */
function firstRows(who: string, examples: Examples, limit: number | "all"): Examples {
  if (limit === "all") return examples;
  const { count } = examples;
  if (limit > count) refuse(who, `at most ${count} rows, as the files have`, String(limit));
  return selectRows(
    examples,
    Int32Array.from({ length: limit }, (_, row) => row),
  );
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
  const files = await locate(set, options);
  const whole = await readIdxParts(name, set.title, files, set.classes);
  await checkNotAnother(set, files);
  return createDataset({
    ...whole,
    train: firstRows(`${name}, training`, whole.train, limits.train),
    test: firstRows(`${name}, test`, whole.test, limits.test),
  });
}
