// The shape of the simple baselines in results.json.
import type { Verdict } from "@softlabel/core";
import type { ClassScores, TestScores } from "./resultScores.ts";

/** One fit of a simple baseline, with its test scores. */
export interface BaselineFit {
  /** The seed whose training labels it was fitted to; absent if all seeds have the same. */
  readonly seed?: number;
  /** Number of training rows that it was fitted to: all, unless there are very many. */
  readonly rows: number;
  /** Scores of the test predictions as fitted. */
  readonly test: TestScores;
  /** Fitted on the validation rows; null without them, and for the majority class. */
  readonly temperature: number | null;
  /** Test scores at the temperature; null if there is none. */
  readonly testScaled: TestScores | null;
  /** Scores per class; present if classes are unbalanced. */
  readonly classScores?: ClassScores;
}

/** A method against a simple baseline, in the accuracy that carries the verdict; outside the family of comparisons. */
export interface BaselineComparison {
  /** The method's text. */
  readonly method: string;
  /** Method minus baseline, mean over seeds and test examples. */
  readonly difference: number;
  /** The 95 % interval of the difference. */
  readonly interval: readonly [number, number];
  /** Of the hypothesis that neither is better; not corrected. Null if it cannot be computed. */
  readonly pValue: number | null;
  /** Whether the network is better, by this p-value; with one seed, of this network. */
  readonly verdict: Verdict;
}

/** A simple baseline, fitted to the training rows of the network. */
export interface SimpleBaseline {
  /** "majority": always predicts the most common class; "linear": logistic regression with an L2 penalty (C = 1). */
  readonly model: "majority" | "linear";
  /** One fit, or one per seed if label noise makes their training labels differ. */
  readonly fits: readonly BaselineFit[];
  /** Each method against the baseline. */
  readonly comparisons: readonly BaselineComparison[];
  /** States which methods are not better; absent if all are. */
  readonly sentence?: string;
}
