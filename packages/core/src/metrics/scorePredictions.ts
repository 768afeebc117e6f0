// Scores a set of predictions: every number of a results table at once.
import { readOptions } from "../base/options.ts";
import type { Logits } from "../base/predictions.ts";
import { expectedError } from "./calibrationErrors/binnedErrors.ts";
import { binSums } from "./calibrationErrors/binSums.ts";
import { mean } from "../base/sum.ts";
import { scoreEach } from "./scoreExamples.ts";

/** Scores of a set of predictions: fractions, except NLL (nats) and Brier (0 to 2). */
export interface Scores {
  /** Share of examples classified rightly. */
  readonly accuracy: number;
  /** Mean negative log-likelihood of the labels, in nats. */
  readonly nll: number;
  /** Mean squared distance of the probabilities from the one-hot label, summed over classes. */
  readonly brier: number;
  /** Expected calibration error, equal-width bins. */
  readonly ece: number;
  /** Mean confidence minus accuracy: above zero is over-confident. */
  readonly signedGap: number;
  /** Mean probability of the predicted class. */
  readonly meanConfidence: number;
}

/**
 * Scores a set of predictions: accuracy, NLL, Brier, ECE, signed gap and mean confidence, from one pass over the logits.
 *
 * Each is defined at the function of its name (`accuracyScore`, `nllLoss`, `brierLoss`, `expectedCalibrationError`,
 * `signedGap`, `meanConfidence`), at the probabilities `softmax(z / T)`.
 *
 * @param logits finite, row-major [N, K]
 * @param labels [N], each from 0 to K-1
 * @param classes K, at least 2
 * @param options.temperature T, above 0; 1 unless told otherwise
 * @param options.bins number of bins of the ECE, 15 unless told otherwise
 * @throws UsageError where logits, labels and classes do not fit together or a logit is not finite
 * @example
 * ```ts
 * import { scorePredictions } from "@softlabel/core";
 * const scores = scorePredictions(new Float64Array([Math.log(3), 0, Math.log(3), 0]), new Int32Array([0, 1]), 2);
 * scores.accuracy; // => 0.5
 * scores.signedGap; // => 0.25
 * scores.ece; // => 0.25
 * ```
 */
export function scorePredictions(
  logits: Logits,
  labels: Int32Array,
  classes: number,
  options: { readonly temperature?: number; readonly bins?: number } = {},
): Scores {
  const who = "scorePredictions";
  const { temperature, bins } = readOptions(who, options, { temperature: 1, bins: 15 });
  const examples = scoreEach(who, logits, labels, classes, temperature);
  return {
    accuracy: mean(examples.correct),
    nll: mean(examples.nll),
    brier: mean(examples.brier),
    ece: expectedError(binSums(who, examples.confidence, examples.correct, { bins })),
    signedGap: mean(examples.gap),
    meanConfidence: mean(examples.confidence),
  };
}
