// The shape of the answer in results.json: what to do, and whether a method is calibrated.
import type { Verdict } from "@softlabel/core";

/** A verdict that a recommendation rests on. */
export interface BasisVerdict {
  /** The method that was compared with the baseline. */
  readonly method: string;
  /** As in `VerdictResult.metric`. */
  readonly metric: string;
  /** As there: "cannot tell" where it was withheld. */
  readonly verdict: Verdict;
}

/** A value of a method's main parameter, and the number of seeds that used it. */
export interface ParameterChoice {
  /** The parameter's name, "alpha". */
  readonly name: string;
  /** Its value. */
  readonly value: number;
  /** All seeds of the method, or those in which validation rows chose this value. */
  readonly seeds: number;
}

/** What the primary verdicts recommend, by the decision table in docs/verdicts.md. */
export interface Recommendation {
  /** Use another method than the baseline, keep the baseline because others are worse, or neither. */
  readonly advice: "use" | "keep" | "no reason to change";
  /** The method to train with. */
  readonly method: string;
  /** The recommendation in one sentence. */
  readonly sentence: string;
  /** Sentences on the settings of that method, on what the recommendation rests on, and on what it leaves open. */
  readonly details: readonly string[];
  /** Values of the method's main parameter, most frequent first; empty where it has none. */
  readonly parameter: readonly ParameterChoice[];
  /** Mean of the method's temperatures over the seeds that determine one; null where none does. */
  readonly temperature: number | null;
  /** The primary verdicts of every method that was compared over two seeds or more. */
  readonly verdicts: readonly BasisVerdict[];
  /** The fewest seeds over which one of these methods was compared; 1 where none was compared over more. */
  readonly seeds: number;
  /** Test rows. */
  readonly testCount: number;
}

/** The calibration cost, with its 95 % interval: of one seed, for new test rows; of more, for new seeds as well. */
export interface CostInterval {
  /** What a recalibration line learned on other rows takes off the Brier loss of the confidences, mean over seeds and test rows. */
  readonly cost: number;
  /** The 95 % interval of the cost. */
  readonly interval: readonly [low: number, high: number];
  /** The cost is lower with a chance of 5 % (one-sided); above 0 where confidences are miscalibrated beyond chance. */
  readonly lowerBound: number;
}

/** The calibration cost of a method; of several seeds with identical predictions, one counts. */
export interface MethodCost {
  /** As trained; null where there are too few rows. */
  readonly trained: CostInterval | null;
  /** After temperature scaling; null where a trial has no temperature. */
  readonly scaled: CostInterval | null;
}

/** How far confidence is from accuracy, mean over seeds. */
export interface Miscalibration {
  /** The expected calibration error. */
  readonly size: number;
  /** The ECE that a perfectly calibrated model with the same confidences stays below on 95 % of test sets. */
  readonly chance: number;
  /** Mean confidence minus accuracy. */
  readonly gap: number;
}

/** Whether a method's confidence can be believed. */
export interface CalibrationFinding {
  /**
   * Over- or under-confident, or mixed where less than half of the ECE points one way, where the lower bound of the calibration
   * cost is above 0; calibrated if its interval is below 0.001; else cannot tell.
   */
  readonly finding: "over-confident" | "under-confident" | "mixed" | "calibrated" | "cannot tell";
  /** As trained. */
  readonly trained: Miscalibration;
  /** After temperature scaling; null where a trial has no temperature. */
  readonly scaled: Miscalibration | null;
  /** The finding in words: its size, the cost with its interval, and what the temperature does about it. */
  readonly sentence: string;
}
