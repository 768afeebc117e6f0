// The test examples that a report shows: where the models agree, where they part, where all are wrong, and each most surely so.
import type { Dataset } from "@softlabel/data";
import type { PredictionSource } from "../predictions/index.ts";
import { readRow, writeRows } from "../records/exampleRows.ts";
import { readPicture, writePictures } from "../records/pictures.ts";
import type { ExamplePrediction } from "../results/results.ts";
import { pickRows, surveyRows } from "./surveyRows.ts";

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
 * @param correct 1 for each row that is right, an array a model
 */
export function chooseExamples(correct: readonly Uint8Array[]): Choice[] {
  const chosen = kinds.map((): Choice[] => []);
  for (let index = 0; index < correct[0].length; index++) {
    let right = 0;
    for (const rows of correct) right += rows[index];
    const k = kinds.findIndex((kind) => kind.holds(right, correct.length));
    if (chosen[k].length < kinds[k].wanted) chosen[k].push({ index, reason: kinds[k].reason });
  }
  return chosen.flat();
}

const mostWrong = 3;

/** One model: a method's, of the first seed. */
interface Model {
  readonly trial: { readonly method: string };
  readonly source: PredictionSource;
}

/** What each model is most confidently wrong on, after the first rows of each kind. */
function chooseRows(models: readonly Model[]): Choice[] {
  const surveys = models.map(({ source }) => surveyRows(source, mostWrong));
  const surest = surveys.flatMap((survey, m) => {
    const reason = `${models[m].trial.method} is most confidently wrong`;
    return survey.mostWrong.map((index) => ({ index, reason }));
  });
  return [...chooseExamples(surveys.map(({ correct }) => correct)), ...surest];
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
  dataset?: Dataset,
): Promise<ExamplePrediction[]> {
  if (models.length === 0) return [];
  const chosen = chooseRows(models);
  const indices = chosen.map(({ index }) => index);
  if (folder !== undefined && dataset !== undefined) await recordExamples(folder, chosen, dataset);
  const picked = models.map(({ source }) => pickRows(source, indices));
  return chosen.map(({ index, reason }) => ({
    index,
    label: picked[0].get(index)!.label,
    reason,
    ...shownOf(folder, index),
    probabilities: models.map(({ trial }, m) => ({
      method: trial.method,
      probabilities: picked[m].get(index)!.probabilities,
    })),
  }));
}
