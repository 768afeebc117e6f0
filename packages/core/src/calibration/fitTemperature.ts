// Temperature scaling: the one number by which to divide logits so that their probabilities fit the labels best.
import { checkBlocks, checkPredictions } from "../base/predictions.ts";
import type { Logits, PredictionBlock } from "../base/predictions.ts";
import { surveyLogits, temperatureLoss } from "./temperatureLoss.ts";
import type { TemperatureLoss } from "./temperatureLoss.ts";

/** A fitted temperature. */
export interface TemperatureFit {
  /** T, by which logits are divided: above 1 softens, below 1 sharpens. */
  readonly temperature: number;
  /** 95 % likelihood interval of T. */
  readonly interval: [number, number];
  /** Why the data do not determine T, where they do not. */
  readonly warning?: string;
}

/** A fit whose interval takes further passes over the data. */
interface Located extends Omit<TemperatureFit, "interval"> {
  readonly interval: () => [number, number];
}

/** The mean NLL and its derivatives at β = 1/T. */
type Loss = (beta: number) => TemperatureLoss;

/** Inverse temperatures are searched from e⁻¹⁰ to e¹⁰. */
const smallest = Math.exp(-10);
const largest = Math.exp(10);

const clamp = (beta: number): number => Math.min(largest, Math.max(smallest, beta));

/** 1.96, and by how much the log-likelihood may fall within a 95 % interval. */
const z = 1.959963984540054;
const fall = (z * z) / 2;

/** Newton's method squares its error at each step: the one after a step of this share has none left. */
const lastStep = 1e-8;

/** Where the loss is least, the value there and the curvature. */
interface Minimum {
  readonly beta: number;
  readonly value: number;
  readonly curvature: number;
}

/** Newton's method on L' from `start`; a step that leaves the bracket is replaced by halving it on the logarithmic scale. */
function minimize(loss: Loss, start: number): Minimum {
  let [low, high, beta, value, curvature] = [smallest, largest, start, NaN, NaN];
  for (let step = 0; step < 200; step++) {
    const at = loss(beta);
    [value, curvature] = [at.value, at.curvature];
    if (at.slope < 0) low = beta;
    else high = beta;
    const newton = beta - at.slope / curvature;
    const next = newton >= low && newton <= high ? newton : Math.sqrt(low * high);
    const moved = Math.abs(next - beta);
    beta = next;
    if (moved <= lastStep * beta) break;
  }
  return { beta, value, curvature };
}

/** The first β from `start` on at which N·L, convex and falling, is within `total` of its limit: Newton from the left never oversteps it. */
function whereTotalFallsTo(total: number, n: number, loss: Loss, start: number): number {
  const target = loss(largest).value + total / n;
  let beta = start;
  for (let step = 0; step < 200 && beta < largest; step++) {
    const { value, slope } = loss(beta);
    if (value - target <= 1e-12 * value) break;
    beta -= (value - target) / slope;
  }
  return clamp(beta);
}

/**
 * The fit where the likelihood grows forever as T falls: only as sharp as makes all labels together as likely as not,
 * N·L = log 2 (for events that never failed, the median-unbiased estimate), and never softer than the logits came.
 */
function fitSeparated(n: number, loss: Loss): Located {
  const beta = whereTotalFallsTo(Math.LN2, n, loss, 1);
  const lowest = Math.min(beta, whereTotalFallsTo(fall, n, loss, smallest));
  const cap = Number((1 / beta).toPrecision(3));
  const labels = n === 1 ? "the only label" : `each of the ${n} labels`;
  return {
    temperature: 1 / beta,
    interval: () => [1 / largest, 1 / lowest],
    warning: `the validation set is perfectly separated: ${labels} has its row's largest logit, so that any lower temperature fits even better; it was capped at ${cap}`,
  };
}

/** A step of this share of the half-width is the last towards an end of the interval: Newton's method squares what is left. */
const lastStepOfEnd = 1e-4;

/**
 * Where N (L(β) - L(β̂)) = 1.96²/2 on the side of a first guess: Newton's method, which oversteps once at most, for L is convex.
 * The end of the range where the likelihood does not fall that far.
 */
function likelihoodEnd(loss: Loss, n: number, least: Minimum, guess: number): number {
  let beta = clamp(guess);
  for (let step = 0; step < 200; step++) {
    const { value, slope } = loss(beta);
    const rises = guess > least.beta ? slope > 0 : slope < 0;
    if (!rises) return beta;
    const next = clamp(beta - (value - least.value - fall / n) / slope);
    const moved = Math.abs(next - beta);
    beta = next;
    if (moved <= lastStepOfEnd * Math.abs(beta - least.beta)) break;
  }
  return beta;
}

/** The T at which the log-likelihood is at most 1.96²/2 below its maximum; guessed as β ± 1.96/√(N L''). */
function likelihoodInterval(loss: Loss, n: number, least: Minimum): [number, number] {
  const half = z / Math.sqrt(n * least.curvature);
  const [sharp, soft] = [half, -half].map((reach) => likelihoodEnd(loss, n, least, least.beta + reach));
  return [1 / sharp, 1 / soft];
}

