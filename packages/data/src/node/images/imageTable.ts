// A CSV file that names an image and its class in every row.
import { existsSync, readdirSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import path from "node:path";
import { CsvError, parse } from "csv-parse/sync";
import { check, checkName } from "@softlabel/core/internal";
import { refuse } from "../../base/refuse.ts";
import type { PartName } from "../../base/dataset.ts";
import { partNamed } from "../../splits/partWords.ts";
import { isImageName, type ImageList, type LabelledImage } from "./imageList.ts";

/** A list of images: its columns' names, the one that names the image, and the rows below the header, if there is one. */
interface ImageTable {
  readonly names: readonly string[];
  readonly image: number;
  readonly rows: readonly (readonly string[])[];
}

const usualLabels = ["label", "class", "target", "category", "species"] as const;

function readRecords(file: string, text: string): string[][] {
  const delimiter = file.toLowerCase().endsWith(".tsv") ? "\t" : ",";
  try {
    return parse(text, { bom: true, trim: true, skip_empty_lines: true, delimiter });
  } catch (error) {
    if (error instanceof CsvError) return refuse(file, "a CSV file of rows of equal length", error.message);
    throw error;
  }
}

/** Whether the beginning of a CSV file names images; tables of features do not. */
export async function namesImages(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(65536), 0, 65536, 0);
    const lines = buffer.toString("utf8", 0, bytesRead).split(/\r?\n/, 2);
    return lines.some((line) => line.split(/[,\t]/).some((field) => isImageName(field.replaceAll('"', "").trim())));
  } finally {
    await handle.close();
  }
}

function labelColumn(file: string, { names, image }: ImageTable, { label: asked, split }: ImageColumns): number {
  if (asked !== undefined) return names.indexOf(checkName(file, "--label", asked, names));
  const others = names.map((_, column) => column).filter((column) => column !== image && names[column] !== split);
  if (others.length === 1) return others[0];
  const usual = others.find((column) => usualLabels.some((name) => name === names[column].toLowerCase()));
  if (usual !== undefined) return usual;
  const got = others.length === 0 ? "none" : `columns ${others.map((column) => names[column]).join(", ")}`;
  return refuse(file, "a column of classes beside that of images", got, "name it with --label");
}

/** Reads the list; the first record is a header unless it names an image itself. */
export async function readImageRows(file: string): Promise<ImageTable> {
  const records = readRecords(file, await readFile(file, "utf8"));
  const [first, second] = records;
  const headed = !first.some(isImageName);
  const image = (headed ? second : first).findIndex(isImageName);
  const names = headed ? first : first.map((_, column) => `column ${column + 1}`);
  return { names, image, rows: headed ? records.slice(1) : records };
}

/** The folder to which the paths are relative: the file's own, or one beside it. */
export function findRoot(file: string, image: string): string {
  const own = path.dirname(path.resolve(file));
  const beside = readdirSync(own, { withFileTypes: true }).filter((entry) => !entry.isFile());
  const roots = [own, ...beside.map(({ name }) => path.join(own, name))];
  const found = roots.find((root) => existsSync(path.resolve(root, image)));
  if (found !== undefined) return found;
  return refuse(file, `the image ${image} of its first row beside it`, `none in ${roots.join(", ")}`);
}

/** Class names sorted: numbers by value, others by their code units. */
function sortClasses(names: Iterable<string>): string[] {
  const sorted = [...new Set(names)].sort();
  return sorted.every((name) => /^\d+$/.test(name)) ? sorted.sort((a, b) => Number(a) - Number(b)) : sorted;
}

/** Columns of a list of images that are named. */
export interface ImageColumns {
  /** The one of classes; found where there is but one other column, or one of a usual name. */
  readonly label?: string | undefined;
  /** The one that says which images are for training, validation and test. */
  readonly split?: string | undefined;
}

/** An image of a list, its class and its part as they are written. */
interface ListedImage {
  readonly file: string;
  readonly class: string;
  readonly part: string;
}

/** What a list says of its images; those without a class are counted. */
interface ListedImages {
  readonly root: string;
  readonly images: readonly ListedImage[];
  readonly unlabelled: number;
}

/**
 * The images that a CSV file lists, with their classes.
 * @throws UsageError when the columns cannot be told, or the rows differ in length
 */
export async function readListedImages(file: string, columns: ImageColumns): Promise<ListedImages> {
  const table = await readImageRows(file);
  const { names, image, rows } = table;
  const { split } = columns;
  const part = split === undefined ? -1 : names.indexOf(checkName(file, "--split", split, names));
  const label = labelColumn(file, table, columns);
  check(label !== image, file, "--label to name a column of classes", names[label], "that is the column of images");
  check(split === undefined || part !== label, file, "--split to name another column than the classes'", split);
  const labelled = rows.filter((row) => row[label] !== "");
  check(labelled.length > 0, file, "images with a class", "none");
  const root = findRoot(file, labelled[0][image]);
  const images = labelled.map((row) => {
    return { file: path.resolve(root, row[image]), class: row[label], part: row[part] ?? "train" };
  });
  return { root, images, unlabelled: rows.length - labelled.length };
}

/** The images of each part by the words of the split column. */
function divide(file: string, images: readonly ListedImage[], split: string): Record<PartName, ListedImage[]> {
  const divided: Record<PartName, ListedImage[]> = { train: [], validation: [], test: [] };
  for (const image of images) {
    const part = partNamed(image.part);
    const expected = `train, validation or test in column ${split}`;
    if (part === undefined) return refuse(file, expected, `"${image.part}"`, "correct this value");
    divided[part].push(image);
  }
  return divided;
}

/**
 * The images that a CSV file lists: a column of paths, relative to the file or to a folder beside it, and one of classes.
 * @throws UsageError when the columns cannot be told, the rows differ in length, or there are fewer than two classes
 */
export async function readImageTable(file: string, columns: ImageColumns = {}): Promise<ImageList> {
  const { root, images, unlabelled } = await readListedImages(file, columns);
  const { split } = columns;
  const parts = split === undefined ? { train: images, validation: [], test: [] } : divide(file, images, split);
  const classes = sortClasses(parts.train.map((image) => image.class));
  check(classes.length > 1, file, "at least two classes", classes);
  const repeated = classes.length < parts.train.length;
  const got = `${classes.length} different ones`;
  check(repeated, file, "classes that occur more than once", got, "choose another --label");
  const notes =
    unlabelled === 0 ? [] : [`${unlabelled} rows of ${path.basename(file)} name no class and are left out.`];
  const label = (part: readonly ListedImage[]) => labelImages(file, part, classes);
  const { train, validation, test } = parts;
  return { source: file, root, classes, train: label(train), validation: label(validation), test: label(test), notes };
}

/**
 * The images with the places of their classes.
 * @param source for messages
 * @throws UsageError that names the classes that are not among `classes`
 */
export function labelImages(
  source: string,
  images: readonly ListedImage[],
  classes: readonly string[],
): LabelledImage[] {
  const places = new Map(classes.map((name, place) => [name, place]));
  const foreign = images.filter((image) => !places.has(image.class));
  if (foreign.length > 0) {
    const names = [...new Set(foreign.map((image) => image.class))];
    const got = `${names.slice(0, 5).map((name) => `"${name}"`).join(", ")} in ${foreign.length} images`; // prettier-ignore
    const expected = `only classes that training images have (${classes.slice(0, 10).join(", ")})`;
    refuse(source, expected, got, "add training images of them, or leave these out");
  }
  return images.map((image) => ({ file: image.file, label: places.get(image.class)! }));
}
