// What all trials of an experiment share: their teachers' logits, and the input of a model's last layer.
import type { Dataset } from "@softlabel/data";
import type { OnnxRuntime } from "@softlabel/engine";
import type { ExperimentOptions } from "../options/fields.ts";
import type { ReadFile } from "../options/inputFile.ts";
import type { Trial } from "../options/trial.ts";
import {
  computeTeacherLogits,
  logitsFile,
  readTeacher,
  readTeacherLogits,
  teachersOf,
  writeTeacherLogits,
} from "../options/teacher.ts";
import type { RecordStore } from "../store/recordStore.ts";
import { computeFeatures, featureFiles, hasFeatures, separableHead, writeFeatures } from "./headFeatures.ts";

/** What shared records are computed from. */
export interface SharedSetting {
  readonly options: ExperimentOptions;
  readonly dataset: Dataset;
  readonly ort: OnnxRuntime;
  readonly readFile: ReadFile;
  /** Threads to compute with before the trials begin. */
  readonly threads: number;
}

/** Computes the missing logits of teachers; returns a function that records them. */
async function prepareTeachers(
  records: RecordStore,
  { options, dataset, ort, readFile }: SharedSetting,
): Promise<() => void> {
  const { teacher, seeds, validation } = options;
  if (teacher === undefined) return () => undefined;
  const missing = teachersOf({ teacher, seeds }).filter((each) => readTeacherLogits(records, each) === undefined);
  const logits: Float32Array[] = [];
  for (const each of missing) {
    const classifier = readTeacher(each, readFile);
    logits.push(await computeTeacherLogits(classifier, validation, dataset, ort));
  }
  return () => missing.forEach((each, i) => writeTeacherLogits(records, each, logits[i], dataset.classes.length));
}

/**
 * Computes the shared records that are missing.
 * @returns a function that writes them: nothing is written before all is computed
 */
export async function prepareShared(records: RecordStore, setting: SharedSetting): Promise<() => void> {
  const { options, dataset, ort, readFile, threads } = setting;
  const writeTeachers = await prepareTeachers(records, setting);
  const head = hasFeatures(records) ? undefined : separableHead(options, 1, dataset, readFile);
  const features = head && (await computeFeatures(ort, head, dataset, threads));
  return () => {
    writeTeachers();
    if (features !== undefined) writeFeatures(records, features, dataset);
  };
}

/** The names of the shared records that a trial may read, of those that are there. */
export function sharedRecordsOf({ teacher, seed }: Pick<Trial, "teacher" | "seed">, records: RecordStore): string[] {
  const present = new Set(["", "features/"].flatMap((at) => records.names(at.slice(0, -1)).map((name) => at + name)));
  const logits = teacher === undefined ? [] : [logitsFile({ teacher, seed })];
  return [...logits, ...featureFiles].filter((name) => present.has(name));
}
