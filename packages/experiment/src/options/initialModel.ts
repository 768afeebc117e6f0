// The model of a trial before it is trained: an architecture, with random parameters or a file's, or all that a file holds.
import { createRandom, UsageError, type Random } from "@softlabel/core";
import { fail } from "@softlabel/core/internal";
import {
  createModel,
  decodeModel,
  exportModel,
  importModel,
  loadWeights,
  parseModel,
  parseTuning,
  type ImportedModel,
  type LoadedWeights,
  type Model,
} from "@softlabel/engine";
import type { Dataset } from "@softlabel/data";
import { refuseDeployed } from "./classifierFile.ts";
import { inputOf } from "./examplesOf.ts";
import type { ReadFile } from "./inputFile.ts";
import { defined } from "../store/defined.ts";

/** What determines the model of a seed. */
export interface ModelOptions {
  readonly model: string;
  /** What an architecture begins with, where that is not drawn. */
  readonly weights?: string;
  /** How pixels are normalised, which the data's scale and shift do; for the notes. */
  readonly normalise?: string;
  /** What of a model that was trained before is trained. */
  readonly tune: string;
}

/** Whether the text of a model is the path of a file. */
export function isModelFile(model: string): boolean {
  return /\.onnx$/i.test(model.trim());
}

/** Whether a model was trained before. */
export function isPretrained({ model, weights }: ModelOptions): boolean {
  return isModelFile(model) || weights !== undefined;
}

/** The canonical text of a model: a file's path as it is. */
export function canonicalModel(text: string): string {
  return isModelFile(text) ? text.trim() : parseModel(text).canonical;
}

/** What `read` makes of a file's bytes, with the words of an error about it beginning with the option and its name. */
function fromFile<Value>(who: string, file: string, readFile: ReadFile, read: (bytes: Uint8Array) => Value): Value {
  const bytes = readFile(file) ?? fail(who, "an ONNX file", "no such file", "check the path");
  try {
    refuseDeployed("its outputs", file, decodeModel(bytes));
    return read(bytes);
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${who}: ${error.message}`);
    throw error;
  }
}

/** What is to be known of weights. */
function weightsNotes({ fresh }: LoadedWeights, { weights, normalise }: ModelOptions): string[] {
  const notes = [];
  if (fresh.length > 0)
    notes.push(`${weights} has the last layer for other classes: ${fresh.join(" and ")} begin untrained.`);
  if (normalise === "imagenet")
    notes.push(
      "Pixels are normalised as ImageNet's, which torchvision's weights expect; --normalise sets another way.",
    );
  return notes;
}

/** An architecture with the arrays of a file. What is not tuned is frozen on the way through a file of our own. */
function pretrained(bytes: Uint8Array, drawn: Model, options: ModelOptions, random: Random): ImportedModel {
  const { tune } = options;
  const loaded = loadWeights(drawn, bytes);
  const notes = weightsNotes(loaded, options);
  if (tune === "all") return { ...loaded.model, notes };
  const { name, input, parameters, activations } = loaded.model;
  const exported = exportModel(
    loaded.model,
    parameters.map(({ values }) => values),
  );
  // Such a file scales its input itself.
  const asGiven = { ...input, scale: 1, shift: 0 };
  const tuned = importModel(exported, { name, input: asGiven, random, tune: parseTuning(tune) });
  return { ...tuned, ...defined({ activations }), notes };
}

/** The model of a seed, and what is to be known of it. */
function prepare(options: ModelOptions, seed: number, dataset: Dataset, readFile: ReadFile): ImportedModel {
  const { model, weights, tune } = options;
  const random = createRandom(seed).fork("initialisation");
  const input = inputOf(dataset);
  if (isModelFile(model)) {
    const options = { name: model, input, random, tune: parseTuning(tune) };
    return fromFile(`--model ${model}`, model, readFile, (bytes) => importModel(bytes, options));
  }
  const drawn = createModel(model, input, random);
  if (weights === undefined) return { ...drawn, notes: [] };
  return fromFile(`--weights ${weights}`, weights, readFile, (bytes) => pretrained(bytes, drawn, options, random));
}

/** The seed drives initialisation alike for every method: differences between methods are paired. */
export function initialModel(options: ModelOptions, seed: number, dataset: Dataset, readFile: ReadFile): Model {
  return prepare(options, seed, dataset, readFile);
}

/**
 * What is to be known of the model, which is made here to find out whether it takes the data, before anything is written.
 * @throws UsageError where it cannot be had, or does not take the examples
 */
export function modelNotes(options: ModelOptions, dataset: Dataset, readFile: ReadFile): readonly string[] {
  return prepare(options, 1, dataset, readFile).notes;
}
