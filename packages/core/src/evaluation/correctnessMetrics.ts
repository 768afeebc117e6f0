// Metrics of which class is predicted, and with which probability of the label.
import { balancedAccuracyOf } from "../metrics/classes/balancedAccuracyScore.ts";
import { macroMean, precisionsOf } from "../metrics/classes/classRates.ts";
import { macroF1Of } from "../metrics/classes/macroF1Score.ts";
import { matthewsCorrelationOf } from "../metrics/classes/matthewsCorrelationScore.ts";
import { nats, percent, plain, type RowFrom } from "./metricRow.ts";

const ofClasses = { from: "rows", unit: percent, better: "higher", scales: false, shown: "other" } as const;
const ofLabels = { from: "rows", better: "lower", scales: true } as const;

export const correctnessMetrics = {
  accuracy: {
    ...ofClasses,
    name: "accuracy",
    help: "share of rows classified correctly",
    shown: "main",
    value: ({ right, examples }) => right / examples,
    compared: {
      family: "primary",
      column: "error",
      sign: -1,
      amounts: "answers",
      margin: 0.005,
      phrases: {
        better: "{m} is {} more accurate than {b}",
        worse: "{m} is {} less accurate than {b}",
        question: "{m} is more accurate than {b}",
        quantity: "accuracy",
      },
    },
  },
  balancedAccuracy: {
    ...ofClasses,
    name: "balanced accuracy",
    short: "balanced",
    help: "mean recall of the classes",
    value: ({ confusion, classes }) => balancedAccuracyOf(confusion, classes),
    compared: {
      family: "exploratory",
      column: "error",
      weight: "balance",
      sign: -1,
      amounts: "answers",
      margin: 0.005,
    },
  },
  top5Accuracy: {
    ...ofClasses,
    name: "top-5 accuracy",
    help: "share of rows whose label is among the five most probable classes",
    absent: "with fewer than six classes",
    value: ({ amongFive, examples, classes }) => (classes < 6 ? NaN : amongFive / examples),
  },
  macroPrecision: {
    ...ofClasses,
    name: "macro precision",
    help: "mean precision of the classes",
    value: ({ confusion, classes }) => macroMean(precisionsOf(confusion, classes)),
  },
  macroF1: {
    ...ofClasses,
    name: "macro F1",
    help: "mean F1 score of the classes",
    value: ({ confusion, classes }) => macroF1Of(confusion, classes),
  },
  matthewsCorrelation: {
    ...ofClasses,
    name: "Matthews correlation",
    short: "MCC",
    help: "1 is perfect, 0 is guessing",
    unit: plain,
    value: ({ confusion, classes }) => matthewsCorrelationOf(confusion, classes),
  },
  nll: {
    ...ofLabels,
    name: "log loss",
    heading: "NLL",
    help: "mean negative log-likelihood of the labels",
    unit: nats,
    shown: "main",
    value: ({ nll, examples }) => nll / examples,
    compared: {
      family: "exploratory",
      familyScaled: "primary",
      column: "nll",
      sign: 1,
      amounts: "logLosses",
      margin: 0.01,
    },
  },
  brier: {
    ...ofLabels,
    name: "Brier score",
    short: "Brier",
    help: "squared distance of the probabilities from the one-hot label, from 0 to 2",
    unit: plain,
    shown: "main",
    value: ({ brier, examples }) => brier / examples,
    compared: { family: "exploratory", column: "brier", sign: 1, amounts: "bounded", margin: 0.005 },
  },
  classwiseCalibrationError: {
    ...ofLabels,
    name: "classwise ECE",
    help: "ECE of the probability of every class, averaged over classes",
    unit: percent,
    shown: "calibration",
    value: ({ classwiseError }) => classwiseError(),
  },
} as const satisfies Readonly<Record<string, RowFrom<"rows">>>;
