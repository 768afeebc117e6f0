// The examples of an experiment: which are trained on and which are held out, and what a model is told about them.
import { createRandom } from "@softlabel/core";
import { rowSourceOf, type Examples, type InputSpec } from "@softlabel/engine";
import { type Dataset } from "@softlabel/data";
import { splitTrain } from "@softlabel/data/internal";

/** What the model is told about its input. */
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
 * Training and validation rows: as the data's source or a place of its own sets them apart, else drawn by a fraction; the same for
 * every method and seed.
 * @param held the fraction, or the place that the validation rows came from
 */
export function splitOf(dataset: Dataset, held: number | string): { train: Examples; validation: Examples } {
  const { train, validation } = dataset;
  if (validation !== undefined) return { train, validation };
  const fraction = typeof held === "number" ? held : 0;
  return splitTrain(train, fraction, createRandom("validation split"), dataset.groups);
}
