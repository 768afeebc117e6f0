// Excess AURC: what a model loses against one of the same accuracy that is surest of what it gets right.
import { rankOutcomes } from "../../base/ranking.ts";
import { meanRisk } from "./aurcLoss.ts";
import { errorsOfPrefixes } from "./errorsOfPrefixes.ts";

/** AURC of N examples with this many errors, all ranked last: (1/N) Σ_{j=1..e} j / (N - e + j) */
function optimalAurc(examples: number, errors: number): number {
  let sum = 0;
  for (let j = 1; j <= errors; j++) sum += j / (examples - errors + j);
  return sum / examples;
}

/** AURC above the optimum, of errors among the k most confident: all that are wrong are among all N. */
export function excessRisk(errors: Float64Array): number {
  return meanRisk(errors) - optimalAurc(errors.length, errors[errors.length - 1]);
}

/**
 * Excess area under the risk-coverage curve, above the least that the accuracy allows.
 *
 * `E-AURC = AURC - (1/N) Σ_{j=1..e} j / (N - e + j)` for e errors: the exact optimum, not its approximation
 * `r + (1 - r) log(1 - r)` for the error rate r.
 *
 * @param scores [N], higher where the model is more confident
 * @param correct [N], 1 where the prediction was right, else 0
 * @returns at least 0; lower is better, and 0 where every right example is ranked above every wrong one
 * @throws UsageError where the two do not fit together or a score is not finite
 * @see Y. Geifman, G. Uziel and R. El-Yaniv, Bias-reduced uncertainty estimation for deep neural classifiers, ICLR 2019
 * @example
 * ```ts
 * import { excessAurcLoss } from "@softlabel/core";
 * excessAurcLoss(new Float64Array([0.9, 0.8, 0.7]), new Uint8Array([1, 0, 1])); // => (1 / 2 + 1 / 3 - 1 / 3) / 3
 * ```
 */
export function excessAurcLoss(scores: Float64Array, correct: Uint8Array): number {
  return excessRisk(errorsOfPrefixes(rankOutcomes("excessAurcLoss", scores, correct)));
}
