// A teacher: which model it is, and its logits of the training rows, computed once and kept in the experiment's folder.
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { parseMethod } from "@softlabel/core";
import { fail } from "@softlabel/core/internal";
import type { Dataset } from "@softlabel/data";
import type { OnnxRuntime } from "@softlabel/engine";
import { predictLogits, readClassifier } from "./classifierFile.ts";
import { inputOf, splitOf } from "./examplesOf.ts";
import { readIfPresent, writeWhole } from "../files/files.ts";
import { modelFiles } from "../files/modelFiles.ts";
import { decodeNpy, encodeNpy } from "../files/npy.ts";

/** A teacher as an experiment names it; with a `*` there is one for each seed, whose number takes its place. */
interface TeacherOptions {
  readonly teacher: string;
  readonly seed: number;
}

/** Whether each seed has a teacher of its own. */
export const isPerSeed = (teacher: string): boolean => teacher.includes("*");

/** The teacher of a seed. */
export function teacherOfSeed({ teacher, seed }: TeacherOptions): string {
  return teacher.replaceAll("*", String(seed));
}

/** The seeds whose teachers differ: all, or the first, where they share one. */
export function teacherSeeds({ teacher, seeds }: { readonly teacher: string; readonly seeds: number }): number[] {
  return Array.from({ length: isPerSeed(teacher) ? seeds : 1 }, (_, i) => i + 1);
}

const logitsFile = (folder: string, { teacher, seed }: TeacherOptions): string =>
  path.join(folder, isPerSeed(teacher) ? `teacher-logits-s${seed}.npy` : "teacher-logits.npy");

/** Whether a method learns from a teacher. */
export function isTaught(method: string): boolean {
  return parseMethod(method).loss.usesTeacher === true;
}

/** Where a folder may hold a model: its own, as a trial's or what train leaves; then the first one of an experiment. */
const placesOfModels = ["", path.join("trials", "hard-s1")].map((place) => path.join(place, modelFiles.network));

/**
 * The file of the model that the text names: an ONNX file, the folder of a trial or of a trained model, or the folder of an
 * experiment, of which the model with hard targets and seed 1 is taken.
 * @throws UsageError where no model lies there
 */
export function teacherFileOf(text: string): string {
  const isFolder = existsSync(text) && statSync(text).isDirectory();
  if (existsSync(text) && !isFolder) return text;
  const found = placesOfModels.map((place) => path.join(text, place)).find((file) => existsSync(file));
  const expected = "an ONNX file, or a folder of softlabel's with a model";
  const got = isFolder ? `a folder without ${modelFiles.network}` : "no such file or folder";
  return found ?? fail(`--teacher ${text}`, expected, got, "train the teacher first, with softlabel train");
}

/** Logits [rows, classes] of the rows to train on, without those held out, by the teacher of a seed. */
export async function computeTeacherLogits(
  teacher: TeacherOptions,
  validation: number | string,
  dataset: Dataset,
  ort: OnnxRuntime,
): Promise<Float32Array> {
  const classifier = readClassifier(teacherFileOf(teacherOfSeed(teacher)));
  return predictLogits(ort, classifier, inputOf(dataset), splitOf(dataset, validation).train);
}

/** The teacher's logits on record, if there are any. */
export function readTeacherLogits(folder: string, teacher: TeacherOptions): Float32Array | undefined {
  const file = logitsFile(folder, teacher);
  const bytes = readIfPresent(file);
  const data = bytes === undefined ? undefined : decodeNpy(bytes, file).data;
  return data instanceof Float32Array ? data : undefined;
}

/** Keeps the teacher's logits. */
export function writeTeacherLogits(
  folder: string,
  teacher: TeacherOptions,
  logits: Float32Array,
  classes: number,
): void {
  writeWhole(logitsFile(folder, teacher), encodeNpy({ data: logits, shape: [logits.length / classes, classes] }));
}
