// Metrics of confidence beside what was right: calibration errors and the Brier loss of confidences in parts.
import { mean } from "../base/sum.ts";
import {
  debiasedError,
  expectedError,
  maximumError,
  rootMeanSquareError,
} from "../metrics/calibrationErrors/binnedErrors.ts";
import { smoothCalibrationError } from "../metrics/calibrationErrors/smoothCalibrationError.ts";
import { percent, plain, type RowFrom } from "./metricRow.ts";

const anError = { from: "confidence", unit: percent, better: "lower", scales: true, shown: "calibration" } as const;
const aPart = { ...anError, unit: plain } as const;

export const calibrationMetrics = {
  ece: {
    ...anError,
    name: "ECE",
    help: "expected calibration error over 15 bins of equal width",
    shown: "main",
    value: ({ equalWidth }) => expectedError(equalWidth),
  },
  "eceNoiseFloor.mean": {
    ...anError,
    name: "mean ECE by chance",
    help: "mean over test sets of the ECE of a perfectly calibrated model with the same confidences",
    better: "neither",
    shown: undefined,
    value: ({ floor }) => floor.mean,
  },
  "eceNoiseFloor.p95": {
    ...anError,
    name: "noise floor",
    short: "floor",
    help: "ECE that a perfectly calibrated model stays below on 95 % of test sets",
    better: "neither",
    shown: "main",
    deviation: false,
    value: ({ floor }) => floor.p95,
  },
  signedGap: {
    ...anError,
    name: "confidence minus accuracy",
    heading: "gap",
    help: "positive is over-confident",
    better: "nearer zero",
    shown: "main",
    value: ({ confidence, correct }) => mean(confidence) - mean(correct),
    compared: {
      family: "exploratory",
      column: "gap",
      sign: 1,
      amounts: "bounded",
      margin: 0.005,
      phrases: {
        better: "{m} is {} nearer to zero than {b}",
        worse: "{m} is {} farther from zero than {b}",
        question: "{m} is nearer to zero than {b}",
        quantity: "distance from zero",
      },
    },
  },
  eceEqualMass: {
    ...anError,
    name: "ECE with equal-mass bins",
    heading: "ECE, equal mass",
    help: "ECE over 15 bins of equally many rows",
    value: ({ equalMass }) => expectedError(equalMass),
  },
  debiasedCalibrationError: {
    ...anError,
    name: "debiased calibration error",
    heading: "debiased error",
    help: "root of the squared calibration error without its bias",
    value: ({ equalMass }) => debiasedError(equalMass),
  },
  smoothCalibrationError: {
    ...anError,
    name: "smooth calibration error",
    heading: "smooth error",
    help: "ECE with a kernel in place of bins",
    value: ({ confidence, correct }) => smoothCalibrationError(confidence, correct),
  },
  maximumCalibrationError: {
    ...anError,
    name: "maximum calibration error",
    heading: "maximum error",
    help: "largest gap between confidence and accuracy of the 15 bins",
    value: ({ equalWidth }) => maximumError(equalWidth),
  },
  rootMeanSquareCalibrationError: {
    ...anError,
    name: "root mean square calibration error",
    heading: "root mean square error",
    help: "as the ECE, but large gaps count more",
    value: ({ equalWidth }) => rootMeanSquareError(equalWidth),
  },
  calibrationCost: {
    ...aPart,
    from: "validation",
    name: "calibration cost",
    help: "what a recalibration line learned on validation rows takes off the Brier loss of the confidences",
    shown: undefined,
    compared: {
      family: "calibration",
      column: "recalibration",
      sign: 1,
      amounts: "bounded",
      margin: 0.001,
      phrases: {
        better: "{m} is better calibrated than {b}: recalibrating would take {} less off its Brier loss",
        worse: "{m} is worse calibrated than {b}: recalibrating would take {} more off its Brier loss",
        question: "{m} is better calibrated than {b}",
        quantity: "calibration cost",
      },
    },
  },
  "corp.miscalibration": {
    ...aPart,
    name: "miscalibration",
    help: "what the best rising recalibration takes off the Brier loss of the confidences",
    value: ({ corp }) => corp.miscalibration,
  },
  "corp.discrimination": {
    ...aPart,
    name: "discrimination",
    help: "what the recalibrated confidences gain over a single confidence for all rows",
    better: "higher",
    value: ({ corp }) => corp.discrimination,
  },
  "corp.uncertainty": {
    ...aPart,
    name: "uncertainty",
    help: "Brier loss of a confidence equal to the accuracy for all rows",
    better: "neither",
    scales: false,
    value: ({ corp }) => corp.uncertainty,
  },
  meanConfidence: {
    ...anError,
    name: "mean confidence",
    help: "mean probability of the predicted class",
    better: "neither",
    value: ({ confidence }) => mean(confidence),
  },
  meanConfidenceWrong: {
    ...anError,
    name: "confidence when wrong",
    help: "mean confidence of the wrong predictions",
    absent: "where no prediction is wrong",
    shown: "selective",
    value: ({ confidence, correct }) => mean(confidence.filter((_, i) => correct[i] === 0)),
  },
} as const satisfies Readonly<Record<string, RowFrom<"confidence" | "validation">>>;
