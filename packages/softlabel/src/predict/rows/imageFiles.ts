// Which image files there are to predict, with the class that their folder or list gives them.
import path from "node:path";
import { nearestFirst } from "@softlabel/core/internal";
import { refuse } from "@softlabel/data/internal";
import { findRoot, readImageRows, readImages } from "@softlabel/data/node/internal";

/** Image files in the order of the output. */
export interface ImageFiles {
  /** The folder that names are relative to. */
  readonly root: string;
  readonly files: readonly string[];
  /** The column of the output that tells them apart, and its values. */
  readonly idName: string;
  readonly ids: readonly string[];
  /** Null for an image without one; absent where none has one. */
  readonly labels?: readonly (string | null)[] | undefined;
  readonly notes: readonly string[];
}

/** The column that names images. */
const imageColumn = "image";

/** Names with one separator, whatever the system's is. */
const relativeName = (root: string, file: string): string => path.relative(root, file).split(path.sep).join("/");

/** The nearest folder above an image that is called like a class. */
function folderClass(name: string, classes: readonly string[]): string | null {
  const above = name.split("/").slice(0, -1).reverse();
  return above.find((folder) => classes.includes(folder)) ?? null;
}

/**
 * The images in a folder and below it, sorted by their paths. Those in a folder that is called like a class are labelled so.
 * @throws UsageError where there are none
 */
export async function imagesOfFolder(root: string, classes: readonly string[]): Promise<ImageFiles> {
  const files = await readImages(root);
  if (files.length === 0) refuse(root, "images, or idx files", "a folder without any");
  const ids = files.map((file) => relativeName(root, file));
  const labels = ids.map((name) => folderClass(name, classes));
  const labelled = labels.filter((label) => label !== null).length;
  const note = `Labels are the names of folders, for ${labelled} of ${files.length} images.`;
  const shared = { root, files, idName: imageColumn, ids };
  return labelled === 0 ? { ...shared, notes: [] } : { ...shared, labels, notes: [note] };
}

/** One image file. */
export function singleImage(file: string): ImageFiles {
  const root = path.dirname(file);
  return { root, files: [file], idName: imageColumn, ids: [relativeName(root, file)], notes: [] };
}

/** Columns of a list that are named. */
interface ListChoice {
  readonly id?: string | undefined;
  readonly label?: string | undefined;
}

function columnOf(list: string, option: string, name: string, names: readonly string[]): number {
  if (names.includes(name)) return names.indexOf(name);
  return refuse(list, `${option} to be one of its columns ${nearestFirst(name, names).join(", ")}`, `"${name}"`);
}

/**
 * The images that a CSV file lists, in its order.
 * @param choice the columns of id and label: `id` by default, or the image's own; no label
 * @throws UsageError where it has no such column
 */
export async function imagesOfList(list: string, { id, label }: ListChoice): Promise<ImageFiles> {
  const { names, image, rows } = await readImageRows(list);
  const usual = names.findIndex((name) => name.toLowerCase() === "id");
  const own = usual < 0 ? image : usual;
  const idColumn = id === undefined ? own : columnOf(list, "--id", id, names);
  const labelColumn = label === undefined ? undefined : columnOf(list, "--label", label, names);
  const root = findRoot(list, rows[0][image]);
  return {
    root,
    files: rows.map((row) => path.resolve(root, row[image])),
    idName: idColumn === image ? imageColumn : names[idColumn],
    ids: rows.map((row) => row[idColumn]),
    labels: labelColumn === undefined ? undefined : rows.map((row) => row[labelColumn] || null),
    notes: [],
  };
}
