// The test examples that a report shows: where the models agree, where they part, where all are wrong.
import type { Dataset } from "../data/index.ts";
import { argmax } from "./argmax.ts";
import { readPicture, writePictures } from "./pictures.ts";
import type { ExamplePrediction } from "./results.ts";
import { softmax } from "./rows.ts";
import type { Predictions } from "./trialFolder.ts";

/** Why an example is shown, and how many such are wanted. */
interface Kind {
  readonly reason: string;
  readonly wanted: number;
  holds(right: number, models: number): boolean;
}

const kinds: readonly Kind[] = [
  { reason: "every model is right", wanted: 2, holds: (right, models) => right === models },
  { reason: "the models disagree", wanted: 3, holds: (right, models) => right > 0 && right < models },
  { reason: "every model is wrong", wanted: 2, holds: (right) => right === 0 },
];

/** A chosen row of the test set. */
export interface Choice {
  readonly index: number;
  readonly reason: string;
}

/**
 * The first rows of each kind.
 * @param logits one [count, classes] array a model
 */
export function chooseExamples(
  logits: readonly (Float32Array | Float64Array)[],
  labels: Int32Array,
  classes: number,
): Choice[] {
  const chosen = kinds.map((): Choice[] => []);
  for (let index = 0; index < labels.length; index++) {
    const right = logits.filter((values) => argmax(values, index * classes, classes) === labels[index]).length;
    const k = kinds.findIndex((kind) => kind.holds(right, logits.length));
    if (chosen[k].length < kinds[k].wanted) chosen[k].push({ index, reason: kinds[k].reason });
  }
  return chosen.flat();
}

/** One model: a method's, of the first seed. */
interface Model {
  readonly trial: { readonly method: string };
  readonly test: Predictions;
}

/** A few test examples beside what each model says of them; their pictures are written where the data is at hand. */
export async function examplesOf(
  folder: string,
  models: readonly Model[],
  classes: number,
  dataset?: Dataset,
): Promise<ExamplePrediction[]> {
  if (models.length === 0) return [];
  const { labels } = models[0].test;
  const logits = models.map(({ test }) => test.logits);
  const chosen = chooseExamples(logits, labels, classes);
  if (dataset !== undefined)
    await writePictures(
      folder,
      chosen.map(({ index }) => index),
      dataset,
    );
  return chosen.map(({ index, reason }) => {
    const image = readPicture(folder, index);
    return {
      index,
      label: labels[index],
      reason,
      ...(image === undefined ? {} : { image }),
      probabilities: models.map(({ trial, test }) => ({
        method: trial.method,
        probabilities: softmax(test.logits.subarray(index * classes, (index + 1) * classes)),
      })),
    };
  });
}
