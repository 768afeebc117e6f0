// The metrics in which methods are compared: those of the table of metrics that it says so of, with the primary ones marked.
import { checkName } from "../base/check.ts";
import { readOptions } from "../base/options.ts";
import { metricKeys, metricTable } from "../evaluation/metricTable.ts";
import { definitionsOf, isRankingMetric, type MetricDefinition } from "./metricDefinition.ts";

const all = metricKeys.flatMap((key) => definitionsOf(key, metricTable[key]));
const [rankings, means] = [true, false].map((isRanking) =>
  all.filter((metric) => isRankingMetric(metric) === isRanking),
);

/** Means over examples as trained, then scaled; then the metrics of rankings. */
const definitions = [...means.filter(({ scaled }) => !scaled), ...means.filter(({ scaled }) => scaled), ...rankings];

/** The metric of right and wrong that carries the verdict. */
export type AccuracyMetric = "accuracy" | "balancedAccuracy";

/** What may be declared as the one question of an experiment. */
export const primaryQuestions = ["accuracy", "log-loss"] as const;

/** One of `primaryQuestions`. */
export type PrimaryQuestion = (typeof primaryQuestions)[number];

/** Which metrics carry the verdict. */
interface PrimaryMetrics {
  /** "balancedAccuracy" where classes are uneven. */
  readonly accuracy?: AccuracyMetric;
  /** The one question that was declared beforehand; both where none was. */
  readonly question?: PrimaryQuestion | undefined;
}

/**
 * The metrics that an experiment compares: those of `metricTable`, with the primary ones marked.
 *
 * Primary are one accuracy and the log loss after temperature scaling: two questions that a method cannot answer by being
 * more or less sure of itself. Where one of them was declared beforehand, it alone is primary and pays for no other. There is
 * no accuracy after temperature scaling, which changes no predicted class. Where classes are uneven, balanced accuracy is
 * primary and plain accuracy exploratory.
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
    accuracy: "accuracy",
    question: undefined,
  });
  if (question !== undefined) checkName("comparedMetrics", "the question", question, primaryQuestions);
  const asked: Readonly<Record<PrimaryQuestion, string>> = { accuracy: right, "log-loss": "nllScaled" };
  const primary = question === undefined ? Object.values(asked) : [asked[question]];
  return definitions
    .filter(({ key }) => key !== "balancedAccuracy" || right === key)
    .map((metric) => {
      if (primary.includes(metric.key)) return { ...metric, family: "primary" };
      return metric.family === "primary" ? { ...metric, family: "exploratory" } : metric;
    });
}

/**
 * The metric with this key, as methods are compared in it.
 *
 * @param key of `metricTable`, with "Scaled" appended after temperature scaling
 * @throws UsageError where there is none, with the keys that there are
 * @example
 * ```ts
 * import { metricNamed } from "@softlabel/core";
 * metricNamed("nllScaled").family; // => "primary"
 * ```
 */
export function metricNamed(key: string): MetricDefinition {
  const keys = definitions.map((metric) => metric.key);
  return definitions[keys.indexOf(checkName("metricNamed", "the metric", key, keys))];
}
