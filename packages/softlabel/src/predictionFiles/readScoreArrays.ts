// Scores in NumPy's files: .npz archives, folders of .npy files, and single .npy files beside one of labels.
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { nearestFirst } from "@softlabel/core/internal";
import { refuse } from "@softlabel/data/internal";
import { type NpyFile, openNpy, openNpz } from "@softlabel/data/node/internal";
import {
  arrayRole,
  type ArrayRole,
  type FirstLabel,
  labelNotes,
  type ScoreFile,
  type ScoreKind,
  type ScoreRows,
} from "@softlabel/experiment/internal";
import { arrayRows, type ScoreArrays } from "./arrayRows.ts";

/** What was said of arrays of scores. */
interface ScoreArrayOptions {
  /** The array of labels: of a .npz file or a folder by its name, of a .npy file as another file. */
  readonly label?: string | undefined;
  /** The array that names the rows, named likewise; false where the order is trusted. */
  readonly id?: string | false | undefined;
  readonly scores?: ScoreKind | undefined;
  /** The number of the first class where labels are numbers; 0 unless it is certain to be 1. */
  readonly labelsFrom?: FirstLabel | undefined;
}

type Arrays = ReadonlyMap<string, NpyFile>;

interface Candidate {
  readonly name: string;
  readonly array: NpyFile;
  readonly role: ArrayRole;
}

const shown = (arrays: Arrays): string =>
  [...arrays].map(([name, { shape }]) => `${name} [${shape.join(", ")}]`).join(", ") || "none";

/** The arrays whose names say what they are. */
function candidatesOf(arrays: Arrays): Candidate[] {
  return [...arrays].flatMap(([name, array]) => {
    const role = arrayRole(name);
    return role === undefined ? [] : [{ name, array, role }];
  });
}

/** The array for a role; of scores those that are of the kind that was said, logits before probabilities. */
function arrayFor(
  candidates: readonly Candidate[],
  part: ArrayRole["part"],
  role: ArrayRole["role"],
  kind: ScoreKind | undefined,
): Candidate | undefined {
  const own = candidates.filter((each) => each.role.role === role && each.role.part === part);
  const rank = ({ role: { stated } }: Candidate): number =>
    kind !== undefined && stated === kind ? 0 : stated === "logits" ? 1 : stated === "probabilities" ? 2 : 3;
  return [...own].sort((a, b) => rank(a) - rank(b))[0];
}

/** The one array of a number of dimensions, where there is just one. */
function onlyOf(arrays: Arrays, dimensions: number): NpyFile | undefined {
  const own = [...arrays.values()].filter(({ shape }) => shape.length === dimensions);
  return own.length === 1 ? own[0] : undefined;
}

function arrayNamed(text: string, arrays: Arrays, option: string, name: string): NpyFile {
  const expected = `${option} to be one of its arrays ${nearestFirst(name, [...arrays.keys()]).join(", ")}`;
  return arrays.get(name) ?? refuse(text, expected, `"${name}"`);
}

/** Test scores with their labels; the names say which, else the number of dimensions. */
function testArrays(text: string, arrays: Arrays, { label, id, scores: kind }: ScoreArrayOptions): ScoreArrays {
  const candidates = candidatesOf(arrays);
  const found = arrayFor(candidates, "test", "scores", kind);
  const scores = found?.array ?? onlyOf(arrays, 2);
  const own =
    label === undefined
      ? arrayFor(candidates, "test", "labels", undefined)?.array
      : arrayNamed(text, arrays, "--label", label);
  const usualIdArray = arrayFor(candidates, "test", "ids", undefined)?.array;
  const named = typeof id === "string" ? arrayNamed(text, arrays, "--id", id) : usualIdArray;
  const labels = own ?? onlyOf(new Map([...arrays].filter(([, array]) => array !== named)), 1);
  const names = "name them, for instance numpy.savez(file, logits=…, labels=…)";
  if (scores === undefined) return refuse(text, "an array of logits or probabilities", shown(arrays), names);
  if (labels === undefined) return refuse(text, "an array of labels", shown(arrays), names);
  const classes = arrayFor(candidates, "test", "classes", undefined)?.array;
  return { scores, labels, classes, ids: id === false ? undefined : named, stated: found?.role.stated };
}

