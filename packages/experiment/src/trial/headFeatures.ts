// Training only the last layer: its input for every row is computed once, and heads train on it as linear models.
import { createRandom } from "@softlabel/core";
import { fail } from "@softlabel/core/internal";
import { createModel, Trainer, type Examples, type Model, type OnnxRuntime } from "@softlabel/engine";
import type { Dataset } from "@softlabel/data";
import { noAugmentation } from "../options/augment.ts";
import { inputOf } from "../options/examplesOf.ts";
import { initialModel, isPretrained, type ModelOptions } from "../options/initialModel.ts";
import type { ReadFile } from "../options/inputFile.ts";
import { readNpy, writeNpy, type RecordStore } from "../store/recordStore.ts";
import { defined } from "../store/defined.ts";

/** The options that decide whether only the last layer is trained. */
export interface HeadOptions extends ModelOptions {
  readonly augment: string;
}

type Part = "train" | "validation" | "test";
const parts: readonly Part[] = ["train", "validation", "test"];

const featureFile = (part: Part): string => `features/${part}.npy`;

/** The files that features are recorded in. */
export const featureFiles = parts.map(featureFile);

/** The pretrained model if only its last layer is trained and that is linear, so that it can be trained apart; else undefined. */
export function separableHead(
  options: HeadOptions,
  seed: number,
  dataset: Dataset,
  readFile: ReadFile,
): Model | undefined {
  if (!isPretrained(options) || options.tune !== "head" || options.augment !== noAugmentation) return undefined;
  const model = initialModel(options, seed, dataset, readFile);
  const [weight, bias] = model.parameters;
  const classes = dataset.classes.length;
  const isLinear = model.parameters.length === 2 && weight.shape.length === 2 && bias.shape.length === 1;
  return isLinear && weight.shape[0] === classes && bias.shape[0] === classes ? model : undefined;
}

/** Whether the features are recorded. */
export function hasFeatures(records: RecordStore): boolean {
  return records.read(featureFile("test")) !== undefined;
}

/** The input of the last layer for each split. */
export type Features = ReadonlyMap<Part, Float32Array>;

/**
 * Runs the model without its last layer over all rows.
 * @param threads of the runtime; all cores are free before the runs begin
 */
export async function computeFeatures(
  ort: OnnxRuntime,
  model: Model,
  dataset: Dataset,
  threads: number,
): Promise<Features> {
  // Predictions of a trainer that does not train.
  const how = { method: "hard", batchSize: 2, threads };
  const trainer = await Trainer.create({ ort, model, train: dataset.train, ...how });
  try {
    const features = new Map<Part, Float32Array>();
    for (const part of parts) {
      const examples = dataset[part];
      if (examples === undefined) continue;
      features.set(part, (await trainer.predict(examples, { features: true })).features!);
    }
    return features;
  } finally {
    await trainer.release();
  }
}

/** Records features, those of the test rows last: their file shows that all are there. */
export function writeFeatures(records: RecordStore, features: Features, dataset: Dataset): void {
  for (const [part, data] of features) {
    const { count } = dataset[part]!;
    writeNpy(records, featureFile(part), { data, shape: [count, data.length / count] });
  }
}

function readPart(records: RecordStore, part: Part, examples: Examples): Examples {
  const { data, shape = [] } = readNpy(records, featureFile(part)) ?? {};
  if (!(data instanceof Float32Array))
    return fail(records.place, `${featureFile(part)} of float32 values`, "none", "run the experiment again");
  return { ...examples, shape: shape.slice(1), inputs: data };
}

/** The data as input of the last layer. */
function readFeatures(records: RecordStore, dataset: Dataset): Dataset {
  // Held-out classes have no features, and would have the same for all heads.
  const { image, leftOut, ...rest } = dataset;
  const train = readPart(records, "train", dataset.train);
  const { validation } = dataset;
  return {
    ...rest,
    shape: train.shape,
    scale: 1,
    shift: 0,
    train,
    test: readPart(records, "test", dataset.test),
    ...defined({ validation: validation && readPart(records, "validation", validation) }),
  };
}

/** The last layer as a linear model of its input, with the initial values of `whole`; and that input as data. */
export function headAlone(whole: Model, records: RecordStore, dataset: Dataset): { model: Model; dataset: Dataset } {
  const seen = readFeatures(records, dataset);
  const linear = createModel("linear", inputOf(seen), createRandom(0));
  const parameters = linear.parameters.map((parameter, i) => ({ ...parameter, values: whole.parameters[i].values }));
  return { model: { ...linear, parameters }, dataset: seen };
}
