// A CSV file that names an image and its class in every row.
import { existsSync, readdirSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import path from "node:path";
import { CsvError, parse } from "csv-parse/sync";
import { check, checkName } from "@softlabel/core";
import { refuse } from "../refuse.ts";
import { isImageName, type ImageList } from "./imageList.ts";

/** The columns that name the image and the class, and the rows below the header, if there is one. */
interface Table {
  readonly image: number;
  readonly label: number;
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

function labelColumn(file: string, names: readonly string[], image: number, asked: string | undefined): number {
  if (asked !== undefined) return names.indexOf(checkName(file, "--label", asked, names));
  const others = names.map((_, column) => column).filter((column) => column !== image);
  if (others.length === 1) return others[0];
  const usual = others.find((column) => usualLabels.some((name) => name === names[column].toLowerCase()));
  if (usual !== undefined) return usual;
  const got = others.length === 0 ? "none" : `columns ${others.map((column) => names[column]).join(", ")}`;
  return refuse(file, "a column of classes beside that of images", got, "name it with --label");
}

/** Finds the columns; the first record is a header unless it names an image itself. */
function readTable(file: string, records: readonly (readonly string[])[], asked: string | undefined): Table {
  const [first, second] = records;
  const headed = !first.some(isImageName);
  const image = (headed ? second : first).findIndex(isImageName);
  const names = headed ? first : first.map((_, column) => `column ${column + 1}`);
  const label = labelColumn(file, names, image, asked);
  check(label !== image, file, "--label to name a column of classes", names[label], "that is the column of images");
  return { image, label, rows: headed ? records.slice(1) : records };
}

/** The folder to which the paths are relative: the file's own, or one beside it. */
function findRoot(file: string, image: string): string {
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

/**
 * The images that a CSV file lists: a column of paths, relative to the file or to a folder beside it, and one of classes.
 * @param asked the column of classes; found where there is but one other column, or one of a usual name
 * @throws UsageError when the columns cannot be told, the rows differ in length, or there are fewer than two classes
 */
export async function readImageTable(file: string, asked?: string): Promise<ImageList> {
  const records = readRecords(file, await readFile(file, "utf8"));
  const { image, label, rows } = readTable(file, records, asked);
  const labelled = rows.filter((row) => row[label] !== "");
  const unlabelled = rows.length - labelled.length;
  const classes = sortClasses(labelled.map((row) => row[label]));
  check(classes.length > 1, file, "at least two classes", classes);
  const repeated = classes.length < labelled.length;
  check(
    repeated,
    file,
    "classes that occur more than once",
    `${classes.length} different ones`,
    "choose another --label",
  );
  const root = findRoot(file, labelled[0][image]);
  const indices = new Map(classes.map((name, index) => [name, index]));
  const train = labelled.map((row) => ({ file: path.resolve(root, row[image]), label: indices.get(row[label])! }));
  const notes =
    unlabelled === 0 ? [] : [`${unlabelled} rows of ${path.basename(file)} name no class and are left out.`];
  return { source: file, root, classes, train, validation: [], test: [], notes };
}
