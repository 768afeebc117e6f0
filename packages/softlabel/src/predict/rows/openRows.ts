// The text of data → its rows: a table, images, idx files, or a known data set.
import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Dataset } from "@softlabel/data";
import { loadDataset, type LoadOptions } from "@softlabel/data/node";
import { cifarSets, refuse } from "@softlabel/data/internal";
import {
  decodeIdx,
  findCifar,
  findIdxFiles,
  isImageName,
  isTable,
  namesImages,
  parseDataset,
} from "@softlabel/data/node/internal";
import type { ModelInput } from "../model/inputKinds.ts";
import { channelsOf, exampleRows, type ExampleSet } from "./exampleRows.ts";
import { imagesOfFolder, imagesOfList, singleImage, type ImageFiles } from "./imageFiles.ts";
import { imageRows, planImages } from "./imageRows.ts";
import { pixelScalingOf } from "./pixelScaling.ts";
import type { ColumnChoice } from "./planColumns.ts";
import type { RowSource } from "./rowBlock.ts";
import { withTableRows } from "./tableRows.ts";

/** What of a model decides how rows are read. */
interface RowTaker {
  readonly file: string;
  readonly input: ModelInput;
  readonly classes: readonly string[];
  readonly batch: number | undefined;
  /** Whether the file is one of softlabel's. */
  readonly isOwn: boolean;
}

/** What is said of the data. */
export interface RowOptions extends ColumnChoice {
  /** How pixels are scaled for a model that does not do it itself. */
  readonly normalise?: string | undefined;
  readonly load?: LoadOptions | undefined;
}

const inputWords = {
  columns: (count: number) => `a table with ${count} columns`,
  numbers: (count: number) => `rows of ${count} numbers`,
  image: () => "images",
} as const;

function describeInput(input: ModelInput): string {
  if (input.kind === "columns") return inputWords.columns(input.columns.length);
  return input.kind === "numbers" ? inputWords.numbers(input.width) : inputWords.image();
}

/** Options that only some data take: the kinds of data that have columns. */
function refuseColumns(data: string, kind: string, options: RowOptions, taken: readonly (keyof ColumnChoice)[]): void {
  const names = (["id", "label", "features"] as const).filter((name) => options[name] !== undefined);
  const ignored = names.find((name) => !taken.includes(name));
  if (ignored !== undefined) refuse(`--${ignored}`, "data with columns", `${kind}, ${data}`, "leave the option out");
}

async function filesOf(data: string, isList: boolean, { classes }: RowTaker, options: RowOptions): Promise<ImageFiles> {
  refuseColumns(data, isList ? "a list of images" : "images", options, isList ? ["id", "label"] : []);
  if (isList) return imagesOfList(data, options);
  return statSync(data).isDirectory() ? imagesOfFolder(data, classes) : singleImage(data);
}

/** Class names of a data set as the model has them: idx files only know numbers. */
function labelNames({ classes, test }: Dataset, known: readonly string[]): string[] {
  const numbered = classes.every((name, k) => name === String(k)) && classes.length <= known.length;
  const names = numbered ? known : classes;
  return Array.from(test.labels, (label) => names[label]);
}

async function namedExamples(data: string, { classes }: RowTaker, load: LoadOptions): Promise<ExampleSet> {
  const dataset = await loadDataset(data, load);
  const { test, image } = dataset;
  const noun = image === undefined ? "example" : "image";
  const notes = [`The ${test.count} test ${noun}s of ${data} are predicted.`];
  return { name: data, noun, examples: test, labels: labelNames(dataset, classes), notes };
}

const isIdxFile = (file: string): boolean => /images.*(idx3|ubyte)|\.idx3?(\.gz)?$/i.test(path.basename(file));

