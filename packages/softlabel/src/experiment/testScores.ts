// Every score of one set of predictions that results hold.
import {
  augrcLoss,
  aurcLoss,
  classwiseCalibrationError,
  corpDecomposition,
  coverageAtRisk,
  createRandom,
  debiasedCalibrationError,
  detectionScores,
  eceNoiseFloor,
  excessAurcLoss,
  expectedCalibrationError,
  macroF1Score,
  maximumCalibrationError,
  misclassificationAurocScore,
  riskAtCoverage,
  rootMeanSquareCalibrationError,
  scaleLogits,
  smoothCalibrationError,
  topKAccuracyScore,
  type ExampleScores,
} from "@softlabel/core";
import type { TestScores } from "./results.ts";
import type { Predictions } from "./trialFolder.ts";

/** A number as JSON can hold it: none where there is no finite one. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What the examples' own scores come to. */
function meanScores({ error, nll, brier, gap, confidence }: ExampleScores) {
  const wrong = confidence.filter((_, i) => error[i] === 1);
  return {
    accuracy: 1 - meanOf(error),
    nll: meanOf(nll),
    brier: meanOf(brier),
    signedGap: meanOf(gap),
    meanConfidence: meanOf(confidence),
    meanConfidenceWrong: finiteOrNull(meanOf(wrong)),
  };
}

/** How far confidences and what was right lie apart. */
function calibrationScores({ confidence, correct }: ExampleScores) {
  const { miscalibration, discrimination, uncertainty } = corpDecomposition(confidence, correct);
  return {
    ece: expectedCalibrationError(confidence, correct),
    eceNoiseFloor: eceNoiseFloor(confidence, createRandom("ece noise floor")),
    eceEqualMass: expectedCalibrationError(confidence, correct, { binning: "equal-mass" }),
    maximumCalibrationError: maximumCalibrationError(confidence, correct),
    rootMeanSquareCalibrationError: rootMeanSquareCalibrationError(confidence, correct),
    debiasedCalibrationError: debiasedCalibrationError(confidence, correct),
    smoothCalibrationError: smoothCalibrationError(confidence, correct),
    corp: { miscalibration, discrimination, uncertainty },
  };
}

/** What confidences are worth for declining to answer. */
function selectiveScores(ranks: Float64Array, { correct }: ExampleScores) {
  const coverage = coverageAtRisk(ranks, correct, 0.05);
  return {
    aurc: aurcLoss(ranks, correct),
    excessAurc: excessAurcLoss(ranks, correct),
    augrc: augrcLoss(ranks, correct),
    misclassificationAuroc: finiteOrNull(misclassificationAurocScore(ranks, correct)),
    riskAt80Coverage: riskAtCoverage(ranks, correct, 0.8),
    coverageAt5Risk: coverage === 0 ? null : coverage,
  };
}

/**
 * Scores a set of predictions in every way.
 * @param examples what `scoreExamples` makes of the same predictions
 * @param temperature by which logits are divided, 1 for predictions as they are
 */
export function testScores(
  { logits, labels }: Predictions,
  examples: ExampleScores,
  classes: number,
  temperature = 1,
): TestScores {
  const scaled = temperature === 1 ? logits : scaleLogits(Float64Array.from(logits), temperature);
  return {
    ...meanScores(examples),
    top5Accuracy: classes < 6 ? null : topKAccuracyScore(scaled, labels, classes, 5),
    macroF1: macroF1Score(scaled, labels, classes),
    ...calibrationScores(examples),
    classwiseCalibrationError: classwiseCalibrationError(scaled, labels, classes),
    ...selectiveScores(detectionScores(scaled, classes), examples),
  };
}
