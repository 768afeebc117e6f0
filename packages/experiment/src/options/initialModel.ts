// The model of a trial before training: an architecture with random or given weights, or an ONNX file.
import { createRandom, UsageError, type Random } from "@softlabel/core";
import { fail } from "@softlabel/core/internal";
import {
  createModel,
  decodeModel,
  exportModel,
  importModel,
  loadWeights,
  type ImportedModel,
  type LoadedWeights,
  type Model,
} from "@softlabel/engine";
import { parseModel, parseTuning } from "@softlabel/engine/internal";
import type { Dataset } from "@softlabel/data";
import { refuseDeployed } from "./classifierFile.ts";
import { inputOf } from "./examplesOf.ts";
import { besideFile, type ReadFile } from "./inputFile.ts";
import { defined } from "../store/defined.ts";

/** The options that determine the model of a seed. */
export interface ModelOptions {
  readonly model: string;
  /** Initial weights of an architecture; random if left out. */
  readonly weights?: string;
  /** How pixels are normalised, which the data's scale and shift do; for the notes. */
  readonly normalise?: string;
  /** The layers to train of a pretrained model. */
  readonly tune: string;
}

/** Whether a model is given as a file. */
export function isModelFile(model: string): boolean {
  return /\.onnx$/i.test(model.trim());
}

/** Whether a model is pretrained. */
export function isPretrained({ model, weights }: ModelOptions): boolean {
  return isModelFile(model) || weights !== undefined;
}

/** The canonical text of a model; a path stays as it is. */
export function canonicalModel(text: string): string {
  return isModelFile(text) ? text.trim() : parseModel(text).canonical;
}

/** Applies `read` to the bytes of a file; errors begin with the option and the file's name. */
function fromFile<Value>(
  who: string,
  file: string,
  readFile: ReadFile,
  read: (bytes: Uint8Array, external: ReadFile) => Value,
): Value {
  const bytes = readFile(file) ?? fail(who, "an ONNX file", "no such file", "check the path");
  const external = besideFile(file, readFile);
  try {
    refuseDeployed("its outputs", file, decodeModel(bytes, { external }));
    return read(bytes, external);
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${who}: ${error.message}`);
    throw error;
  }
}

/** Notes on loaded weights. */
function weightsNotes({ fresh }: LoadedWeights, { weights, normalise }: ModelOptions): string[] {
  const notes = [];
  if (fresh.length > 0)
    notes.push(`${weights} has a last layer for other classes: ${fresh.join(" and ")} start from random values.`);
  if (normalise === "imagenet")
    notes.push(
      "Pixels are normalised as for ImageNet, which torchvision's weights expect; change this with --normalise.",
    );
  return notes;
}

/** An architecture with the arrays of a file. Layers that are not tuned are frozen by exporting and importing the model. */
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
  // The exported model scales its input itself.
  const asGiven = { ...input, scale: 1, shift: 0 };
  const tuned = importModel(exported, { name, input: asGiven, random, tune: parseTuning(tune) });
  return { ...tuned, ...defined({ activations }), notes };
}

/** The model of a seed, with notes; initialised in the same way for every method so that differences between methods are paired. */
export function initialModel(options: ModelOptions, seed: number, dataset: Dataset, readFile: ReadFile): ImportedModel {
  const { model, weights, tune } = options;
  const random = createRandom(seed).fork("initialisation");
  const input = inputOf(dataset);
  if (isModelFile(model)) {
    const options = { name: model, input, random, tune: parseTuning(tune) };
    return fromFile(`--model ${model}`, model, readFile, (bytes, external) =>
      importModel(bytes, { ...options, external }),
    );
  }
  const drawn = createModel(model, input, random);
  if (weights === undefined) return { ...drawn, notes: [] };
  return fromFile(`--weights ${weights}`, weights, readFile, (bytes) => pretrained(bytes, drawn, options, random));
}

/**
 * Notes on the model. Creates it to check, before anything is written, that it fits the data.
 * @throws UsageError if it cannot be created, or does not take the examples
 */
export function modelNotes(options: ModelOptions, dataset: Dataset, readFile: ReadFile): readonly string[] {
  return initialModel(options, 1, dataset, readFile).notes;
}
