// What all trials of an experiment share: their teachers' logits, and what the last layer of a model sees.
import type { Dataset } from "../../data/index.ts";
import { openRuntime } from "../../runtime/runtime.ts";
import type { ExperimentSpec } from "../spec/fields.ts";
import { computeFeatures, hasFeatures, separableHead, writeFeatures } from "./headFeatures.ts";
import { computeTeacherLogits, readTeacherLogits, teacherSeeds, writeTeacherLogits } from "../spec/teacher.ts";

/** Computes the teachers' logits that are not on record; returns how to put them there. */
async function prepareTeachers(folder: string, spec: ExperimentSpec, dataset: Dataset): Promise<() => void> {
  const { teacher, seeds } = spec;
  if (teacher === undefined) return () => undefined;
  const all = teacherSeeds({ teacher, seeds }).map((seed) => ({ teacher, seed }));
  const missing = all.filter((each) => readTeacherLogits(folder, each) === undefined);
  const logits: Float32Array[] = [];
  for (const each of missing) logits.push(await computeTeacherLogits(each, spec, dataset));
  return () => missing.forEach((each, i) => writeTeacherLogits(folder, each, logits[i], dataset.classes.length));
}

/**
 * Computes what is shared and not on record yet.
 * @returns how to put it on record: nothing is written before it is known that it can be had
 */
export async function prepareShared(folder: string, spec: ExperimentSpec, dataset: Dataset): Promise<() => void> {
  const writeTeachers = await prepareTeachers(folder, spec, dataset);
  const head = hasFeatures(folder) ? undefined : separableHead(spec, 1, dataset);
  const features =
    head === undefined ? undefined : await computeFeatures((await openRuntime(spec.runtime)).ort, head, dataset);
  return () => {
    writeTeachers();
    if (features !== undefined) writeFeatures(folder, features, dataset);
  };
}
