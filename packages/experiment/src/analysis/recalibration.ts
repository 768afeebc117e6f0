// The calibration cost of every test row: what a line fitted on other rows takes off its Brier loss.
import {
  createRandom,
  crossFitRecalibrationCosts,
  fitRecalibrationLine,
  recalibrationCosts,
  scoreExamples,
  type ExampleScores,
} from "@softlabel/core";
import type { AnalysedTrial } from "./analysedTrial.ts";

/** Parts into which test rows are dealt where there are no validation rows: the same for every seed and method. */
const folds = 5;

/** The costs of test rows by the line of validation rows, else by lines that are cross-fitted over the test rows. */
function costsOf(
  { confidence, correct }: ExampleScores,
  { validation, source }: AnalysedTrial,
  temperature: number,
): Float64Array {
  if (validation === undefined) {
    if (correct.length < 2 * folds) return new Float64Array(correct.length).fill(Number.NaN);
    return crossFitRecalibrationCosts(confidence, correct, createRandom("recalibration parts"), folds);
  }
  const held = scoreExamples(validation.logits, validation.labels, source.classes, temperature);
  return recalibrationCosts(fitRecalibrationLine(held.confidence, held.correct), confidence, correct);
}

/** The calibration costs of every test row as trained, and after temperature scaling where there is a temperature. */
export function calibrationCosts(trial: AnalysedTrial): { trained: Float64Array; scaled: Float64Array | undefined } {
  const { examples, examplesScaled, temperature } = trial;
  return {
    trained: costsOf(examples, trial, 1),
    scaled: examplesScaled === null ? undefined : costsOf(examplesScaled, trial, temperature ?? 1),
  };
}
