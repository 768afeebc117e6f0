// A finished trial, read back: its predictions, the temperature fitted on the validation rows, its scores.
import {
  createRandom,
  eceNoiseFloor,
  fitTemperature,
  scoreExamples,
  scorePredictions,
  type ExampleScores,
} from "@softlabel/core";
import type { TestScores, TrialResult } from "./results.ts";
import type { Trial } from "./trial.ts";
import { readMetrics, readPredictions, type Predictions } from "./trialFolder.ts";

export interface AnalysedTrial {
  readonly trial: Trial;
  readonly test: Predictions;
  /** Null where no rows were held out. */
  readonly temperature: number | null;
  /** The scores of every test example, as trained and after temperature scaling. */
  readonly examples: ExampleScores;
  readonly examplesScaled: ExampleScores | null;
  readonly result: TrialResult;
}

function testScores(
  test: Predictions,
  { confidence }: ExampleScores,
  classes: number,
  temperature: number,
): TestScores {
  const scores = scorePredictions(test.logits, test.labels, classes, { temperature });
  return { ...scores, eceNoiseFloor: eceNoiseFloor(confidence, createRandom("ece noise floor")) };
}

/** Scores a finished trial from its folder. */
export function analyseTrial(folder: string, trial: Trial, classes: number): AnalysedTrial {
  const test = readPredictions(folder, "test")!;
  const validation = readPredictions(folder, "validation");
  const fit = validation === undefined ? undefined : fitTemperature(validation.logits, validation.labels, classes);
  const temperature = fit?.temperature ?? null;
  const scale = temperature ?? 1;
  const examples = scoreExamples(test.logits, test.labels, classes);
  const examplesScaled = temperature === null ? null : scoreExamples(test.logits, test.labels, classes, scale);
  const result: TrialResult = {
    seed: trial.seed,
    epochs: readMetrics(folder).map(({ seconds, ...line }) => line),
    test: testScores(test, examples, classes, 1),
    temperature,
    ...(fit === undefined ? {} : { temperatureInterval: fit.interval }),
    ...(fit?.warning === undefined ? {} : { temperatureWarning: fit.warning }),
    testScaled: examplesScaled === null ? null : testScores(test, examplesScaled, classes, scale),
  };
  return { trial, test, temperature, examples, examplesScaled, result };
}
