// Cross-fitted temperature: honest scores after scaling where there is no data to spare for fitting.
import { check, checkRange } from "../check.ts";
import { checkPredictions } from "../predictions.ts";
import type { Logits } from "../predictions.ts";
import type { Random } from "../random.ts";
import { fitTemperature } from "./fitTemperature.ts";
import type { TemperatureFit } from "./fitTemperature.ts";

/** Temperatures fitted on parts of the data. */
export interface CrossFit {
  /** Logits [N, K], each row divided by the temperature that was fitted without its part: what to score. */
  readonly logits: Float64Array;
  /** The temperature of each part, fitted on all others. */
  readonly temperatures: readonly number[];
  /** The fit on all rows: what to use on new data. */
  readonly fit: TemperatureFit;
}

/** Rows of the logits, one after another. */
function rowsOf(logits: Logits, classes: number, rows: readonly number[]): Float64Array {
  const chosen = new Float64Array(rows.length * classes);
  rows.forEach((row, i) => chosen.set(logits.subarray(row * classes, (row + 1) * classes), i * classes));
  return chosen;
}

/**
 * Fits temperatures by cross-fitting: each row is scaled by a temperature that its own label had no part in.
 *
 * The rows are dealt at random into parts of nearly equal size; for each part T is fitted on the others and divides the
 * part's logits. Scores of the result are those of scaling on new data, while scores on the rows that T was fitted on are a
 * little too good.
 *
 * @param logits finite, row-major [N, K], of data that the model was not trained on
 * @param labels [N], each from 0 to K-1
 * @param classes K, at least 2
 * @param random deals the rows
 * @param folds number of parts, from 2 to N; 5 unless told otherwise
 * @returns scaled logits, the temperature of each part, and the fit on all rows
 * @throws UsageError where logits, labels and classes do not fit together, a logit is not finite or there are fewer rows than parts
 * @example
 * ```ts
 * import { createRandom, crossFitTemperature } from "@softlabel/core";
 * const logits = new Float64Array([2, 0, 2, 0, 2, 0, 2, 0]);
 * const { fit, temperatures } = crossFitTemperature(logits, new Int32Array([0, 0, 0, 1]), 2, createRandom(1), 2);
 * fit.temperature; // => 2 / Math.log(3)
 * temperatures.length; // => 2
 * ```
 */
export function crossFitTemperature(
  logits: Logits,
  labels: Int32Array,
  classes: number,
  random: Random,
  folds = 5,
): CrossFit {
  const who = "crossFitTemperature";
  checkPredictions(who, logits, labels, classes);
  checkRange(who, "folds", folds, { from: 2, to: Infinity, integer: true });
  check(labels.length >= folds, who, `at least ${folds} rows, one for each part`, labels.length);
  const order = random.shuffle(Array.from(labels, (_, row) => row));
  const scaled = new Float64Array(logits.length);
  const temperatures = Array.from({ length: folds }, (_, fold) => {
    const others = order.filter((_, i) => i % folds !== fold);
    const theirs = Int32Array.from(others, (row) => labels[row]);
    const { temperature } = fitTemperature(rowsOf(logits, classes, others), theirs, classes);
    for (let i = fold; i < order.length; i += folds)
      for (let k = order[i] * classes; k < (order[i] + 1) * classes; k++) scaled[k] = logits[k] / temperature;
    return temperature;
  });
  return { logits: scaled, temperatures, fit: fitTemperature(logits, labels, classes) };
}
