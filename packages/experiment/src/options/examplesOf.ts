// The examples of an experiment: the training and validation rows, and the input of a model.
import { createRandom } from "@softlabel/core";
import { type Examples, type InputSpec } from "@softlabel/engine";
import { rowSourceOf } from "@softlabel/engine/internal";
import { type Dataset } from "@softlabel/data";
import { splitTrain } from "@softlabel/data/internal";

/** The input of a model. */
export function inputOf(dataset: Dataset): InputSpec {
  return {
    shape: dataset.shape,
    elementType: rowSourceOf(dataset.train).elementType,
    scale: dataset.scale,
    shift: dataset.shift,
    classes: dataset.classes.length,
  };
}

/**
 * Training and validation rows: the data's own validation split if there is one, else a random fraction; the same for every
 * method and seed.
 * @param held the fraction, or the file or folder that the validation rows came from
 */
export function splitOf(dataset: Dataset, held: number | string): { train: Examples; validation: Examples } {
  const { train, validation } = dataset;
  if (validation !== undefined) return { train, validation };
  const fraction = typeof held === "number" ? held : 0;
  return splitTrain(train, fraction, createRandom("validation split"), dataset.groups);
}
