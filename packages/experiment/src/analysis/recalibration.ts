// The calibration cost of every test row, and of a method: what a line fitted on other rows takes off the Brier loss.
import {
  createRandom,
  crossFitRecalibrationCosts,
  fitRecalibrationLine,
  recalibrationCosts,
  scoreExamples,
  twoWayInterval,
} from "@softlabel/core";
import type { PredictionSource } from "../predictions/predictionSource.ts";
import { foldsOf, isFoldable } from "./folds.ts";
import type { CostInterval, MethodCost } from "../results/results.ts";

/** Predictions whose logits are divided by a temperature. */
export interface ScaledSource {
  readonly source: PredictionSource;
  readonly temperature: number;
}

/** The cost of every test row as trained, and after temperature scaling where there is a temperature. */
export interface RowCosts {
  readonly trained: Float64Array;
  readonly scaled: Float64Array | undefined;
  /** The number of rows that each line was fitted on. */
  readonly fitted: number;
}

/**
 * By how much the costs of two equally calibrated methods may differ: fitting two numbers on n rows adds at most 2 · ¼/n to the
 * Brier loss, more where a model is unsure of itself than where it is sure.
 */
export const priceOfFitting = (fitted: number): number => 0.5 / fitted;

/** The number of rows that a line is fitted on: those of the validation set, else those of all parts but one. */
export function rowsFitted(test: PredictionSource, validation: PredictionSource | undefined): number {
  return validation?.rows ?? test.rows * (1 - 1 / foldsOf(test.rows));
}

/** The confidence of every row, and which are right: block by block, since logits need not fit into memory. */
function outcomesOf({ source: { rows, classes, blocks }, temperature }: ScaledSource) {
  const [confidence, correct] = [new Float64Array(rows), new Uint8Array(rows)];
  let from = 0;
  for (const { logits, labels } of blocks()) {
    const scores = scoreExamples(logits, labels, classes, temperature);
    confidence.set(scores.confidence, from);
    correct.set(scores.correct, from);
    from += labels.length;
  }
  return { confidence, correct };
}

/**
 * The costs of test rows by the line of validation rows, else by lines that are cross-fitted over the test rows; NaN where
 * there are too few.
 */
export function rowCosts(test: ScaledSource, validation: ScaledSource | undefined): Float64Array {
  const { rows } = test.source;
  if (validation === undefined && !isFoldable(rows)) return new Float64Array(rows).fill(Number.NaN);
  const { confidence, correct } = outcomesOf(test);
  if (validation === undefined)
    return crossFitRecalibrationCosts(confidence, correct, createRandom("recalibration parts"), foldsOf(rows));
  const held = outcomesOf(validation);
  return recalibrationCosts(fitRecalibrationLine(held.confidence, held.correct), confidence, correct);
}

/** The mean cost with its interval; null where rows are too few for either. */
function costInterval(costs: readonly Float64Array[]): CostInterval | null {
  if (costs.length === 0 || costs.some(([first]) => Number.isNaN(first))) return null;
  const [both, oneSided] = [0.95, 0.9].map((level) => twoWayInterval(costs, { kind: "bounded", level }));
  return { cost: both.difference, interval: both.interval, lowerBound: oneSided.interval[0] };
}

/** The calibration cost of a method over its trials; null after scaling unless each has a temperature. */
export function methodCost(trials: readonly { readonly rowCosts: () => RowCosts }[]): MethodCost {
  const costs = trials.map((trial) => trial.rowCosts());
  const scaled = costs.flatMap((each) => each.scaled ?? []);
  return {
    trained: costInterval(costs.map(({ trained }) => trained)),
    scaled: scaled.length < costs.length ? null : costInterval(scaled),
  };
}
