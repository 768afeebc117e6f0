// The shape of what results.json says of simple models beside the network.
import type { Verdict } from "@softlabel/core";
import type { ClassScores, TestScores } from "./resultScores.ts";

/** One fit of a simple model: its scores on the test set. */
export interface BaselineFit {
  /** The seed whose training labels it was fitted to; absent where all seeds have the same. */
  readonly seed?: number;
  /** Training rows that it was fitted to: all, unless they are very many. */
  readonly rows: number;
  /** Scores of the test predictions as fitted. */
  readonly test: TestScores;
  /** Fitted on the validation rows; null where there are none, and of a majority class. */
  readonly temperature: number | null;
  /** The test scores at the temperature; null where there is none. */
  readonly testScaled: TestScores | null;
  /** How well each class is found; where classes are uneven. */
  readonly classScores?: ClassScores;
}

/** A method beside a simple model, in the accuracy that carries the verdict: outside the family of comparisons. */
export interface BaselineComparison {
  /** The method's text. */
  readonly method: string;
  /** Mean over seeds and test examples of method minus simple model. */
  readonly difference: number;
  /** The 95 % interval of the difference. */
  readonly interval: readonly [number, number];
  /** Of the hypothesis that neither is better; corrected for nothing. Null where nothing can be said. */
  readonly pValue: number | null;
  /** Whether the network is better, by this p-value; with one seed, of this network. */
  readonly verdict: Verdict;
}

/** A simple model that was fitted to the rows that the network was trained on. */
export interface SimpleBaseline {
  /** "majority": always the most common class; "linear": logistic regression with an L2 penalty (C = 1). */
  readonly model: "majority" | "linear";
  /** One, or one per seed where label noise makes their training labels different. */
  readonly fits: readonly BaselineFit[];
  /** Each method beside it. */
  readonly comparisons: readonly BaselineComparison[];
  /** Where the network is not better with every method, that in words. */
  readonly sentence?: string;
}
