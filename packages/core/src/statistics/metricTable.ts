// The metrics in which methods are compared, as data: what is subtracted, what counts as better, and how it is said.
import { checkName } from "../check.ts";

/** Which way a metric is better: signed gaps are better nearer to zero. */
export type MetricDirection = "higher" | "lower" | "nearer zero";

/** How differences in a metric are said; `{}` stands for an amount with its unit. */
export interface MetricPhrases {
  readonly better: string;
  readonly worse: string;
  readonly question: string;
  readonly quantity: string;
}

/** A metric in which methods are compared. */
export interface MetricDefinition {
  /** "accuracy", "nll", "brier", "signedGap"; with "Scaled" appended: after temperature scaling. */
  readonly key: string;
  /** The metric in words. */
  readonly name: string;
  /** Whether it is computed after temperature scaling. */
  readonly scaled: boolean;
  /** The score of an example whose mean it is, and the sign with which: accuracy is one minus the error. */
  readonly column: "error" | "nll" | "brier" | "gap";
  readonly sign: 1 | -1;
  readonly better: MetricDirection;
  readonly phrases: MetricPhrases;
  /** The unit of differences: a fraction times `scale`, with so many digits at least. */
  readonly unit: { readonly name: string; readonly scale: number; readonly digits: number };
  /** The smallest difference that matters, as a fraction, in nats or in Brier's unit. */
  readonly margin: number;
  /** Primary metrics carry the verdict; the others are exploratory. */
  readonly primary: boolean;
}

const points = { name: "points", scale: 100, digits: 1 };

/** The phrases of a loss under its name. */
function lossPhrases(quantity: string): MetricPhrases {
  return {
    better: `has a {} lower (better) ${quantity}`,
    worse: `has a {} higher (worse) ${quantity}`,
    question: `has a lower (better) ${quantity}`,
    quantity,
  };
}

const accuracy: MetricDefinition = {
  key: "accuracy",
  name: "accuracy",
  scaled: false,
  column: "error",
  sign: -1,
  better: "higher",
  phrases: {
    better: "gets {} more right",
    worse: "gets {} fewer right",
    question: "gets more right",
    quantity: "accuracy",
  },
  unit: points,
  margin: 0.005,
  primary: true,
};

const nll: MetricDefinition = {
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

const brier: MetricDefinition = {
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

const signedGap: MetricDefinition = {
  key: "signedGap",
  name: "confidence minus accuracy",
  scaled: false,
  column: "gap",
  sign: 1,
  better: "nearer zero",
  phrases: {
    better: "is {} nearer to zero",
    worse: "is {} farther from zero",
    question: "is nearer to zero",
    quantity: "distance from zero",
  },
  unit: points,
  margin: 0.005,
  primary: false,
};

/** The same metric after temperature scaling. */
function afterScaling(metric: MetricDefinition, primary: boolean): MetricDefinition {
  const name = `${metric.name} after temperature scaling`;
  return { ...metric, key: `${metric.key}Scaled`, name, scaled: true, primary };
}

/**
 * The metrics in which methods are compared.
 *
 * Primary are accuracy and the log loss after temperature scaling: two questions that a method cannot answer by being more
 * or less sure of itself. There is no accuracy after temperature scaling, which changes no predicted class.
 */
export const metricTable: readonly MetricDefinition[] = [
  accuracy,
  nll,
  brier,
  signedGap,
  afterScaling(nll, true),
  afterScaling(brier, false),
  afterScaling(signedGap, false),
];

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