/** Validation rows, whose labels mean what those of test rows mean. */
function validationRows(
  text: string,
  arrays: Arrays,
  test: ScoreArrays,
  { labelsFrom }: ScoreRows,
): ScoreRows | undefined {
  const candidates = candidatesOf(arrays);
  const scores = arrayFor(candidates, "validation", "scores", test.stated);
  const labels = arrayFor(candidates, "validation", "labels", undefined);
  if (scores === undefined && labels === undefined) return undefined;
  const expected = "scores and labels of the validation rows";
  if (scores === undefined || labels === undefined) return refuse(text, expected, `only one of them: ${shown(arrays)}`);
  const own = { scores: scores.array, labels: labels.array, stated: scores.role.stated };
  return arrayRows({ ...test, ...own, ids: undefined, labelsFrom });
}

/** What labels and a single column were taken for. */
function readingNotes(rows: ScoreRows, { labelsFrom }: ScoreArrayOptions): string[] {
  const notes = labelNotes({ ...rows, first: rows.labelsFrom }, rows.columns, labelsFrom);
  return notes.length === 0 ? [] : [`${notes.join("; ")}.`];
}

function readTogether(text: string, arrays: Arrays, options: ScoreArrayOptions): ScoreFile {
  const found = testArrays(text, arrays, options);
  const test = arrayRows({ ...found, labelsFrom: options.labelsFrom });
  return { test, validation: validationRows(text, arrays, found, test), notes: readingNotes(test, options) };
}

/** What scores are called in the name of a file, in whose place labels may stand. */
const scoreWord = /logits?|probabilities|probs?|proba|scores?|predictions?|preds?|outputs?/i;

/** The file of labels beside one of scores: "test-labels.npy" for "test-logits.npy", else "labels.npy". */
function labelsBeside(file: string): string {
  const folder = path.dirname(file);
  const name = path.basename(file);
  const stem = name.replace(/\.npy$/i, "");
  const names = [
    ...(scoreWord.test(name) ? ["labels", "label", "targets", "y"].map((word) => name.replace(scoreWord, word)) : []),
    ...[`${stem}-labels.npy`, `${stem}_labels.npy`],
    ...["labels.npy", "label.npy", "y_true.npy", "y_test.npy", "targets.npy", "y.npy"],
  ];
  const found = names.find((each) => each !== name && existsSync(path.join(folder, each)));
  if (found !== undefined) return path.join(folder, found);
  return refuse(file, `labels in a file beside it, as ${names[0]}`, "none", "name the file: --label labels.npy");
}

function readSingle(file: string, options: ScoreArrayOptions): ScoreFile {
  const { label, id, labelsFrom } = options;
  const labels = label ?? labelsBeside(file);
  if (!existsSync(labels)) refuse(file, "--label with the file of its labels", `no such file: ${labels}`);
  const stated = /logit/i.test(path.basename(file))
    ? "logits"
    : /prob/i.test(path.basename(file))
      ? "probabilities"
      : undefined;
  if (typeof id === "string" && !existsSync(id)) refuse(file, "--id with the file of its ids", `no such file: ${id}`);
  const ids = typeof id === "string" ? openNpy(id) : undefined;
  const test = arrayRows({ scores: openNpy(file), labels: openNpy(labels), ids, stated, labelsFrom });
  const notes = label === undefined ? [`the labels are in ${path.basename(labels)}.`] : [];
  return { test, notes: [...notes, ...readingNotes(test, options)] };
}

function readFolder(folder: string, options: ScoreArrayOptions): ScoreFile {
  const files = readdirSync(folder).filter((name) => name.toLowerCase().endsWith(".npy"));
  const arrays = files.map((name) => [name.slice(0, -".npy".length), openNpy(path.join(folder, name))] as const);
  return readTogether(folder, new Map(arrays), options);
}

/** Whether a text names NumPy's files, by its ending. */
export const isArrayFile = (text: string): boolean => /\.np[yz]$/i.test(text);

/**
 * Opens arrays of scores.
 * @param text a .npz file, a .npy file, or a folder of .npy files
 * @param folder a new one of this name is made for what is unpacked
 * @throws UsageError when they cannot be read, or lack scores or labels
 */
export async function readScoreArrays(text: string, options: ScoreArrayOptions, folder: string): Promise<ScoreFile> {
  if (/\.npy$/i.test(text)) return readSingle(text, options);
  if (!/\.npz$/i.test(text)) return readFolder(text, options);
  mkdirSync(folder, { recursive: true });
  return readTogether(text, await openNpz(text, folder), options);
}
