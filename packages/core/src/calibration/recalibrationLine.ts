// The recalibration line: by how much a line learned elsewhere improves confidences, row by row.
import { check } from "../base/check.ts";
import { checkOutcomes } from "../base/predictions.ts";
import type { Random } from "../base/random.ts";
import { checkFolds, dealRows } from "./folds.ts";

/** P(right) = σ(α + β x), where x is the log-odds of the confidence. Cox's calibration intercept and slope. */
export interface RecalibrationLine {
  /** α: 0 for calibrated confidences. */
  readonly intercept: number;
  /** β: 1 for calibrated confidences, below 1 for over-confident ones. */
  readonly slope: number;
}

/** Confidences nearer to 0 or 1 are taken for this. */
const least = 1e-12;
/** Half of what the ridge 0.0005 (α² + (β - 1)²) adds per square: separable rows and equal confidences have an answer too. */
const ridge = 0.001;
const mostSteps = 50;

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** ln(c / (1 - c)) */
function logOdds(confidence: number): number {
  const c = Math.min(Math.max(confidence, least), 1 - least);
  return Math.log(c) - Math.log1p(-c);
}

/** -log P(a) at the log-odds z: log(1 + e^∓z). */
function logLoss(z: number, right: number): number {
  const signed = right === 1 ? z : -z;
  return signed > 0 ? Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed)) - signed;
}

/** What the line takes off the Brier loss of a confidence that is right (1) or not (0). */
function costOf({ intercept, slope }: RecalibrationLine, confidence: number, right: number): number {
  const repaired = logistic(intercept + slope * logOdds(confidence));
  return (confidence - right) ** 2 - (repaired - right) ** 2;
}

/** The penalised log loss of a line, summed over rows. */
function objective(x: Float64Array, right: Uint8Array, { intercept, slope }: RecalibrationLine): number {
  let sum = (ridge / 2) * (intercept ** 2 + (slope - 1) ** 2);
  for (let i = 0; i < x.length; i++) sum += logLoss(intercept + slope * x[i], right[i]);
  return sum;
}

/** Newton's step from a line. */
function newtonStep(x: Float64Array, right: Uint8Array, { intercept, slope }: RecalibrationLine): [number, number] {
  let [g0, g1] = [ridge * intercept, ridge * (slope - 1)];
  let [h00, h01, h11] = [ridge, 0, ridge];
  for (let i = 0; i < x.length; i++) {
    const p = logistic(intercept + slope * x[i]);
    const [residual, weight] = [p - right[i], p * (1 - p)];
    g0 += residual;
    g1 += residual * x[i];
    h00 += weight;
    h01 += weight * x[i];
    h11 += weight * x[i] * x[i];
  }
  const determinant = h00 * h11 - h01 * h01;
  return [(h01 * g1 - h11 * g0) / determinant, (h01 * g0 - h00 * g1) / determinant];
}

/**
 * Fits the recalibration line by least log loss, on rows whose labels the model was not trained on.
 *
 * `P(right) = σ(α + β ln(c/(1-c)))`, with the ridge `0.0005 (α² + (β-1)²)` on the sum; confidences are cut to
 * [1e-12, 1 - 1e-12].
 *
 * @param confidence c [N], each from 0 to 1: the probability of the predicted class
 * @param correct a [N], 1 where the prediction is right, else 0
 * @throws UsageError if the two do not fit together or a value is out of range
 * @see D. R. Cox, Two further applications of a model for binary regression, Biometrika 45, 1958
 * @example
 * ```ts
 * import { fitRecalibrationLine } from "@softlabel/core";
 * const confidence = new Float64Array(100).fill(0.9);
 * const correct = Uint8Array.from(confidence, (_, i) => (i < 60 ? 1 : 0));
 * const { slope } = fitRecalibrationLine(confidence, correct);
 * slope < 1; // => true
 * ```
 */