/** The fit where the likelihood has its maximum at a finite β of at least 0, searched from `start`. */
function fitInside(n: number, loss: Loss, start: number): Located {
  const least = minimize(loss, start);
  const { beta } = least;
  const interval = () => likelihoodInterval(loss, n, least);
  const inside = beta > smallest * 1.0001 && beta < largest * 0.9999;
  if (inside) return { temperature: 1 / beta, interval };
  const end = `the best temperature is beyond ${Number((1 / beta).toPrecision(3))}, where it was capped`;
  const reason = loss(0).slope >= 0 ? "the logits say nothing about the labels: even probabilities fit best, and " : "";
  return { temperature: 1 / beta, interval, warning: reason + end };
}

/** The fit on `n` checked rows, its interval not yet searched; where it has to be searched, from the temperature `start`. */
export function locate(blocks: Iterable<PredictionBlock>, n: number, classes: number, start: number): Located {
  const loss: Loss = (beta) => temperatureLoss(blocks, classes, beta);
  const { flat, separated } = surveyLogits(blocks, classes);
  if (flat) {
    const warning = "all logits of every row are equal, so that the temperature changes nothing; it was left at 1";
    return { temperature: 1, interval: () => [1 / largest, 1 / smallest], warning };
  }
  return separated ? fitSeparated(n, loss) : fitInside(n, loss, 1 / start);
}

/** The fit on `n` checked rows with its interval. */
export function fitOn(blocks: Iterable<PredictionBlock>, n: number, classes: number, start: number): TemperatureFit {
  const located = locate(blocks, n, classes, start);
  return { ...located, interval: located.interval() };
}

/** The temperature of the first block where it has one and others follow: near that of all, so that few passes over all are needed. */
export function firstGuess(blocks: Iterable<PredictionBlock>, n: number, classes: number): number {
  const [first] = blocks;
  if (first.labels.length === 0 || first.labels.length === n) return 1;
  const { temperature, warning } = locate([first], first.labels.length, classes, 1);
  return warning === undefined ? temperature : 1;
}

/**
 * Fits the temperature T that makes softmax(z / T) fit the labels best, by maximum likelihood.
 *
 * The mean NLL is convex in β = 1/T, so that Newton's method on β, kept in a bracket, finds its minimum to rounding in
 * a few steps. T below 1 is normal for models trained with smoothed targets. The predicted classes stay the same, but the
 * order of examples by confidence need not.
 *
 * Where the data determine no T, `warning` says so: all labels at their row's largest logit (no lower end: T is capped
 * where all labels together are as likely as not, or 1 if they already are), logits without information on the labels
 * (no upper end: T = e¹⁰, practically even probabilities) and rows of equal logits (T = 1).
 *
 * @param logits finite, row-major [N, K], of data that the model was not trained on
 * @param labels [N], each from 0 to K-1
 * @param classes K, at least 2
 * @returns T, its 95 % likelihood interval `{T : N (L(T) - min L) ≤ 1.96²/2}` cut at [e⁻¹⁰, e¹⁰], and a warning in words
 * @throws UsageError where logits, labels and classes do not fit together or a logit is not finite
 * @see C. Guo et al., On calibration of modern neural networks, ICML 2017
 * @example
 * ```ts
 * import { fitTemperature } from "@softlabel/core";
 * // three of four right at a logit difference of 2: a probability of 3/4 fits best, at a difference of log 3
 * const logits = new Float64Array([2, 0, 2, 0, 2, 0, 2, 0]);
 * fitTemperature(logits, new Int32Array([0, 0, 0, 1]), 2).temperature; // => 2 / Math.log(3)
 * ```
 */
export function fitTemperature(logits: Logits, labels: Int32Array, classes: number): TemperatureFit {
  checkPredictions("fitTemperature", logits, labels, classes);
  return fitOn([{ logits, labels }], labels.length, classes, 1);
}

/**
 * Fits the temperature of predictions that come in blocks, so that no more than one of them need be in memory.
 *
 * The same fit as `fitTemperature`. Each step of Newton's method is a pass over all blocks; it begins at the temperature of the
 * first block, so that about three are enough.
 *
 * @param blocks iterated several times, giving the same blocks each time: an array, or an object that reads a file again
 * @param classes K, at least 2
 * @returns T, its 95 % likelihood interval, and a warning in words where the data determine no T
 * @throws UsageError where logits, labels and classes do not fit together or a logit is not finite
 * @see C. Guo et al., On calibration of modern neural networks, ICML 2017
 * @example
 * ```ts
 * import { fitTemperatureInBlocks } from "@softlabel/core";
 * const blocks = [
 *   { logits: new Float64Array([2, 0, 2, 0]), labels: new Int32Array([0, 0]) },
 *   { logits: new Float64Array([2, 0, 2, 0]), labels: new Int32Array([0, 1]) },
 * ];
 * fitTemperatureInBlocks(blocks, 2).temperature; // => 2 / Math.log(3)
 * ```
 */
export function fitTemperatureInBlocks(blocks: Iterable<PredictionBlock>, classes: number): TemperatureFit {
  const n = checkBlocks("fitTemperatureInBlocks", blocks, classes);
  return fitOn(blocks, n, classes, firstGuess(blocks, n, classes));
}
