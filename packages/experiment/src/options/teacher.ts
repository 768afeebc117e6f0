// Teachers: their models, and their logits for the training rows, computed once and recorded with the experiment.
import { parseMethod } from "@softlabel/core";
import { fail } from "@softlabel/core/internal";
import type { Dataset } from "@softlabel/data";
import type { OnnxRuntime } from "@softlabel/engine";
import { modelFiles } from "../store/modelFiles.ts";
import { readNpy, writeNpy, type RecordStore } from "../store/recordStore.ts";
import { decodeClassifier, predictLogits, type ClassifierFile } from "./classifierFile.ts";
import { inputOf, splitOf } from "./examplesOf.ts";
import type { ReadFile } from "./inputFile.ts";

/** A teacher as given by --teacher; a `*` stands for the seed. */
interface TeacherOptions {
  readonly teacher: string;
  readonly seed: number;
}

/** Whether each seed has a teacher of its own. */
export const isPerSeed = (teacher: string): boolean => teacher.includes("*");

/** The teacher of a seed, with the seed in place of `*`. */
export function teacherOfSeed({ teacher, seed }: TeacherOptions): string {
  return teacher.replaceAll("*", String(seed));
}

/** The teachers of an experiment: one per seed, or one if all seeds share it. */
export function teachersOf({ teacher, seeds }: { readonly teacher: string; readonly seeds: number }): TeacherOptions[] {
  return Array.from({ length: isPerSeed(teacher) ? seeds : 1 }, (_, i) => ({ teacher, seed: i + 1 }));
}

/** Where a teacher's logits are recorded. */
export const logitsFile = ({ teacher, seed }: TeacherOptions): string =>
  isPerSeed(teacher) ? `teacher-logits-s${seed}.npy` : "teacher-logits.npy";

/** Whether a method learns from a teacher. */
export function isTaught(method: string): boolean {
  return parseMethod(method).loss.usesTeacher === true;
}

/** Where a teacher's model may be: the file itself, in a trial's or model's folder, or in an experiment's first trial. */
const placesOfModels = ["", `/${modelFiles.network}`, `/trials/hard-s1/${modelFiles.network}`];

/**
 * Reads the file of a seed's teacher: an ONNX file, or the one in the folder of a trial, of a trained model or of an experiment
 * (its model with hard targets and seed 1).
 * @throws UsageError if there is no model
 */
export function teacherFile(teacher: TeacherOptions, readFile: ReadFile): { file: string; bytes: Uint8Array } {
  const text = teacherOfSeed(teacher);
  for (const place of placesOfModels) {
    const file = `${text.replace(/[/\\]+$/, "")}${place}`;
    const bytes = readFile(file);
    if (bytes !== undefined) return { file, bytes };
  }
  const got = `no such file, and no folder with ${modelFiles.network}`;
  const expected = "an ONNX file, or a folder with a model made by softlabel";
  return fail(`--teacher ${text}`, expected, got, "train the teacher first, with softlabel train");
}

/** The model of a seed's teacher. */
export function readTeacher(teacher: TeacherOptions, readFile: ReadFile): ClassifierFile {
  const { file, bytes } = teacherFile(teacher, readFile);
  return decodeClassifier(file, bytes);
}

/** A teacher's logits [rows, classes] for the training rows, without validation rows. */
export async function computeTeacherLogits(
  teacher: ClassifierFile,
  validation: number | string,
  dataset: Dataset,
  ort: OnnxRuntime,
): Promise<Float32Array> {
  return predictLogits(ort, teacher, inputOf(dataset), splitOf(dataset, validation).train);
}

/** The recorded logits of a teacher; undefined if there are none. */
export function readTeacherLogits(records: RecordStore, teacher: TeacherOptions): Float32Array | undefined {
  const data = readNpy(records, logitsFile(teacher))?.data;
  return data instanceof Float32Array ? data : undefined;
}

/** Records the logits of a teacher. */
export function writeTeacherLogits(
  records: RecordStore,
  teacher: TeacherOptions,
  logits: Float32Array,
  classes: number,
): void {
  writeNpy(records, logitsFile(teacher), { data: logits, shape: [logits.length / classes, classes] });
}
