// What the single table of metrics says of each: words, unit, direction, how it is computed, compared and shown.
import type { ConfidenceSource, RankingSource, RowSource } from "./metricSources.ts";

/** Which way a metric is better; neither for what only describes. */
export type MetricDirection = "higher" | "lower" | "nearer zero" | "neither";

/** How numbers in a unit are written: times `scale`, with so many digits. */
export interface MetricUnit {
  /** Beside a heading: "%", "nats". */
  readonly label: string;
  /** After a difference in a sentence: "points". */
  readonly difference: string;
  readonly scale: number;
  readonly digits: number;
}

/** How differences in a metric are said; `{}` stands for an amount with its unit, `{m}` and `{b}` for method and baseline. */
export interface MetricPhrases {
  readonly better: string;
  readonly worse: string;
  readonly question: string;
  readonly quantity: string;
}

/** Comparisons whose p-values are corrected together. */
export type MetricFamily = "primary" | "calibration" | "exploratory";

/** Kinds of scores: right or wrong; log losses, which have no bound; scores from -1 to 1. */
export type AmountKind = "answers" | "logLosses" | "bounded";

interface SomeComparison {
  readonly family: MetricFamily;
  /** The family after temperature scaling, where it is another. */
  readonly familyScaled?: MetricFamily;
  /** The smallest difference that matters, as a fraction, in nats or in Brier's unit. */
  readonly margin: number;
  /** Where "log loss is 0.1 nats lower (better) with … than with …" does not fit. */
  readonly phrases?: MetricPhrases;
}

/** How methods are compared in a mean over examples. */
export interface MeanComparison extends SomeComparison {
  /** The score of an example whose mean it is, and the sign with which: accuracy is one minus the error. */
  readonly column: "error" | "nll" | "brier" | "gap" | "recalibration";
  readonly sign: 1 | -1;
  readonly amounts: AmountKind;
  /** What the score of an example is multiplied by, where it is weighted. */
  readonly weight?: "balance" | undefined;
}

/** How methods are compared in a metric of all examples at once: by `rankingStatistics` of its key. */
export interface RankingComparison extends SomeComparison {
  readonly column?: never;
}

interface MetricWords {
  /** As a noun in sentences: "log loss". */
  readonly name: string;
  /** Above a column or before a row of a table, where it is not the name: "NLL". */
  readonly heading?: string;
  /** The heading where there is little room. */
  readonly short?: string;
  /** The definition in a few words. */
  readonly help: string;
  /** When the value is undefined and null in results.json. */
  readonly absent?: string;
  readonly unit: MetricUnit;
  readonly better: MetricDirection;
  /** Whether a temperature changes it: one that moves no prediction does not. */
  readonly scales: boolean;
  /** In the main tables or among the further scores, under which heading; else in results.json alone. */
  readonly shown?: "main" | "calibration" | "selective" | "other" | undefined;
  /** False where its deviation over seeds says nothing. */
  readonly deviation?: false;
}

type Computed<Name extends string, Source, Compared> = MetricWords & {
  /** What it is computed from. */
  readonly from: Name;
  readonly value: (source: Source) => number;
  /** Absent for what carries no comparison. */
  readonly compared?: Compared;
};

/** One row of `metricTable`. */
export type MetricRow =
  | Computed<"rows", RowSource, MeanComparison>
  | Computed<"confidence", ConfidenceSource, MeanComparison>
  | Computed<"ranking", RankingSource, RankingComparison>
  /** What also takes validation rows is not among the scores of predictions. */
  | (MetricWords & { readonly from: "validation"; readonly compared: MeanComparison });

/** Rows that are computed from one source. */
export type RowFrom<From extends MetricRow["from"]> = Extract<MetricRow, { readonly from: From }>;

/** Fractions as per cent; their differences are percentage points. */
export const percent: MetricUnit = { label: "%", difference: "points", scale: 100, digits: 1 };
/** Small fractions. */
export const finePercent: MetricUnit = { ...percent, digits: 2 };
/** Natural logarithms. */
export const nats: MetricUnit = { label: "nats", difference: "nats", scale: 1, digits: 3 };
/** Pure numbers. */
export const plain: MetricUnit = { label: "", difference: "", scale: 1, digits: 3 };
