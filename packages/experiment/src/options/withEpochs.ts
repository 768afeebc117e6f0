// How many epochs a number of steps takes: that depends on the data.
import { epochsOfSteps } from "@softlabel/engine";
import type { Dataset } from "@softlabel/data";
import { splitOf } from "./examplesOf.ts";
import type { ExperimentOptions } from "./fields.ts";
import { initialModel } from "./initialModel.ts";
import type { ReadFile } from "./inputFile.ts";

/** The options with the epochs that their steps take on this data; unchanged if the length is given in epochs. */
export function withEpochs(options: ExperimentOptions, dataset: Dataset, readFile: ReadFile): ExperimentOptions {
  const { steps, batchSize, validation } = options;
  if (steps === undefined) return options;
  const examples = splitOf(dataset, validation).train.count;
  return {
    ...options,
    epochs: epochsOfSteps(steps, { examples, batchSize }, initialModel(options, 1, dataset, readFile)),
  };
}
