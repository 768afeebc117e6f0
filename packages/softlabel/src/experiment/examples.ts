// The test examples that a report shows: where the models agree, where they part, where all are wrong, and each most surely so.
import type { ExampleScores } from "@softlabel/core";
import type { Dataset } from "../data/index.ts";
import { argmax } from "./argmax.ts";
import { readRow, writeRows } from "./exampleRows.ts";
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

const mostWrong = 3;

/** One model: a method's, of the first seed. */
interface Model {
  readonly trial: { readonly method: string };
  readonly test: Predictions;
  readonly examples: Pick<ExampleScores, "confidence" | "correct">;
}

/** The wrong predictions that a model is surest of, the surest first; of equally sure ones the first rows. */
export function chooseMostWrong({ trial, examples }: Omit<Model, "test">): Choice[] {
  const { confidence, correct } = examples;
  const wrong = Array.from(correct.keys()).filter((index) => correct[index] === 0);
  const surest = wrong.sort((a, b) => confidence[b] - confidence[a]).slice(0, mostWrong);
  return surest.map((index) => ({ index, reason: `${trial.method} is most confidently wrong` }));
}

/** Puts on record what is to be seen of the examples. */
async function recordExamples(folder: string, chosen: readonly Choice[], dataset: Dataset): Promise<void> {
  const indices = [...new Set(chosen.map(({ index }) => index))];
  await writePictures(folder, indices, dataset);
  writeRows(folder, indices, dataset);
}

/** What is on record of an example beside its predictions. */
function shownOf(folder: string | undefined, index: number): Pick<ExamplePrediction, "image" | "row"> {
  if (folder === undefined) return {};
  const [image, row] = [readPicture(folder, index), readRow(folder, index)];
  return { ...(image === undefined ? {} : { image }), ...(row === undefined ? {} : { row }) };
}

/**
 * A few test examples beside what each model says of them; pictures or rows are written where the data is at hand.
 * @param folder where they are on record, if anywhere
 */
export async function examplesOf(
  folder: string | undefined,
  models: readonly Model[],
  classes: number,
  dataset?: Dataset,
): Promise<ExamplePrediction[]> {
  if (models.length === 0) return [];
  const { labels } = models[0].test;
  const logits = models.map(({ test }) => test.logits);
  const chosen = [...chooseExamples(logits, labels, classes), ...models.flatMap(chooseMostWrong)];
  if (folder !== undefined && dataset !== undefined) await recordExamples(folder, chosen, dataset);
  return chosen.map(({ index, reason }) => ({
    index,
    label: labels[index],
    reason,
    ...shownOf(folder, index),
    probabilities: models.map(({ trial, test }) => ({
      method: trial.method,
      probabilities: softmax(test.logits.subarray(index * classes, (index + 1) * classes)),
    })),
  }));
}
