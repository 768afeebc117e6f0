// The test examples that a report shows: where the models agree, where they disagree, where all are wrong, and the most confident errors.
import { listed } from "@softlabel/core/internal";
import type { Dataset } from "@softlabel/data";
import type { PredictionSource } from "../predictions/predictionSource.ts";
import { readImage, readRow, writeImages, writeRows, type EncodePng } from "../records/exampleRecords.ts";
import type { ExamplePrediction } from "../results/results.ts";
import { defined } from "../store/defined.ts";
import type { RecordStore } from "../store/recordStore.ts";
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
interface Choice {
  readonly index: number;
  readonly reason: string;
}

/**
 * The first rows of each kind.
 * @param correct 1 for each row that is right, an array a model
 */
export function chooseByAgreement(correct: readonly Uint8Array[]): Choice[] {
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

/** The rows that are shown: the first of each kind, then those on which models are most confidently wrong, each once. */
export function chooseExamples(models: readonly Model[]): Choice[] {
  if (models.length === 0) return [];
  const surveys = models.map(({ source }) => surveyRows(source, mostWrong));
  const rows = new Set(surveys.flatMap(({ mostWrong: own }) => own));
  const confident = [...rows].map((index) => {
    const names = models.flatMap(({ trial }, m) => (surveys[m].mostWrong.includes(index) ? [trial.method] : []));
    return { index, reason: `${listed(names)} ${names.length === 1 ? "is" : "are"} most confidently wrong` };
  });
  return [...chooseByAgreement(surveys.map(({ correct }) => correct)), ...confident];
}

/** What test examples are shown from. */
export interface ExampleSource {
  readonly dataset: Dataset;
  readonly encodePng: EncodePng;
}

/** Records the images or rows of examples. */
export async function recordExamples(
  records: RecordStore,
  chosen: readonly Choice[],
  { dataset, encodePng }: ExampleSource,
): Promise<void> {
  const indices = [...new Set(chosen.map(({ index }) => index))];
  await writeImages(records, indices, dataset, encodePng);
  writeRows(records, indices, dataset);
}

/**
 * Describes test examples with the predictions of each model.
 * @param records the records with their images or rows, if any
 */
export function describeExamples(
  models: readonly Model[],
  chosen: readonly Choice[],
  records?: RecordStore,
): ExamplePrediction[] {
  const indices = chosen.map(({ index }) => index);
  const picked = models.map(({ source }) => pickRows(source, indices));
  return chosen.map(({ index, reason }) => ({
    index,
    label: picked[0].get(index)!.label,
    reason,
    ...defined({ image: records && readImage(records, index), row: records && readRow(records, index) }),
    probabilities: models.map(({ trial }, m) => ({
      method: trial.method,
      probabilities: picked[m].get(index)!.probabilities,
    })),
  }));
}
