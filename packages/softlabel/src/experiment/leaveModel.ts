// Leaves the model of a finished trial as it is deployed: model.onnx and, in model.json, what it is and how good.
import path from "node:path";
import { fail } from "@softlabel/core";
import { rowSourceOf } from "@softlabel/engine";
import type { Dataset, Preprocessing } from "../data/index.ts";
import {
  deployedInputs,
  deployModel,
  exampleIndex,
  exampleValues,
  type DeployedInput,
  type ExampleValues,
} from "../deployment/index.ts";
import { analyseTrial } from "./analysis/analysedTrial.ts";
import { withClassScores } from "./analysis/classScores.ts";
import { softmax } from "./analysis/softmax.ts";
import { readIfPresent, toJson, writeWhole } from "./files/files.ts";
import { modelFiles } from "./files/modelFiles.ts";
import type { ExperimentRecord } from "./records/experimentFolder.ts";
import { writePicture } from "./records/pictures.ts";
import type { Results, TrialResult } from "./records/results.ts";
import { readPredictions } from "./records/trialFolder.ts";
import type { Trial } from "./spec/trial.ts";

/** A test row, and what the model says of it. */
export interface ModelExample {
  /** By the names of the inputs; absent where the row is an image, which lies in `example.png`. */
  readonly values?: ExampleValues;
  /** The class that the model names. */
  readonly label: string;
  /** And its probability, after temperature scaling. */
  readonly probability: number;
}

/** A trained model in words and numbers: what model.json holds. */
export interface TrainedModel {
  readonly softlabel: string;
  /** Everything that determines the training. */
  readonly training: Trial;
  /** How many seeds of the method it is the best of, by validation log loss; absent if it was trained alone. */
  readonly bestOf?: number;
  readonly command: string;
  readonly data: Results["data"];
  /** What `model.onnx` takes. */
  readonly inputs: readonly DeployedInput[];
  /** Of a table: how `model.onnx` makes features of its columns. */
  readonly preprocessing?: Preprocessing;
  readonly example?: ModelExample;
  /** What `network.onnx` takes: batches [N, ...shape] of this type. */
  readonly network: { readonly shape: readonly number[]; readonly elementType: "uint8" | "float32" };
  readonly result: TrialResult;
}

/** A finished trial and the record of what it belongs to. */
export interface FinishedTrial {
  readonly folder: string;
  readonly record: ExperimentRecord;
  readonly trial: Trial;
  /** How many seeds it is the best of, where it was chosen. */
  readonly seeds?: number;
}

function exampleOf(
  { folder, record }: FinishedTrial,
  { test, preprocessing }: Dataset,
  inputs: readonly DeployedInput[],
  { temperature }: TrialResult,
  row: number,
): ModelExample | undefined {
  const values = exampleValues(inputs, preprocessing, test, row);
  if (values === undefined && inputs[0].kind !== "image") return undefined;
  const { classes } = record.data;
  const { logits } = readPredictions(folder, "test")!;
  const own = logits.slice(row * classes.length, (row + 1) * classes.length);
  const probabilities = softmax(own.map((logit) => logit / (temperature ?? 1)));
  const best = own.indexOf(Math.max(...own));
  return { ...(values && { values }), label: classes[best], probability: probabilities[best] };
}

/**
 * Writes `model.onnx`, `model.json` and, of images, `example.png` beside the network of a finished trial.
 * @returns what `model.json` holds
 */
export async function leaveModel(finished: FinishedTrial, dataset: Dataset): Promise<TrainedModel> {
  const { folder, record, trial, seeds } = finished;
  const { shape, image, preprocessing } = dataset;
  const { elementType } = rowSourceOf(dataset.train);
  const kept = trial.keepActivations && { activations: trial.keepActivations };
  const data = { shape, elementType, ...(image && { image }), ...(preprocessing && { preprocessing }), ...kept };
  const inputs = deployedInputs(data);
  const { result } = withClassScores(analyseTrial(folder, trial, record.data.classes.length), record.data);
  const row = exampleIndex(preprocessing, dataset.test);
  const example = exampleOf(finished, dataset, inputs, result, row);
  writeWhole(path.join(folder, modelFiles.deployable), deployModel(readNetwork(folder), data));
  await writePicture(path.join(folder, modelFiles.example), row, dataset);
  const model: TrainedModel = {
    softlabel: record.softlabel,
    training: trial,
    ...(seeds === undefined ? {} : { bestOf: seeds }),
    command: record.command,
    data: record.data,
    inputs,
    ...(preprocessing && { preprocessing }),
    ...(example && { example }),
    network: { shape, elementType },
    result,
  };
  writeWhole(path.join(folder, modelFiles.description), toJson(model));
  return model;
}

function readNetwork(folder: string): Uint8Array {
  const file = path.join(folder, modelFiles.network);
  return readIfPresent(file) ?? fail(file, "the trained network", "no such file", "train it again in another folder");
}
