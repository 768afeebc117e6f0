// What a metric is in which methods are compared: a row of the table of metrics, as trained or after temperature scaling.
import type {
  MeanComparison,
  MetricDirection,
  MetricFamily,
  MetricPhrases,
  MetricRow,
  MetricUnit,
} from "../evaluation/metricRow.ts";
import type { MetricKey, RankingKey } from "../evaluation/metricTable.ts";

interface SomeMetric {
  /** "accuracy", "nll", "augrc", ...; with "Scaled" appended: after temperature scaling. */
  readonly key: string;
  /** As a noun in sentences: "log loss after temperature scaling". */
  readonly name: string;
  /** Whether it is computed after temperature scaling. */
  readonly scaled: boolean;
  readonly better: MetricDirection;
  readonly phrases: MetricPhrases;
  /** The unit of differences. */
  readonly unit: MetricUnit;
  /** The smallest difference that matters, as a fraction, in nats or in Brier's unit. */
  readonly margin: number;
  /** Which p-values are corrected together: the primary metrics, which carry the verdict; calibration; each other metric by itself. */
  readonly family: MetricFamily;
}

/** A metric that is a mean over examples. */
export interface MeanMetric extends SomeMetric, Pick<MeanComparison, "column" | "amounts" | "sign" | "weight"> {}

/** A metric of all examples at once, ranked by confidence. */
export interface RankingMetric extends SomeMetric {
  readonly statistic: RankingKey;
}

/** A metric in which methods are compared. */
export type MetricDefinition = MeanMetric | RankingMetric;

/**
 * Whether the metric is one of all examples at once: `compareRankings` compares methods in it, `compareScores` in the others.
 *
 * @param metric as `metricNamed` gives it
 * @example
 * ```ts
 * import { isRankingMetric, metricNamed } from "@softlabel/core";
 * isRankingMetric(metricNamed("augrc")); // => true
 * isRankingMetric(metricNamed("nll")); // => false
 * ```
 */
export function isRankingMetric(metric: MetricDefinition): metric is RankingMetric {
  return "statistic" in metric;
}

/** What a phrase speaks of. */
interface PhraseParts {
  readonly method: string;
  readonly baseline: string;
  readonly amount?: string;
}

/** A phrase with its names and its amount filled in; braces within a name stay as they are. */
export function fillPhrase(phrase: string, { method, baseline, amount = "" }: PhraseParts): string {
  const parts: Readonly<Record<string, string>> = { "{m}": method, "{b}": baseline, "{}": amount };
  return phrase.replace(/\{[mb]?\}/g, (mark) => parts[mark]);
}

/** "log loss is {} lower (better) with {m} than with {b}", by the metric's name and direction. */
function usualPhrases({ name, better }: Pick<MetricRow, "name" | "better">): MetricPhrases {
  const [up, down] = better === "higher" ? ["higher", "lower"] : ["lower", "higher"];
  return {
    better: `${name} is {} ${up} (better) with {m} than with {b}`,
    worse: `${name} is {} ${down} (worse) with {m} than with {b}`,
    question: `${name} is ${up} (better) with {m} than with {b}`,
    quantity: name,
  };
}

/** How methods are compared in a metric: as trained, and after temperature scaling where that changes it. */
export function definitionsOf(key: MetricKey, row: MetricRow): MetricDefinition[] {
  const { name, better, unit, compared } = row;
  if (compared === undefined) return [];
  const { family, familyScaled = family, margin, phrases = usualPhrases(row) } = compared;
  const common = { name, better, unit, margin, phrases };
  const trained = { ...common, key: String(key), scaled: false, family };
  const scaled = {
    ...common,
    key: `${key}Scaled`,
    name: `${name} after temperature scaling`,
    scaled: true,
    family: familyScaled,
  };
  const states = row.scales ? [trained, scaled] : [trained];
  if (compared.column === undefined) return states.map((state) => ({ ...state, statistic: key as RankingKey }));
  const { column, amounts, sign, weight } = compared;
  return states.map((state) => ({ ...state, column, amounts, sign, weight }));
}
