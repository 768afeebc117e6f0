// Cross-fitted temperature: honest scores after scaling where there is no data to spare for fitting.
import { checkBlocks, checkPredictions } from "../base/predictions.ts";
import type { Logits, PredictionBlock } from "../base/predictions.ts";
import type { Random } from "../base/random.ts";
import { firstGuess, fitOn, locate } from "./fitTemperature.ts";
import { checkFolds, dealRows } from "./folds.ts";
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

/** Temperatures fitted on parts of predictions that come in blocks. */
export interface BlockCrossFit extends Omit<CrossFit, "logits"> {
  /** The blocks, each row divided by the temperature that was fitted without its part; read again whenever they are iterated. */
  readonly blocks: Iterable<PredictionBlock>;
}

/** The blocks without the rows of a part; their arrays are written over. */
function* withoutPart(
  blocks: Iterable<PredictionBlock>,
  classes: number,
  parts: Int32Array,
  part: number,
): Generator<PredictionBlock> {
  let from = 0;
  let [kept, theirs] = [new Float64Array(0), new Int32Array(0)];
  for (const { logits, labels } of blocks) {
    if (theirs.length < labels.length)
      [kept, theirs] = [new Float64Array(logits.length), new Int32Array(labels.length)];
    let rows = 0;
    for (let i = 0; i < labels.length; i++) {
      if (parts[from + i] === part) continue;
      for (let k = 0; k < classes; k++) kept[rows * classes + k] = logits[i * classes + k];
      theirs[rows++] = labels[i];
    }
    from += labels.length;
    yield { logits: kept.subarray(0, rows * classes), labels: theirs.subarray(0, rows) };
  }
}

/** The blocks, each row divided by the temperature of its part. */
function* scaledBlocks(
  blocks: Iterable<PredictionBlock>,
  classes: number,
  parts: Int32Array,
  temperatures: readonly number[],
): Generator<PredictionBlock> {
  let from = 0;
  for (const { logits, labels } of blocks) {
    const scaled = new Float64Array(logits.length);
    for (let i = 0; i < labels.length; i++) {
      const temperature = temperatures[parts[from + i]];
      for (let k = i * classes; k < (i + 1) * classes; k++) scaled[k] = logits[k] / temperature;
    }
    from += labels.length;
    yield { logits: scaled, labels };
  }
}

/** Fits on all `n` checked rows, then, from there, without each part. */
function crossFit(
  blocks: Iterable<PredictionBlock>,
  n: number,
  classes: number,
  random: Random,
  folds: number,
): BlockCrossFit {
  const parts = dealRows(n, folds, random);
  const fit = fitOn(blocks, n, classes, firstGuess(blocks, n, classes));
  const start = fit.warning === undefined ? fit.temperature : 1;
  const temperatures = Array.from({ length: folds }, (_, part) => {
    const others = { [Symbol.iterator]: () => withoutPart(blocks, classes, parts, part) };
    const rest = parts.reduce((sum, other) => sum + (other === part ? 0 : 1), 0);
    return locate(others, rest, classes, start).temperature;
  });
  return { blocks: { [Symbol.iterator]: () => scaledBlocks(blocks, classes, parts, temperatures) }, temperatures, fit };
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
  checkFolds(who, folds, labels.length);
  const { blocks, ...fits } = crossFit([{ logits, labels }], labels.length, classes, random, folds);
  const [{ logits: scaled }] = blocks;
  return { logits: Float64Array.from(scaled), ...fits };
}

/**
 * Fits temperatures by cross-fitting to predictions that come in blocks, so that no more than one of them need be in memory.
 *
 * What `crossFitTemperature` does to the same rows in the same order: a row's part is dealt by its place among all. Each fit takes
 * about three passes over the blocks; where rows are many, two parts leave enough for each.
 *
 * @param blocks iterated several times, giving the same blocks each time: an array, or an object that reads a file again
 * @param classes K, at least 2
 * @param random deals the rows
 * @param folds number of parts, from 2 to N; 5 unless told otherwise
 * @returns scaled blocks, the temperature of each part, and the fit on all rows
 * @throws UsageError where logits, labels and classes do not fit together, a logit is not finite or there are fewer rows than parts
 * @example
 * ```ts
 * import { createRandom, crossFitTemperatureInBlocks } from "@softlabel/core";
 * const blocks = [
 *   { logits: new Float64Array([2, 0, 2, 0]), labels: new Int32Array([0, 0]) },
 *   { logits: new Float64Array([2, 0, 2, 0]), labels: new Int32Array([0, 1]) },
 * ];
 * const scaled = crossFitTemperatureInBlocks(blocks, 2, createRandom(1), 2);
 * scaled.fit.temperature; // => 2 / Math.log(3)
 * [...scaled.blocks].length; // => 2
 * ```
 */
export function crossFitTemperatureInBlocks(
  blocks: Iterable<PredictionBlock>,
  classes: number,
  random: Random,
  folds = 5,
): BlockCrossFit {
  const who = "crossFitTemperatureInBlocks";
  const n = checkBlocks(who, blocks, classes);
  checkFolds(who, folds, n);
  return crossFit(blocks, n, classes, random, folds);
}
