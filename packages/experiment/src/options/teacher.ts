// A teacher: which model it is, and its logits of the training rows, computed once and kept with the experiment's records.
import { parseMethod } from "@softlabel/core";
import { fail } from "@softlabel/core/internal";
import type { Dataset } from "@softlabel/data";
import type { OnnxRuntime } from "@softlabel/engine";
import { modelFiles } from "../store/modelFiles.ts";
import { readNpy, writeNpy, type RecordStore } from "../store/recordStore.ts";
import { decodeClassifier, predictLogits, type ClassifierFile } from "./classifierFile.ts";
import { inputOf, splitOf } from "./examplesOf.ts";
import type { ReadFile } from "./inputFile.ts";

/** A teacher as an experiment names it; with a `*` there is one per seed, whose number takes its place. */
interface TeacherOptions {
  readonly teacher: string;
  readonly seed: number;
}

/** Whether each seed has a teacher of its own. */
export const isPerSeed = (teacher: string): boolean => teacher.includes("*");

/** The teacher of a seed, as --teacher takes it. */
export function teacherOfSeed({ teacher, seed }: TeacherOptions): string {
  return teacher.replaceAll("*", String(seed));
}

/** The teachers of an experiment: one per seed, or the first seed's alone where all share it. */
export function teachersOf({ teacher, seeds }: { readonly teacher: string; readonly seeds: number }): TeacherOptions[] {
  return Array.from({ length: isPerSeed(teacher) ? seeds : 1 }, (_, i) => ({ teacher, seed: i + 1 }));
}

const logitsFile = ({ teacher, seed }: TeacherOptions): string =>
  isPerSeed(teacher) ? `teacher-logits-s${seed}.npy` : "teacher-logits.npy";

/** Whether a method learns from a teacher. */
export function isTaught(method: string): boolean {
  return parseMethod(method).loss.usesTeacher === true;
}

/** Where a folder may hold a model: its own, as a trial's or what train leaves; then the first one of an experiment. */
const placesOfModels = ["", `/${modelFiles.network}`, `/trials/hard-s1/${modelFiles.network}`];

/**
 * The file of a seed's teacher: an ONNX file, or that in the folder of a trial, of a trained model, or of an experiment, of
 * which the model with hard targets and seed 1 is taken.
 * @throws UsageError where there is no model
 */
export function teacherFile(teacher: TeacherOptions, readFile: ReadFile): { file: string; bytes: Uint8Array } {
  const text = teacherOfSeed(teacher);
  for (const place of placesOfModels) {
    const file = `${text.replace(/[/\\]+$/, "")}${place}`;
    const bytes = readFile(file);
    if (bytes !== undefined) return { file, bytes };
  }
  const got = `no such file, and no folder with ${modelFiles.network}`;
  const expected = "an ONNX file, or a folder that softlabel left a model in";
  return fail(`--teacher ${text}`, expected, got, "train the teacher first, with softlabel train");
}

/** The model of a seed's teacher. */
export function readTeacher(teacher: TeacherOptions, readFile: ReadFile): ClassifierFile {
  const { file, bytes } = teacherFile(teacher, readFile);
  return decodeClassifier(file, bytes);
}

/** Logits [rows, classes] of the rows to train on, without those held out, by the teacher of a seed. */
export async function computeTeacherLogits(
  teacher: ClassifierFile,
  validation: number | string,
  dataset: Dataset,
  ort: OnnxRuntime,
): Promise<Float32Array> {
  return predictLogits(ort, teacher, inputOf(dataset), splitOf(dataset, validation).train);
}

/** The teacher's logits on record, if there are any. */
export function readTeacherLogits(records: RecordStore, teacher: TeacherOptions): Float32Array | undefined {
  const data = readNpy(records, logitsFile(teacher))?.data;
  return data instanceof Float32Array ? data : undefined;
}

/** Keeps the teacher's logits. */
export function writeTeacherLogits(
  records: RecordStore,
  teacher: TeacherOptions,
  logits: Float32Array,
  classes: number,
): void {
  writeNpy(records, logitsFile(teacher), { data: logits, shape: [logits.length / classes, classes] });
}
