// What all trials of an experiment share: their teachers' logits, and what the last layer of a model sees.
import type { Dataset } from "@softlabel/data";
import type { OnnxRuntime } from "@softlabel/engine";
import type { ExperimentOptions } from "../options/fields.ts";
import { computeFeatures, hasFeatures, separableHead, writeFeatures } from "./headFeatures.ts";
import { computeTeacherLogits, readTeacherLogits, teacherSeeds, writeTeacherLogits } from "../options/teacher.ts";

/** Computes the teachers' logits that are not on record; returns how to put them there. */
async function prepareTeachers(
  folder: string,
  { teacher, seeds, validation }: ExperimentOptions,
  dataset: Dataset,
  ort: OnnxRuntime,
): Promise<() => void> {
  if (teacher === undefined) return () => undefined;
  const all = teacherSeeds({ teacher, seeds }).map((seed) => ({ teacher, seed }));
  const missing = all.filter((each) => readTeacherLogits(folder, each) === undefined);
  const logits: Float32Array[] = [];
  for (const each of missing) logits.push(await computeTeacherLogits(each, validation, dataset, ort));
  return () => missing.forEach((each, i) => writeTeacherLogits(folder, each, logits[i], dataset.classes.length));
}

/**
 * Computes what is shared and not on record yet.
 * @returns how to put it on record: nothing is written before it is known that it can be had
 */
export async function prepareShared(
  folder: string,
  options: ExperimentOptions,
  dataset: Dataset,
  ort: OnnxRuntime,
): Promise<() => void> {
  const writeTeachers = await prepareTeachers(folder, options, dataset, ort);
  const head = hasFeatures(folder) ? undefined : separableHead(options, 1, dataset);
  const features = head === undefined ? undefined : await computeFeatures(ort, head, dataset);
  return () => {
    writeTeachers();
    if (features !== undefined) writeFeatures(folder, features, dataset);
  };
}
