// The metrics in which methods are compared, as data: what is subtracted, what counts as better, and how it is said.
import { checkName } from "../base/check.ts";
import { readOptions } from "../base/options.ts";
import { lossPhrases, points, type MeanMetric, type MetricDefinition } from "./metricDefinition.ts";
import { rankingMetrics } from "./rankingMetrics.ts";

const accuracy: MeanMetric = {
  key: "accuracy",
  name: "accuracy",
  scaled: false,
  column: "error",
  amounts: "answers",
  sign: -1,
  better: "higher",
  phrases: {
    better: "{m} is {} more accurate than {b}",
    worse: "{m} is {} less accurate than {b}",
    question: "{m} is more accurate than {b}",
    quantity: "accuracy",
  },
  unit: points,
  margin: 0.005,
  family: "primary",
};

const balancedAccuracy: MeanMetric = {
  ...accuracy,
  key: "balancedAccuracy",
  name: "balanced accuracy",
  weight: "balance",
  phrases: {
    better: "balanced accuracy is {} higher (better) with {m} than with {b}",
    worse: "balanced accuracy is {} lower (worse) with {m} than with {b}",
    question: "balanced accuracy is higher (better) with {m} than with {b}",
    quantity: "balanced accuracy",
  },
  family: "exploratory",
};

const nll: MeanMetric = {
  key: "nll",
  name: "log loss (NLL)",
  scaled: false,
  column: "nll",
  amounts: "logLosses",
  sign: 1,
  better: "lower",
  phrases: lossPhrases("log loss"),
  unit: { name: "nats", scale: 1, digits: 3 },
  margin: 0.01,
  family: "exploratory",
};

const brier: MeanMetric = {
  key: "brier",
  name: "Brier score",
  scaled: false,
  column: "brier",
  amounts: "bounded",
  sign: 1,
  better: "lower",
  phrases: lossPhrases("Brier score"),
  unit: { name: "", scale: 1, digits: 3 },
  margin: 0.005,
  family: "exploratory",
};

const signedGap: MeanMetric = {
  key: "signedGap",
  name: "confidence minus accuracy",
  scaled: false,
  column: "gap",
  amounts: "bounded",
  sign: 1,
  better: "nearer zero",
  phrases: {
    better: "{m} is {} nearer to zero than {b}",
    worse: "{m} is {} farther from zero than {b}",
    question: "{m} is nearer to zero than {b}",
    quantity: "distance from zero",
  },
  unit: points,
  margin: 0.005,
  family: "exploratory",
};

const calibrationCost: MeanMetric = {
  key: "calibrationCost",
  name: "calibration cost",
  scaled: false,
  column: "recalibration",
  amounts: "bounded",
  sign: 1,
  better: "lower",
  phrases: {
    better: "{m} is better calibrated than {b}: recalibrating would take {} less off its Brier loss",
    worse: "{m} is worse calibrated than {b}: recalibrating would take {} more off its Brier loss",
    question: "{m} is better calibrated than {b}",
    quantity: "calibration cost",
  },
  unit: { name: "", scale: 1, digits: 3 },
  margin: 0.001,
  family: "calibration",
};

/** The same metric after temperature scaling. */
function afterScaling(metric: MetricDefinition, family = metric.family): MetricDefinition {
  const name = `${metric.name} after temperature scaling`;
  return { ...metric, key: `${metric.key}Scaled`, name, scaled: true, family };
}

/**
 * The metrics in which methods can be compared.
 *
 * Primary are accuracy and the log loss after temperature scaling: two questions that a method cannot answer by being more
 * or less sure of itself. There is no accuracy after temperature scaling, which changes no predicted class; the order of
 * examples by confidence it does change. Where classes are uneven, balanced accuracy takes the place of accuracy:
 * `comparedMetrics` says which rows are compared.
 */
export const metricTable: readonly MetricDefinition[] = [
  accuracy,
  balancedAccuracy,
  nll,
  brier,
  signedGap,
  calibrationCost,
  afterScaling(nll, "primary"),
  afterScaling(brier),
  afterScaling(signedGap),
  afterScaling(calibrationCost),
  ...rankingMetrics.flatMap((metric) => [metric, afterScaling(metric)]),
];

/** The metric of right and wrong that carries the verdict. */
export type AccuracyMetric = "accuracy" | "balancedAccuracy";

/** What may be declared as the one question of an experiment. */
export const primaryQuestions = ["accuracy", "log-loss"] as const;

/** One of `primaryQuestions`. */
export type PrimaryQuestion = (typeof primaryQuestions)[number];

/** Which metrics carry the verdict. */
export interface PrimaryMetrics {
  /** "balancedAccuracy" where classes are uneven. */
  readonly accuracy?: AccuracyMetric;
  /** The one question that was declared beforehand; both where none was. */
  readonly question?: PrimaryQuestion | undefined;
}

/**
 * The metrics that an experiment compares: those of `metricTable`, with the primary ones marked. Primary are one accuracy and
 * the log loss after temperature scaling, or the one of them that was declared beforehand, which then pays for no other.
 * Beside balanced accuracy plain accuracy is exploratory; without it only accuracy is compared.
 *
 * @param options which accuracy is compared, and the declared question
 * @example
 * ```ts
 * import { comparedMetrics } from "@softlabel/core";
 * const primary = comparedMetrics({ accuracy: "balancedAccuracy" }).filter(({ family }) => family === "primary");
 * primary.map(({ key }) => key); // => ["balancedAccuracy", "nllScaled"]
 * ```
 */
export function comparedMetrics(options: PrimaryMetrics = {}): readonly MetricDefinition[] {
  const { accuracy: right, question } = readOptions("comparedMetrics", options, {
    accuracy: accuracy.key as AccuracyMetric,
    question: undefined,
  });
  if (question !== undefined) checkName("comparedMetrics", "the question", question, primaryQuestions);
  const asked: Readonly<Record<PrimaryQuestion, string>> = { accuracy: right, "log-loss": "nllScaled" };
  const primary = question === undefined ? Object.values(asked) : [asked[question]];
  return metricTable
    .filter((metric) => metric !== balancedAccuracy || right === balancedAccuracy.key)
    .map((metric) => {
      if (primary.includes(metric.key)) return { ...metric, family: "primary" };
      return metric.family === "primary" ? { ...metric, family: "exploratory" } : metric;
    });
}

/**
 * The metric with this key.
 *
 * @param key as in `metricTable`
 * @throws UsageError where there is none, with the keys that there are
 * @example
 * ```ts
 * import { metricNamed } from "@softlabel/core";
 * metricNamed("nllScaled").family; // => "primary"
 * ```
 */
export function metricNamed(key: string): MetricDefinition {
  const keys = metricTable.map((metric) => metric.key);
  return metricTable[keys.indexOf(checkName("metricNamed", "the metric", key, keys))];
}
