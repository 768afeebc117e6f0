// A finished trial, read back: its predictions, the temperature fitted on the validation rows, its scores.
import { fitTemperature, scoreExamples, type ExampleScores } from "@softlabel/core";
import { geometryOf } from "./geometry.ts";
import { readPenultimate, type Penultimate } from "./penultimateRecord.ts";
import type { TrialResult } from "./results.ts";
import { testScores } from "./testScores.ts";
import type { Trial } from "./trial.ts";
import { readMetrics, readPredictions, type Predictions } from "./trialFolder.ts";

export interface AnalysedTrial {
  readonly trial: Trial;
  readonly test: Predictions;
  /** Absent where no rows were held out. */
  readonly validation?: Predictions;
  /** Null where no rows were held out. */
  readonly temperature: number | null;
  /** The scores of every test example, as trained and after temperature scaling. */
  readonly examples: ExampleScores;
  readonly examplesScaled: ExampleScores | null;
  readonly result: TrialResult;
  /** Kept for the first seed, which is drawn; the others' would only take memory. */
  readonly penultimate?: Penultimate;
}

/** What a set of predictions comes to, at the temperature fitted on others. */
type AnalysedPredictions = Omit<AnalysedTrial, "trial" | "result" | "penultimate"> & {
  readonly result: Omit<TrialResult, "seed" | "epochs">;
};

/** Scores test predictions as they are and, where there are validation predictions to fit it on, at a temperature. */
export function analysePredictions(
  test: Predictions,
  validation: Predictions | undefined,
  classes: number,
): AnalysedPredictions {
  const fit = validation === undefined ? undefined : fitTemperature(validation.logits, validation.labels, classes);
  const temperature = fit?.temperature ?? null;
  const scale = temperature ?? 1;
  const examples = scoreExamples(test.logits, test.labels, classes);
  const examplesScaled = temperature === null ? null : scoreExamples(test.logits, test.labels, classes, scale);
  const result = {
    test: testScores(test, examples, classes),
    temperature,
    ...(fit === undefined ? {} : { temperatureInterval: fit.interval }),
    ...(fit?.warning === undefined ? {} : { temperatureWarning: fit.warning }),
    testScaled: examplesScaled === null ? null : testScores(test, examplesScaled, classes, scale),
    geometry: null,
  };
  return { test, ...(validation === undefined ? {} : { validation }), temperature, examples, examplesScaled, result };
}

/** Scores a finished trial from its folder. */
export function analyseTrial(folder: string, trial: Trial, classes: number): AnalysedTrial {
  const test = readPredictions(folder, "test")!;
  const analysed = analysePredictions(test, readPredictions(folder, "validation"), classes);
  const epochs = readMetrics(folder).map(({ seconds, ...line }) => line);
  const penultimate = readPenultimate(folder, classes);
  const geometry = geometryOf(penultimate);
  const result = { seed: trial.seed, epochs, ...analysed.result, geometry };
  return { ...analysed, trial, result, ...(penultimate === undefined || trial.seed !== 1 ? {} : { penultimate }) };
}
