// A data text → the data set: a name with parameters, a folder, a list of images, or a table.
import { existsSync } from "node:fs";
import { type OptionDefaults, readOptions } from "@softlabel/core/internal";
import type { Dataset } from "../base/dataset.ts";
import { cifarSets } from "../named/cifarSets.ts";
import { datasetTable } from "../named/datasetTable.ts";
import { knownSets } from "../named/knownSets.ts";
import { loadCifar } from "./cifar/cifar.ts";
import { loadKnownSet } from "./idx/knownSet.ts";
import { readNamed, splitName, type NamedDataset } from "../named/namedDataset.ts";
import { loadFolder, type FolderOptions } from "./folder.ts";
import { namesImages } from "./images/imageTable.ts";
import type { PlaceOptions, RowLimits } from "./downloads/publicSet.ts";
import { checkOptionsTaken } from "../base/readingOptions.ts";
import { loadTable, type TableOptions } from "./tables/loadTable.ts";
import { tableFormat } from "./tables/tableSource.ts";

/** Where data may be found and how they are read; the seed of generated data. */
export interface LoadOptions extends PlaceOptions, FolderOptions, TableOptions {
  /** The seed of generated data whose text names none, and of the choice of test rows; 0 by default. */
  readonly seed?: number | undefined;
}

/** Every option, left out. */
const nothing: OptionDefaults<LoadOptions> = {
  seed: undefined,
  dataDirectory: undefined,
  offline: undefined,
  onProgress: undefined,
  attempts: undefined,
  retryDelay: undefined,
  timeout: undefined,
  label: undefined,
  drop: undefined,
  group: undefined,
  split: undefined,
  test: undefined,
  validation: undefined,
  size: undefined,
};

/** What other libraries call them. */
const otherNames = {
  label: "target y class",
  drop: "exclude ignore usecols",
  group: "groups",
  split: "subset partition fold",
  test: "testset testsize testfile",
  validation: "val valid dev validationset",
  size: "resize",
  dataDirectory: "datadir root cache cachedir",
  offline: "download",
};

const looksNamed = (text: string): boolean => /^[\w-]+:[\w-]+=/.test(text);

const looksLikePath = (text: string): boolean => existsSync(text) || (!looksNamed(text) && /^\.|^~|[/\\]/.test(text));

/** Whether a text names a table of features: a CSV file may list images instead. */
export async function isTable(text: string): Promise<boolean> {
  const format = tableFormat(text);
  if (format !== "csv" || !existsSync(text)) return format !== undefined;
  return !(await namesImages(text));
}

/**
 * Reads "name" or "name:parameter=value,…", where "name:" is "name"; undefined for the path of a folder, and for a
 * table. A name goes before a folder of that name, which is written `./name`.
 * @param seed the seed of generated data whose text names none
 * @throws UsageError for an unknown name, parameter or value
 */
export function parseDataset(text: string, seed?: number): NamedDataset | undefined {
  const [name] = splitName(text);
  const isKnown = datasetTable.some((row) => row.name === name);
  if (!isKnown && (looksLikePath(text) || tableFormat(text) !== undefined)) return undefined;
  return readNamed(text, "a folder, a table or one of ", seed);
}

/** Makes a set with a name, or reads it from where it was downloaded to, or downloads it. */
async function loadNamed({ definition, values, text }: NamedDataset, options: PlaceOptions): Promise<Dataset> {
  if (definition.make !== undefined) return definition.make(text, values);
  const limits = values as unknown as RowLimits;
  const known = knownSets.find(({ name }) => name === definition.name);
  if (known !== undefined) return loadKnownSet(known, text, limits, options);
  return loadCifar(
    cifarSets.find(({ name }) => name === definition.name)!,
    text,
    limits,
    options,
  );
}

/**
 * The data set that `text` names: `glyphs`, `blobs:classes=5`, `fashion-mnist:train=6000`; the path of a
 * folder of idx files, of a folder of images, or of a CSV file that lists images; or a table: files or a SQL query.
 * @throws UsageError when there is no such data set, it cannot be found, downloaded or read, or an option has no meaning for it
 */
export async function loadDataset(text: string, options: LoadOptions = {}): Promise<Dataset> {
  const given = readOptions("loadDataset", options, nothing, otherNames);
  const named = parseDataset(text, given.seed);
  if (named !== undefined) {
    checkOptionsTaken(text, "a known data set", given);
    return loadNamed(named, given);
  }
  if (!(await isTable(text))) return loadFolder(text, given);
  checkOptionsTaken(text, "a table", given);
  return loadTable(text, given);
}
