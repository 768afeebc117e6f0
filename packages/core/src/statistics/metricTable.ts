// The metrics in which methods are compared, as data: what is subtracted, what counts as better, and how it is said.
import { checkName } from "../base/check.ts";
import { lossPhrases, points, type MeanMetric, type MetricDefinition } from "./metricDefinition.ts";
import { rankingMetrics } from "./rankingMetrics.ts";

const accuracy: MeanMetric = {
  key: "accuracy",
  name: "accuracy",
  scaled: false,
  column: "error",
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
  primary: true,
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
  primary: false,
};

const nll: MeanMetric = {
  key: "nll",
  name: "log loss (NLL)",
  scaled: false,
  column: "nll",
  sign: 1,
  better: "lower",
  phrases: lossPhrases("log loss"),
  unit: { name: "nats", scale: 1, digits: 3 },
  margin: 0.01,
  primary: false,
};

const brier: MeanMetric = {
  key: "brier",
  name: "Brier score",
  scaled: false,
  column: "brier",
  sign: 1,
  better: "lower",
  phrases: lossPhrases("Brier score"),
  unit: { name: "", scale: 1, digits: 3 },
  margin: 0.005,
  primary: false,
};

const signedGap: MeanMetric = {
  key: "signedGap",
  name: "confidence minus accuracy",
  scaled: false,
  column: "gap",
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
  primary: false,
};

/** The same metric after temperature scaling. */
function afterScaling(metric: MetricDefinition, primary = false): MetricDefinition {
  const name = `${metric.name} after temperature scaling`;
  return { ...metric, key: `${metric.key}Scaled`, name, scaled: true, primary };
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
  afterScaling(nll, true),
  afterScaling(brier),
  afterScaling(signedGap),
  ...rankingMetrics.flatMap((metric) => [metric, afterScaling(metric)]),
];

/** The metric of right and wrong that carries the verdict. */
export type AccuracyMetric = "accuracy" | "balancedAccuracy";

/**
 * The metrics that an experiment compares: those of `metricTable`, of which one accuracy is primary. Beside balanced accuracy
 * plain accuracy is exploratory; without it only accuracy is compared.
 *
 * @param primary the accuracy that carries the verdict; "balancedAccuracy" where classes are uneven
 * @example
 * ```ts
 * import { comparedMetrics } from "@softlabel/core";
 * const keys = comparedMetrics("balancedAccuracy").filter(({ primary }) => primary).map(({ key }) => key);
 * keys; // => ["balancedAccuracy", "nllScaled"]
 * ```
 */
export function comparedMetrics(primary: AccuracyMetric): readonly MetricDefinition[] {
  if (primary === accuracy.key) return metricTable.filter((metric) => metric !== balancedAccuracy);
  const primacy = new Map<MetricDefinition, boolean>([
    [accuracy, false],
    [balancedAccuracy, true],
  ]);
  return metricTable.map((metric) => ({ ...metric, primary: primacy.get(metric) ?? metric.primary }));
}

/**
 * The metric with this key.
 *
 * @param key as in `metricTable`
 * @throws UsageError where there is none, with the keys that there are
 * @example
 * ```ts
 * import { metricNamed } from "@softlabel/core";
 * metricNamed("nllScaled").primary; // => true
 * ```
 */
export function metricNamed(key: string): MetricDefinition {
  const keys = metricTable.map((metric) => metric.key);
  return metricTable[keys.indexOf(checkName("metricNamed", "the metric", key, keys))];
}
