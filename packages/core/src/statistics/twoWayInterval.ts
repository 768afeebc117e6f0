// The interval of a mean difference over seeds and test examples at once.
import { check, checkRange } from "../base/check.ts";
import { readOptions } from "../base/options.ts";
import {
  inferenceOf,
  nothingKnown,
  pValueAgainst,
  reachOfExamples,
  shareOfExamples,
  type Evidence,
} from "./pairedInference.ts";
import { pairedSums, type PairedSums } from "./pairedSums.ts";
import type { AmountKind } from "../evaluation/metricRow.ts";
import { checkRows } from "./takeApart.ts";
import { amountRules, seedVariance } from "./unseenAmounts.ts";

/** A mean difference over seeds and examples, and how far it can be trusted. */
export interface TwoWayInterval {
  /** Mean difference over seeds and examples. */
  readonly difference: number;
  /** Between -∞ and ∞ for one seed with one example, which say nothing about spread. */
  readonly interval: readonly [low: number, high: number];
  /** Of no difference: the smallest level at which the interval leaves 0 out. */
  readonly pValue: number;
  readonly seeds: number;
  readonly examples: number;
  /** Seeds whose mean difference is below zero. */
  readonly seedsBelowZero: number;
  /** Seeds whose mean difference is above zero. */
  readonly seedsAboveZero: number;
}

/** How differences are to be read. */
export interface TwoWayOptions {
  /** The confidence level, between 0 and 1. */
  readonly level?: number;
  /** What an example's difference is of: right and wrong answers, log losses, or scores from -1 to 1. */
  readonly kind?: AmountKind;
  /** K, which bounds what an unseen log loss may be. */
  readonly classes?: number;
}

/** What the sums say, where an unseen example may carry `unseen`. One example for several seeds leaves the seeds alone. */
export function evidenceOf(sums: PairedSums, kind: AmountKind, unseen: number): Evidence {
  const { difference, seeds, examples } = sums;
  const single = examples === 1;
  const alone = seeds === 1 ? nothingKnown : () => ({ down: 0, up: 0 });
  return {
    difference,
    seeds,
    ofSeeds: single ? sums.ofSeeds : seedVariance(kind, sums),
    share: single ? 0 : shareOfExamples(sums),
    reach: single ? alone : reachOfExamples(sums, unseen),
  };
}

/**
 * The confidence interval of a mean difference that holds for new seeds and new examples alike.
 *
 * With d the mean, r_s the means of seeds and c_i those of examples: `V_s = Σ (r_s - d)² / ((S-1) S)`,
 * `V_i = Σ (c_i - d)² / ((N-1) N)`, V_r from the rest, ρ = max(0, 1 - V_r/V_i). The luck of the examples reaches E_down
 * and E_up, gains and losses bounded apart with room for an unseen example. The interval is
 *
 *     d - max(E_down, √(t² V_s + ρ E_down²))   to   d + max(E_up, √(t² V_s + ρ E_up²))
 *
 * with t Student's quantile for S - 1 degrees of freedom. One seed leaves E alone: the luck of the seed is then not included.
 *
 * @param differences an array of N paired differences for each of S seeds
 * @param options confidence level, and what the differences are of
 * @throws UsageError if there are no differences, seeds differ in length or a difference is not finite
 * @see K. S. Banerjee, Approximate confidence interval for linear functions of means of k populations, Sankhyā 22, 1960
 * @see M. P. Fay, E. J. Feuer, Confidence intervals for directly standardized rates, Statistics in Medicine 16, 1997
 * @example
 * ```ts
 * import { twoWayInterval } from "@softlabel/core";
 * const gains = Float64Array.from({ length: 1000 }, (_, i) => (i < 6 ? 1 : 0));
 * const { difference, pValue } = twoWayInterval([gains], { kind: "answers" });
 * difference; // => 0.006
 * Number(pValue.toFixed(4)); // => 0.0259
 * ```
 */
export function twoWayInterval(differences: readonly Float64Array[], options: TwoWayOptions = {}): TwoWayInterval {
  const who = "twoWayInterval";
  const { level, kind, classes } = readOptions(who, options, { level: 0.95, kind: "bounded", classes: 2 });
  check(differences.length > 0, who, "at least one seed", differences.length);
  checkRows(who, differences, differences[0].length, { values: "differences", whose: "for " });
  checkRange(who, "level", level, { from: 0, to: 1, open: "both" });
  const sums = pairedSums(differences);
  const unseen = amountRules[kind].forInterval(sums.largest, { classes, largestWeight: 1 });
  const inference = inferenceOf(evidenceOf(sums, kind, unseen));
  const { difference, seeds, examples, seedsBelowZero, seedsAboveZero } = sums;
  const interval = inference.intervalAt(1 - level);
  return { difference, interval, pValue: pValueAgainst(inference, 0), seeds, examples, seedsBelowZero, seedsAboveZero };
}
