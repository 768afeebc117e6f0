// What all trials of an experiment share: a teacher's logits, and what the last layer of a model sees.
import type { Dataset } from "../data/index.ts";
import type { ExperimentSpec } from "./fields.ts";
import { computeFeatures, hasFeatures, separableHead, writeFeatures } from "./headFeatures.ts";
import { computeTeacherLogits, readTeacherLogits, writeTeacherLogits } from "./teacher.ts";

/**
 * Computes what is shared and not on record yet.
 * @returns how to put it on record: nothing is written before it is known that it can be had
 */
export async function prepareShared(folder: string, spec: ExperimentSpec, dataset: Dataset): Promise<() => void> {
  const logits = readTeacherLogits(folder) === undefined ? await computeTeacherLogits(spec, dataset) : undefined;
  const head = hasFeatures(folder) ? undefined : separableHead(spec, 1, dataset);
  const features =
    head === undefined ? undefined : await computeFeatures(await import("onnxruntime-node"), head, dataset);
  return () => {
    if (logits !== undefined) writeTeacherLogits(folder, logits, dataset.classes.length);
    if (features !== undefined) writeFeatures(folder, features, dataset);
  };
}
