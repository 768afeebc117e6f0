// How many epochs a number of steps takes: that depends on the data.
import { epochsOfSteps } from "@softlabel/engine";
import type { Dataset } from "@softlabel/data";
import { splitOf } from "./examplesOf.ts";
import type { ExperimentSpec } from "./fields.ts";
import { initialModel } from "./initialModel.ts";

/** The specification with the epochs that its steps take on this data; as it is where its length is given in epochs. */
export function withEpochs(spec: ExperimentSpec, dataset: Dataset): ExperimentSpec {
  const { steps, batchSize, validation } = spec;
  if (steps === undefined) return spec;
  const examples = splitOf(dataset, validation).train.count;
  return { ...spec, epochs: epochsOfSteps(steps, { examples, batchSize }, initialModel(spec, 1, dataset)) };
}
