// Training the last layer alone: what it sees of every row, computed once, and heads that train on that as linear models.
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

/** What decides whether the last layer is trained alone. */
export interface HeadOptions extends ModelOptions {
  readonly augment: string;
}

type Part = "train" | "validation" | "test";
const parts: readonly Part[] = ["train", "validation", "test"];

const featureFile = (part: Part): string => `features/${part}.npy`;

/** The pretrained model with its last layer to be trained, where that is a linear one that can be trained apart from the rest. */
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

/** Whether what all heads see is on record. */
export function hasFeatures(records: RecordStore): boolean {
  return records.read(featureFile("test")) !== undefined;
}

/** What the last layer sees of each part of the data. */
export type Features = ReadonlyMap<Part, Float32Array>;

/**
 * Runs the model without its last layer over all rows.
 * @param threads of the runtime: no training waits for the other cores yet
 */
export async function computeFeatures(
  ort: OnnxRuntime,
  model: Model,
  dataset: Dataset,
  threads: number,
): Promise<Features> {
  // Nothing is trained: the predictions of a trainer that never begins.
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

/** Puts features on record, those of the test last, so that its file says that all are there. */
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

/** The data as the last layer sees them. */
function readFeatures(records: RecordStore, dataset: Dataset): Dataset {
  // Rows of left-out classes are not among what the layer sees; all heads would see the same of them.
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

/** A last layer as a linear model of what it sees, beginning with the values of `whole`; and the data it sees. */
export function headAlone(whole: Model, records: RecordStore, dataset: Dataset): { model: Model; dataset: Dataset } {
  const seen = readFeatures(records, dataset);
  const linear = createModel("linear", inputOf(seen), createRandom(0));
  const parameters = linear.parameters.map((parameter, i) => ({ ...parameter, values: whole.parameters[i].values }));
  return { model: { ...linear, parameters }, dataset: seen };
}
