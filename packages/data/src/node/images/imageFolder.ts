// A folder with a sub-folder of images for each class, all together or in train, validation and test.
import { readdir, stat } from "node:fs/promises";
import type { Dirent } from "node:fs";
import path from "node:path";
import { describeContent } from "../folderContent.ts";
import { refuse } from "../../base/refuse.ts";
import {
  describeLeftOut,
  endingOf,
  imageEndings,
  isImageName,
  type ImageList,
  type LabelledImage,
  type LeftOutFiles,
} from "./imageList.ts";

/** The parts of a data set by the usual names of their folders. */
const partNames = { train: /^train(ing)?$/i, validation: /^val(id|idation)?$/i, test: /^test(ing)?$/i } as const;

type Part = keyof typeof partNames;

/** What is in a folder above the images of classes. */
interface ClassFolders {
  readonly folder: string;
  readonly names: readonly string[];
  /** Images that are in no sub-folder. */
  readonly strays: number;
}

async function isFolder(entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  const target = await stat(path.join(entry.parentPath, entry.name)).catch(() => undefined);
  return target?.isDirectory() ?? false;
}

/** Folders that programs leave: of macOS, Synology, Windows, Python. */
const ofPrograms = [
  "__MACOSX",
  "@eaDir",
  "#recycle",
  "$RECYCLE.BIN",
  "System Volume Information",
  "lost+found",
  "__pycache__",
];

const isHidden = (name: string): boolean => name.startsWith(".") || ofPrograms.includes(name);

/** Names that differ only by how an accent is written are the same class. */
const className = (name: string): string => name.normalize("NFC");

/** Sub-folders in the order of their names' code units, as torchvision numbers them. */
async function readFolders(folder: string): Promise<ClassFolders> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !isHidden(name));
  const folders = await Promise.all(entries.map(isFolder));
  const names = entries.filter((_, i) => folders[i]).map(({ name }) => name);
  const strays = entries.filter(({ name }, i) => !folders[i] && isImageName(name)).length;
  return { folder, names: names.sort(), strays };
}

/** Counts what is left out of folders. */
class LeftOut implements LeftOutFiles {
  readonly byEnding = new Map<string, number>();
  readonly byFolder = new Map<string, number>();

  static add(counts: Map<string, number>, name: string): void {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
}

/**
 * The image files in a folder and in those below it, in the order of their paths; not those in hidden folders and in those
 * that programs keep.
 * @param left counts what is left out
 */
export async function readImages(folder: string, left = new LeftOut()): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const images: string[] = [];
  for (const entry of entries) {
    if (entry.isDirectory()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const keeper = path.relative(folder, entry.parentPath).split(path.sep).find(isHidden);
    if (keeper !== undefined) {
      if (isImageName(entry.name)) LeftOut.add(left.byFolder, keeper);
    } else if (isImageName(entry.name)) images.push(file);
    else if (!isHidden(entry.name)) LeftOut.add(left.byEnding, endingOf(entry.name));
  }
  return images.sort();
}

/** The folders of the parts, where the folder is divided into parts. */
async function findParts({ folder, names }: ClassFolders): Promise<Partial<Record<Part, ClassFolders>>> {
  const found: Partial<Record<Part, ClassFolders>> = {};
  for (const [part, pattern] of Object.entries(partNames) as [Part, RegExp][]) {
    const name = names.find((name) => pattern.test(name));
    if (name !== undefined) found[part] = await readFolders(path.join(folder, name));
  }
  return found.train === undefined || found.train.names.length === 0 ? {} : found;
}

async function checkClasses({ folder, names, strays }: ClassFolders): Promise<void> {
  if (names.length > 1) return;
  const expected = "at least two classes, a sub-folder of images each";
  if (names.length === 0) {
    const remedy = "move each into a sub-folder named for its class, or list them in a CSV file of path,label";
    refuse(folder, expected, `${strays} images in the folder itself`, remedy);
  }
  const inside = path.join(folder, names[0]);
  const deeper = (await readFolders(inside)).names.length > 1;
  refuse(folder, expected, `only ${names[0]}`, deeper ? `name ${inside} if the classes are there` : "add the others");
}

/**
 * The images of a part, whose classes must be among those of training.
 * @param options.everyClass whether each of its folders must hold an image
 */
async function readPart(
  part: ClassFolders | undefined,
  classes: readonly string[],
  { left = new LeftOut(), everyClass = false } = {},
): Promise<LabelledImage[]> {
  const images: LabelledImage[] = [];
  for (const name of part?.names ?? []) {
    const own = path.join(part!.folder, name);
    const label = classes.indexOf(className(name));
    const files = await readImages(own, left);
    const expected = `at least one image (${imageEndings.join(" ")})`;
    if (everyClass && files.length === 0)
      refuse(own, expected, await describeContent(own), "add images or remove the folder");
    if (label < 0 && files.length > 0)
      refuse(own, `one of the ${classes.length} classes of the training part`, "a class that is not among them");
    for (const file of files) images.push({ file, label });
  }
  return images;
}

function strayNotes(folders: readonly (ClassFolders | undefined)[]): string[] {
  const strays = folders.filter((found) => found !== undefined && found.strays > 0) as ClassFolders[];
  return strays.map(({ folder, strays }) => {
    const images = strays === 1 ? "1 image is" : `${strays} images are`;
    return `${images} in ${path.basename(folder)} itself, in no class, and ${strays === 1 ? "is" : "are"} left out.`;
  });
}

/**
 * The images of a folder, undefined where it has neither sub-folders nor images; otherwise it must have a sub-folder for
 * each class, or sub-folders train and test (and validation) that have.
 * @throws UsageError when there are fewer than two classes, one has no image, or another part has a class of its own
 */
export async function readImageFolder(folder: string): Promise<ImageList | undefined> {
  const whole = await readFolders(folder);
  if (whole.names.length + whole.strays === 0) return undefined;
  const parts = await findParts(whole);
  const training = parts.train ?? whole;
  await checkClasses(training);
  const classes = [...new Set(training.names.map(className))];
  const left = new LeftOut();
  const train = await readPart(training, classes, { left, everyClass: true });
  const validation = await readPart(parts.validation, classes, { left });
  const test = await readPart(parts.test, classes, { left });
  const notes = strayNotes([whole, parts.train, parts.validation, parts.test].filter((found) => found !== training));
  return {
    source: folder,
    root: folder,
    classes,
    train,
    validation,
    test,
    notes: [...strayNotes([training]), ...notes, ...describeLeftOut(left)],
  };
}

/**
 * The images of a folder that holds one part alone: a sub-folder of images for each class.
 * @throws UsageError when it has none, or a class that is not among `classes`
 */
export async function readPartFolder(folder: string, classes: readonly string[]): Promise<LabelledImage[]> {
  const images = await readPart(await readFolders(folder), classes);
  const expected = "a sub-folder of images for each class";
  if (images.length === 0) refuse(folder, expected, await describeContent(folder));
  return images;
}