/** The images of one idx file, with the labels of the file beside it where there is one. */
async function idxExamples(file: string, { classes }: RowTaker): Promise<ExampleSet> {
  const { shape, data } = decodeIdx(file, await readFile(file), "images");
  const [count, ...size] = shape;
  const beside = path.join(path.dirname(file), path.basename(file).replace("images", "labels").replace("idx3", "idx1"));
  const set = { name: file, noun: "image", examples: { count, shape: size, inputs: data } };
  if (beside === file || !existsSync(beside)) return { ...set, notes: [] };
  const labels = decodeIdx(beside, await readFile(beside), "labels");
  if (labels.shape[0] !== count) refuse(beside, `${count} labels, as there are images`, String(labels.shape[0]));
  const names = Array.from(labels.data, (label) => classes[label] ?? String(label));
  return {
    ...set,
    labels: names,
    notes: [`Labels are those of ${path.basename(beside)}, by the order of the model's classes.`],
  };
}

/** What a text names. */
type DataKind = "table" | "list" | "images" | "idx file" | "named";

async function holdsSet(folder: string): Promise<boolean> {
  if ((await findIdxFiles(folder)) !== undefined) return true;
  return cifarSets.some((set) => findCifar(set, folder) !== undefined);
}

async function kindOf(data: string): Promise<DataKind> {
  if (parseDataset(data) !== undefined) return "named";
  if (await isTable(data)) return "table";
  if (!existsSync(data))
    return refuse(data, "a table, images or idx files", "no such file or folder", "check the path");
  if (statSync(data).isDirectory()) return (await holdsSet(data)) ? "named" : "images";
  if (isImageName(data)) return "images";
  if (isIdxFile(data)) return "idx file";
  if (await namesImages(data)) return "list";
  return refuse(data, "a table, an image, a list of images or an idx file", "another kind of file");
}

function refuseMismatch(data: string, kind: string, { file, input }: RowTaker): never {
  return refuse(data, `${describeInput(input)}, as ${file} takes`, kind);
}

/** Image files as rows. */
async function imagesOf(data: string, isList: boolean, taker: RowTaker, options: RowOptions): Promise<RowSource> {
  const { file, input, batch, isOwn } = taker;
  if (input.kind !== "image") return refuseMismatch(data, "images", taker);
  const plan = planImages(file, input);
  const { elementType } = input;
  const pixels = pixelScalingOf({ file, elementType, isOwn, normalise: options.normalise }, plan.format.channels);
  return imageRows(await filesOf(data, isList, taker, options), plan, pixels, batch);
}

/** Examples in arrays as rows. */
async function examplesOf(data: string, isNamed: boolean, taker: RowTaker, options: RowOptions): Promise<RowSource> {
  const { file, input, batch, isOwn } = taker;
  if (input.kind === "columns") return refuseMismatch(data, "examples", taker);
  refuseColumns(data, isNamed ? "a known data set" : "an idx file", options, []);
  const set = isNamed ? await namedExamples(data, taker, options.load ?? {}) : await idxExamples(data, taker);
  const { inputs, shape } = set.examples;
  const { elementType } = inputs instanceof Uint8Array ? input : { elementType: "uint8" };
  const pixels = pixelScalingOf({ file, elementType, isOwn, normalise: options.normalise }, channelsOf(shape));
  return exampleRows(file, set, input, pixels, batch);
}

/**
 * Uses the rows of data.
 * @param data a table, a folder of images, a list of them, one image, idx files, or a known data set, of which the test split is taken
 * @throws UsageError where there is nothing, it cannot be read, or the model takes something else
 */
export async function withRows<Result>(
  data: string,
  taker: RowTaker,
  options: RowOptions,
  use: (rows: RowSource) => Promise<Result>,
): Promise<Result> {
  const kind = await kindOf(data);
  if (kind === "images" || kind === "list") return use(await imagesOf(data, kind === "list", taker, options));
  if (kind !== "table") return use(await examplesOf(data, kind === "named", taker, options));
  const { input, batch } = taker;
  const { normalise } = options;
  if (normalise !== undefined)
    return refuse(`--normalise ${normalise}`, "images", `a table, ${data}`, "leave the option out");
  return input.kind === "image"
    ? refuseMismatch(data, "a table", taker)
    : withTableRows(data, input, options, batch, use);
}
