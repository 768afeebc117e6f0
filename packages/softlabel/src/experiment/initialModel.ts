// The model of a trial before it is trained: an architecture with random parameters, or one that is read from a file.
import { readFileSync } from "node:fs";
import { createRandom, fail, UsageError } from "@softlabel/core";
import { createModel, importModel, parseModel, parseTuning, type ImportedModel, type Model } from "@softlabel/engine";
import type { Dataset } from "../data/index.ts";
import { inputOf } from "./examplesOf.ts";

/** What determines the model of a seed. */
export interface ModelSpec {
  readonly model: string;
  /** What of a model from a file is trained. */
  readonly tune: string;
}

/** Whether the text of a model is the path of a file. */
export function isModelFile(model: string): boolean {
  return /\.onnx$/i.test(model.trim());
}

/** The canonical text of a model: a file's path as it is. */
export function canonicalModel(text: string): string {
  return isModelFile(text) ? text.trim() : parseModel(text).canonical;
}

/** The bytes of a model's file. */
function readModelFile(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    return fail(`--model ${file}`, "an ONNX file", (error as Error).message, "check the path");
  }
}

/** The model in a file, with the words of an error about it beginning with its name. */
export function importFile({ model, tune }: ModelSpec, seed: number, dataset: Dataset): ImportedModel {
  const random = createRandom(seed).fork("initialisation");
  const bytes = readModelFile(model);
  try {
    return importModel(bytes, { name: model, input: inputOf(dataset), random, tune: parseTuning(tune) });
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`--model ${model}: ${error.message}`);
    throw error;
  }
}

/**
 * The seed drives initialisation alike for every method: differences between methods are paired.
 * @throws UsageError where the model does not take such examples
 */
export function initialModel(spec: ModelSpec, seed: number, dataset: Dataset): Model & Partial<ImportedModel> {
  if (isModelFile(spec.model)) return importFile(spec, seed, dataset);
  return createModel(spec.model, inputOf(dataset), createRandom(seed).fork("initialisation"));
}

/** What is to be known of a model, which is made here to find out whether it takes the data, before anything is written. */
export function modelNotes(spec: ModelSpec, dataset: Dataset): readonly string[] {
  return initialModel(spec, 1, dataset).notes ?? [];
}
