// Scores every example by itself: error, NLL, Brier and confidence from one pass over the logits.
import { balancedWeights } from "../base/classWeights.ts";
import { checkRange } from "../base/check.ts";
import { checkPredictions } from "../base/predictions.ts";
import type { Logits } from "../base/predictions.ts";
import { argmax, softmaxRow } from "../base/softmax.ts";

/** Scores of each of N examples. */
export interface ExampleScores {
  /** 1 where the predicted class is wrong, 0 where it is right. */
  readonly error: Float64Array;
  /** -log p of the label, in nats. */
  readonly nll: Float64Array;
  /** Σₖ (pₖ - [k = label])², from 0 to 2. */
  readonly brier: Float64Array;
  /** Confidence minus correct: its mean is the signed gap. */
  readonly gap: Float64Array;
  /** Probability of the predicted class. */
  readonly confidence: Float64Array;
  /** Its logarithm, which still ranks examples whose confidence rounds to 1. */
  readonly logConfidence: Float64Array;
  /** 1 where the predicted class is the label. */
  readonly correct: Uint8Array;
  /** The weight with which every class counts alike, N / (K n) for an example whose class has n of the N: the mean of error times balance is one minus the balanced accuracy. */
  readonly balance: Float64Array;
}

/** Σₖ (pₖ - [k = label])². */
function squaredDistance(p: Float64Array, label: number): number {
  let sum = 0;
  for (let k = 0; k < p.length; k++) sum += (p[k] - (k === label ? 1 : 0)) ** 2;
  return sum;
}

/** The scores of one row. */
interface RowScores {
  /** The predicted class. */
  top: number;
  /** (1 - c)/c of the confidence c, with all its digits. */
  odds: number;
  nll: number;
  brier: number;
}

/** Scores the row that starts at `start` and leaves its probabilities in `p`. */
export function scoreRow(
  logits: Logits,
  start: number,
  label: number,
  temperature: number,
  p: Float64Array,
  into: RowScores,
): void {
  const top = argmax(logits, start, p.length);
  into.top = top;
  into.odds = softmaxRow(logits, start, top, temperature, p);
  into.nll = Math.log1p(into.odds) + (logits[start + top] - logits[start + label]) / temperature;
  into.brier = squaredDistance(p, label);
}

/**
 * Scores every example by itself.
 *
 * With `p = softmax(z / T)`, in float64 by log-sum-exp: `nll = -log p_y`, `brier = Σₖ (pₖ - [k = y])²`,
 * `confidence = maxₖ pₖ`, `logConfidence = log maxₖ pₖ`, `error = [argmax z ≠ y]` (a tie goes to the lowest index), `gap = confidence - (1 - error)`,
 * `balance = N / (K n_y)`.
 *
 * @param logits finite, row-major [N, K]
 * @param labels [N], each from 0 to K-1
 * @param classes K, at least 2
 * @param temperature T, above 0
 * @returns arrays of N numbers
 * @throws UsageError where logits, labels and classes do not fit together or a logit is not finite
 * @example
 * ```ts
 * import { scoreExamples } from "@softlabel/core";
 * const scores = scoreExamples(new Float64Array([Math.log(3), 0, 0, 0]), new Int32Array([0, 1]), 2);
 * Array.from(scores.confidence); // => [0.75, 0.5]
 * Array.from(scores.error); // => [0, 1]
 * Array.from(scores.brier); // => [0.125, 0.5]
 * ```
 */
export function scoreExamples(logits: Logits, labels: Int32Array, classes: number, temperature = 1): ExampleScores {
  return scoreEach("scoreExamples", logits, labels, classes, temperature);
}

/** The same on behalf of `who`, which errors then name. */
export function scoreEach(
  who: string,
  logits: Logits,
  labels: Int32Array,
  classes: number,
  temperature: number,
): ExampleScores {
  checkPredictions(who, logits, labels, classes);
  checkRange(who, "temperature", temperature, { from: 0, to: Infinity, open: "from" });
  const n = labels.length;
  const [error, nll, brier, gap, confidence, logConfidence] = Array.from({ length: 6 }, () => new Float64Array(n));
  const correct = new Uint8Array(n);
  const p = new Float64Array(classes);
  const row = { top: 0, odds: 0, nll: 0, brier: 0 };
  for (let i = 0; i < n; i++) {
    scoreRow(logits, i * classes, labels[i], temperature, p, row);
    nll[i] = row.nll;
    brier[i] = row.brier;
    confidence[i] = p[row.top];
    logConfidence[i] = -Math.log1p(row.odds);
    correct[i] = row.top === labels[i] ? 1 : 0;
    error[i] = 1 - correct[i];
    gap[i] = confidence[i] - correct[i];
  }
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label]++;
  const weights = balancedWeights(counts);
  const balance = Float64Array.from(labels, (label) => weights[label]);
  return { error, nll, brier, gap, confidence, logConfidence, correct, balance };
}
