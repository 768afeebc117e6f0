// What a metric is in which methods are compared.
import type { RankingStatistic } from "./rankingStatistics.ts";
import type { AmountKind } from "./unseenAmounts.ts";

/** Which way a metric is better: signed gaps are better nearer to zero. */
export type MetricDirection = "higher" | "lower" | "nearer zero";

/** How differences in a metric are said; `{}` stands for an amount with its unit, `{m}` and `{b}` for method and baseline. */
export interface MetricPhrases {
  /** Under which condition, where there is one. */
  readonly condition?: string;
  readonly better: string;
  readonly worse: string;
  readonly question: string;
  readonly quantity: string;
}

/** Comparisons whose p-values are corrected together. */
export type MetricFamily = "primary" | "calibration" | "exploratory";

interface SomeMetric {
  /** "accuracy", "nll", "augrc", ...; with "Scaled" appended: after temperature scaling. */
  readonly key: string;
  /** The metric in words. */
  readonly name: string;
  /** Whether it is computed after temperature scaling. */
  readonly scaled: boolean;
  readonly better: MetricDirection;
  readonly phrases: MetricPhrases;
  /** The unit of differences: a fraction times `scale`, with so many digits at least. */
  readonly unit: { readonly name: string; readonly scale: number; readonly digits: number };
  /** The smallest difference that matters, as a fraction, in nats or in Brier's unit. */
  readonly margin: number;
  /** Which p-values are corrected together: the primary metrics, which carry the verdict; calibration; each other metric by itself. */
  readonly family: MetricFamily;
}

/** A metric that is a mean over examples. */
export interface MeanMetric extends SomeMetric {
  /** The score of an example whose mean it is, and the sign with which: accuracy is one minus the error. */
  readonly column: "error" | "nll" | "brier" | "gap" | "recalibration";
  /** What kind of amounts the scores are. */
  readonly amounts: AmountKind;
  readonly sign: 1 | -1;
  /** What the score of an example is multiplied by, where it is weighted. */
  readonly weight?: "balance";
}

/** A metric of all examples at once, ranked by confidence. */
export interface RankingMetric extends SomeMetric {
  readonly statistic: RankingStatistic;
}

/** A metric in which methods are compared. */
export type MetricDefinition = MeanMetric | RankingMetric;

/**
 * Whether the metric is one of all examples at once: `compareRankings` compares methods in it, `compareScores` in the others.
 *
 * @param metric a row of `metricTable`
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

/** Differences of fractions, said in percentage points. */
export const points = { name: "points", scale: 100, digits: 1 };

/** A phrase with its names and its amount filled in; braces within a name stay as they are. */
export function fillPhrase(phrase: string, { method, baseline, amount = "" }: PhraseParts): string {
  const parts: Readonly<Record<string, string>> = { "{m}": method, "{b}": baseline, "{}": amount };
  return phrase.replace(/\{[mb]?\}/g, (mark) => parts[mark]);
}

/** The phrases of a loss under its name. */
export function lossPhrases(quantity: string): MetricPhrases {
  return {
    better: `${quantity} is {} lower (better) with {m} than with {b}`,
    worse: `${quantity} is {} higher (worse) with {m} than with {b}`,
    question: `${quantity} is lower (better) with {m} than with {b}`,
    quantity,
  };
}