export function fitRecalibrationLine(confidence: Float64Array, correct: Uint8Array): RecalibrationLine {
  checkOutcomes("fitRecalibrationLine", confidence, correct);
  const x = confidence.map(logOdds);
  let line: RecalibrationLine = { intercept: 0, slope: 1 };
  let value = objective(x, correct, line);
  for (let step = 0; step < mostSteps; step++) {
    const [di, ds] = newtonStep(x, correct, line);
    let [next, nextValue] = [line, value];
    for (let t = 1; t > 1e-8; t /= 2) {
      next = { intercept: line.intercept + t * di, slope: line.slope + t * ds };
      nextValue = objective(x, correct, next);
      if (nextValue <= value) break;
    }
    const gained = value - nextValue;
    if (gained > 0) [line, value] = [next, nextValue];
    if (!(gained > 1e-14 * (1 + Math.abs(value)))) break;
  }
  return line;
}

/**
 * What a recalibration line takes off the Brier loss of each confidence: the calibration cost of a model is its mean.
 *
 * `kᵢ = (cᵢ - aᵢ)² - (σ(α + β ln(cᵢ/(1-cᵢ))) - aᵢ)²`. The mean is 0 where a line can repair nothing (slightly below, for two
 * numbers had to be fitted), and above 0 by what it repairs of over-, under- or wrongly graded confidence.
 *
 * @param line as `fitRecalibrationLine` gives it, fitted on other rows
 * @param confidence c [N], each from 0 to 1
 * @param correct a [N], 1 where the prediction is right, else 0
 * @returns [N], each from -1 to 1
 * @throws UsageError if the two do not fit together or a value is out of range
 * @example
 * ```ts
 * import { recalibrationCosts } from "@softlabel/core";
 * const costs = recalibrationCosts({ intercept: 0, slope: 0 }, new Float64Array([0.9, 0.9]), new Uint8Array([1, 0]));
 * Array.from(costs, (cost) => Number(cost.toFixed(2))); // => [-0.24, 0.56]
 * ```
 */
export function recalibrationCosts(
  line: RecalibrationLine,
  confidence: Float64Array,
  correct: Uint8Array,
): Float64Array {
  const who = "recalibrationCosts";
  checkOutcomes(who, confidence, correct);
  const { intercept, slope } = line;
  check(Number.isFinite(intercept) && Number.isFinite(slope), who, "a finite line", `${intercept}, ${slope}`);
  return confidence.map((c, i) => costOf(line, c, correct[i]));
}

/**
 * The recalibration costs of rows where none can be spared for fitting: each row's line is fitted on the other parts.
 *
 * @param confidence c [N], each from 0 to 1
 * @param correct a [N], 1 where the prediction is right, else 0
 * @param random deals the rows into parts of nearly equal size; the same rows get the same parts from equal streams
 * @param folds number of parts, from 2 to N; 5 unless told otherwise
 * @returns [N], as `recalibrationCosts`
 * @throws UsageError if the two do not fit together, a value is out of range or there are fewer rows than parts
 * @example
 * ```ts
 * import { createRandom, crossFitRecalibrationCosts } from "@softlabel/core";
 * const confidence = new Float64Array([0.9, 0.8, 0.9, 0.8]);
 * crossFitRecalibrationCosts(confidence, new Uint8Array([1, 1, 0, 1]), createRandom(1), 2).length; // => 4
 * ```
 */
export function crossFitRecalibrationCosts(
  confidence: Float64Array,
  correct: Uint8Array,
  random: Random,
  folds = 5,
): Float64Array {
  const who = "crossFitRecalibrationCosts";
  checkOutcomes(who, confidence, correct);
  checkFolds(who, folds, confidence.length);
  const parts = dealRows(confidence.length, folds, random);
  const lines = Array.from({ length: folds }, (_, part) => {
    const other = (_: number, i: number): boolean => parts[i] !== part;
    return fitRecalibrationLine(confidence.filter(other), correct.filter(other));
  });
  return confidence.map((c, i) => costOf(lines[parts[i]], c, correct[i]));
}
