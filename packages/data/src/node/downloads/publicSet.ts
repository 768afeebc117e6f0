// Finds the files of a public data set: in a folder that the user named, in the cache, or on the network.
import path from "node:path";
import { selectRows, type Examples } from "@softlabel/engine";
import type { DatasetParts } from "../../base/dataset.ts";
import { download, type DownloadOptions } from "./download.ts";
import { cacheFolder, namedFolders } from "./places.ts";
import { refuse } from "../../base/refuse.ts";

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

/** How the files of a set are found and fetched, and what messages call them. */
interface PublicSet<Files> {
  readonly name: string;
  /** Folders below those that the user names, tried in turn. */
  readonly folders: readonly string[];
  /** "its four files" */
  readonly files: string;
  /** The files that a user without network should put into the cache. */
  readonly toPut: string;
  readonly url: string;
  find(folder: string): Promise<Files | undefined>;
  /** Fetches what the folder lacks, by `fetchFile`. */
  fill(folder: string): Promise<void>;
}

/** Downloads a file as `download` does, unless that is forbidden. */
export async function fetchFile(
  urls: readonly string[],
  file: string,
  md5: string,
  options: PlaceOptions,
): Promise<void> {
  if (options.offline) throw new Error("leave to work offline only");
  await download(urls, file, md5, options);
}

async function findInNamedFolders<Files>(
  set: PublicSet<Files>,
  folders: readonly string[],
): Promise<Files | undefined> {
  for (const folder of folders) {
    for (const inside of set.folders) {
      const files = await set.find(path.join(folder, inside));
      if (files !== undefined) return files;
    }
  }
  return undefined;
}

/**
 * The files of a set, looked for in `--data-dir`, `$SOFTLABEL_DATA` and the cache folder, in that order, and downloaded
 * into the cache folder where they are in none.
 * @throws UsageError when they can neither be found nor downloaded
 */
export async function locate<Files>(set: PublicSet<Files>, options: PlaceOptions): Promise<Files> {
  const folders = namedFolders(options.dataDirectory);
  const cache = path.join(cacheFolder(), set.name);
  const found = await findInNamedFolders(set, folders);
  if (found !== undefined) return found;
  try {
    await set.fill(cache);
  } catch (error) {
    const expected = `${set.files} in ${[...folders, cache].join(" or ")}, or a download from ${set.url}`;
    const remedy = `put ${set.toPut} into ${cache}, or name their folder with --data-dir`;
    refuse(set.name, expected, (error as Error).message, remedy);
  }
  return (await set.find(cache))!;
}

function firstRows(who: string, examples: Examples, limit: number | "all"): Examples {
  if (limit === "all") return examples;
  const { count } = examples;
  if (limit > count) refuse(who, `at most ${count} rows, as the files have`, String(limit));
  return selectRows(
    examples,
    Int32Array.from({ length: limit }, (_, row) => row),
  );
}

/** The first rows of each part, in the order of the files. */
export function takeFirstRows(whole: DatasetParts, limits: RowLimits): DatasetParts {
  return {
    ...whole,
    train: firstRows(`${whole.name}, training`, whole.train, limits.train),
    test: firstRows(`${whole.name}, test`, whole.test, limits.test),
  };
}
