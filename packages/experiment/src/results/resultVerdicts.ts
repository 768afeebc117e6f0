// The verdicts in results.json: each method beside the baseline, and with one seed two models.
import type { McNemar, MetricFamily } from "@softlabel/core";

/** The four things that a comparison may come to. */
export type VerdictWord = "better" | "worse" | "no difference" | "cannot tell";

/** What the experiment allows one to say about a method against hard targets, in one metric. */
export interface VerdictResult {
  /** The method that is compared with the baseline. */
  readonly method: string;
  /** A key of core's `metricTable`: "accuracy", "nll", "augrc", …; with "Scaled" appended: after temperature scaling. */
  readonly metric: string;
  /** Whose p-values are corrected together: "primary", "calibration", or "exploratory", where each metric is alone. */
  readonly family: MetricFamily;
  /** Primary metrics carry the verdict; the others are exploratory. */
  readonly primary: boolean;
  /** Mean over seeds and test examples of method minus baseline; a positive accuracy difference is better, a positive loss worse. */
  readonly difference: number;
  /** The metric's mean over the paired seeds. */
  readonly scores: PairedScores;
  /** The 95 % interval of the difference between the methods; null for one seed, which says nothing of methods. */
  readonly interval: readonly [number, number] | null;
  /** Of no difference; null for one seed, and where nothing can be said. */
  readonly pValue: number | null;
  /** Of a difference of the metric's margin or more, in either direction; null likewise. */
  readonly equivalencePValue: number | null;
  /** `pValue` after Holm's correction over the family; better and worse rest on it. */
  readonly adjustedPValue: number | null;
  /** `equivalencePValue` after Holm's correction over the family; "no difference" rests on it. */
  readonly adjustedEquivalencePValue: number | null;
  /** How many comparisons were corrected together. */
  readonly comparisons: number;
  /** The seeds that were paired. */
  readonly seeds: readonly number[];
  /** Share of seeds in which the method is better, ties half. */
  readonly probabilityOfImprovement?: number;
  /** If the metric is not a mean over examples: the number of resamplings behind the interval. */
  readonly draws?: number;
  /** Why nothing can be said: a temperature that the validation rows do not determine, too few errors, a single test example. */
  readonly undecidable?: string;
  /** With one seed: what is said of the two trained models. */
  readonly models?: ModelComparison;
  /** What the numbers allow one to say of the methods; with one seed always "cannot tell". */
  readonly verdict: VerdictWord;
  /** The same in words, with its numbers. */
  readonly sentence: string;
}

/** A metric of both, mean over the paired seeds. */
export interface PairedScores {
  /** Of the method. */
  readonly method: number;
  /** Of the baseline. */
  readonly baseline: number;
}

/** Two trained models beside each other, one of the method and one of the baseline. */
export interface ModelComparison {
  /** The 95 % interval of the difference for new test rows; another run of either may differ by more. */
  readonly interval: readonly [number, number];
  /** Of no difference between the models. */
  readonly pValue: number | null;
  /** Of a difference of the metric's margin or more. */
  readonly equivalencePValue: number | null;
  /** `pValue` after Holm's correction over the family. */
  readonly adjustedPValue: number | null;
  /** `equivalencePValue` after Holm's correction over the family. */
  readonly adjustedEquivalencePValue: number | null;
  /** What may be said of these two models. */
  readonly verdict: VerdictWord;
  /** Of accuracy: McNemar's exact test, the method's errors first. */
  readonly mcNemar?: McNemar;
}
