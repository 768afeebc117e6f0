// Loads CIFAR-10 and CIFAR-100 from their binary files, which are found or downloaded.
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Examples } from "@softlabel/engine";
import { createDataset, pixelScaling, type Dataset } from "../../base/dataset.ts";
import { fetchFile, locate, takeFirstRows, type PlaceOptions, type RowLimits } from "../downloads/publicSet.ts";
import { refuse } from "../../base/refuse.ts";
import type { CifarSet } from "../../named/cifarSets.ts";

const side = 32;
const shape = [3, side, side];
const pixelBytes = 3 * side * side;

/** How many records a file holds, by its size. */
async function countRecords(file: string, { labelBytes }: CifarSet): Promise<number> {
  const { size } = await stat(file);
  const recordBytes = labelBytes + pixelBytes;
  if (size > 0 && size % recordBytes === 0) return size / recordBytes;
  return refuse(file, `whole records of ${recordBytes} bytes`, `${size} bytes in all`, "copy or download it again");
}

/** Parts the records of a file into labels and pixels. */
async function readRecords(file: string, set: CifarSet, inputs: Uint8Array, labels: Int32Array): Promise<void> {
  const bytes = await readFile(file);
  const last = set.classes.length - 1;
  for (let row = 0; row < labels.length; row++) {
    const pixels = row * (set.labelBytes + pixelBytes) + set.labelBytes;
    labels[row] = bytes[pixels - 1];
    inputs.set(bytes.subarray(pixels, pixels + pixelBytes), row * pixelBytes);
    if (labels[row] <= last) continue;
    refuse(file, `labels from 0 to ${last}, one for each known class`, `label ${labels[row]} in row ${row}`);
  }
}

async function readPart(set: CifarSet, folder: string, names: readonly string[]): Promise<Examples> {
  const files = names.map((name) => path.join(folder, name));
  const counts = await Promise.all(files.map((file) => countRecords(file, set)));
  const count = counts.reduce((sum, records) => sum + records, 0);
  const inputs = new Uint8Array(count * pixelBytes);
  const labels = new Int32Array(count);
  let row = 0;
  for (const [index, file] of files.entries()) {
    const end = row + counts[index];
    await readRecords(file, set, inputs.subarray(row * pixelBytes, end * pixelBytes), labels.subarray(row, end));
    row = end;
  }
  return { count, shape, inputs, labels };
}

/** The folder itself where all binary files of the set are in it. */
export function findCifar({ train, test }: CifarSet, folder: string): string | undefined {
  return [...train, ...test].every((file) => existsSync(path.join(folder, file))) ? folder : undefined;
}

/** Unpacks the binary files of an archive into a folder; each appears there only when it is whole. */
async function unpack({ train, test }: CifarSet, archive: string, folder: string): Promise<void> {
  const { extract } = await import("tar");
  const wanted = new Set([...train, ...test]);
  const temporary = await mkdtemp(path.join(folder, "unpacking-"));
  try {
    await extract({
      file: archive,
      cwd: temporary,
      strip: 1,
      filter: (entry) => wanted.has(path.posix.basename(entry)),
    });
    for (const file of wanted) await rename(path.join(temporary, file), path.join(folder, file));
  } finally {
    await rm(temporary, { recursive: true });
  }
}

/** Downloads the archive unless it is there, unpacks it, and removes what was downloaded. */
async function fillFolder(set: CifarSet, folder: string, options: PlaceOptions): Promise<void> {
  if (findCifar(set, folder) !== undefined) return;
  const archive = path.join(folder, path.basename(set.url));
  const given = existsSync(archive);
  await mkdir(folder, { recursive: true });
  if (!given) await fetchFile([set.url], archive, set.checksum, options);
  await unpack(set, archive, folder);
  if (!given) await rm(archive);
}

/** The set in a folder that holds its binary files; `name` is the text that gives these data again. */
export async function readCifar(
  set: CifarSet,
  name: string,
  folder: string,
  limits: RowLimits = { train: "all", test: "all" },
): Promise<Dataset> {
  const [train, test] = [await readPart(set, folder, set.train), await readPart(set, folder, set.test)];
  const image = { width: side, height: side, channels: 3 };
  const { title, classes } = set;
  return createDataset(takeFirstRows({ name, title, classes, ...pixelScaling, train, test, image }, limits));
}

/**
 * CIFAR-10 or CIFAR-100, looked for in `--data-dir`, `$SOFTLABEL_DATA` and the cache folder, and downloaded into the
 * cache folder where it is in none. The archive itself may be in the cache folder too.
 * @param name the text that gives these data again
 * @throws UsageError when it can neither be found nor downloaded, or is damaged
 */
export async function loadCifar(
  set: CifarSet,
  name: string,
  limits: RowLimits,
  options: PlaceOptions,
): Promise<Dataset> {
  const found = {
    name: set.name,
    folders: [set.name, set.folder, ""],
    files: `its ${set.train.length + set.test.length} binary files`,
    toPut: `${path.basename(set.url)} or the files in it`,
    url: set.url,
    find: (folder: string) => Promise.resolve(findCifar(set, folder)),
    fill: (folder: string) => fillFolder(set, folder, options),
  };
  return readCifar(set, name, await locate(found, options), limits);
}
