// Leaves the model of a finished trial as it is deployed: model.onnx and, in model.json, what it is and how good.
import { fail, softmax } from "@softlabel/core/internal";
import { rowSourceOf } from "@softlabel/engine/internal";
import type { Dataset } from "@softlabel/data";
import {
  analyseTrial,
  type DeployedInput,
  deployedInputs,
  deployModel,
  exampleIndex,
  exampleValues,
  type ExperimentRecord,
  type ModelExample,
  modelFiles,
  readPredictions,
  type RecordStore,
  type TrainedModel,
  type Trial,
  type TrialResult,
  withClassScores,
  writeJson,
  writeImage,
} from "@softlabel/experiment/internal";
import { folderStore } from "../folder/folderStore.ts";
import { encodePng } from "../folder/thisMachine.ts";

/** A finished trial and the record of what it belongs to. */
interface FinishedTrial {
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
  const { logits } = readPredictions(folderStore(folder), "test")!;
  const own = logits.slice(row * classes.length, (row + 1) * classes.length);
  const probabilities = softmax(own, temperature ?? 1);
  const best = own.indexOf(Math.max(...own));
  return { ...(values && { values }), label: classes[best], probability: probabilities[best] };
}

/**
 * Writes `model.onnx`, `model.json` and, of images, `example.png` beside the network of a finished trial.
 * @returns what `model.json` holds
 */
export async function leaveModel(finished: FinishedTrial, dataset: Dataset): Promise<TrainedModel> {
  const { folder, record, trial, seeds } = finished;
  const records = folderStore(folder);
  const { shape, image, preprocessing } = dataset;
  const { elementType } = rowSourceOf(dataset.train);
  const kept = trial.keepActivations && { activations: trial.keepActivations };
  const data = { shape, elementType, ...(image && { image }), ...(preprocessing && { preprocessing }), ...kept };
  const inputs = deployedInputs(data);
  const { result } = withClassScores(analyseTrial(records, trial, record.data.classes.length), record.data);
  const row = exampleIndex(preprocessing, dataset.test);
  const example = exampleOf(finished, dataset, inputs, result, row);
  records.write(modelFiles.deployable, deployModel(readNetwork(records), data));
  await writeImage(records, modelFiles.example, row, dataset, encodePng);
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
  writeJson(records, modelFiles.description, model);
  return model;
}

function readNetwork(records: RecordStore): Uint8Array {
  const remedy = "train it again in another folder";
  return records.read(modelFiles.network) ?? fail(records.place, modelFiles.network, "no such file", remedy);
}
