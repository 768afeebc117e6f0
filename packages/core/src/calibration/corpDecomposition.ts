// CORP decomposition of the Brier loss of confidences: miscalibration, discrimination, uncertainty, without bins.
import { checkOutcomes } from "../base/predictions.ts";
import { rankOutcomes } from "../base/ranking.ts";
import type { Ranking } from "../base/ranking.ts";
import { isotonicRegression } from "./isotonicRegression.ts";

/** Parts of the Brier loss of confidences; `brier = miscalibration - discrimination + uncertainty`. */
export interface CorpDecomposition {
  /** (1/N) Σᵢ (cᵢ - aᵢ)², the top-label Brier loss, from 0 to 1. */
  readonly brier: number;
  /** MCB: what the best rising recalibration would take off the Brier loss. */
  readonly miscalibration: number;
  /** DSC: what the recalibrated confidences gain over one confidence for all. */
  readonly discrimination: number;
  /** UNC = acc (1 - acc): what a confidence of acc for every example costs. */
  readonly uncertainty: number;
}

/** (1/N) Σᵢ (cᵢ - aᵢ)² */
function brierOf({ score, positive }: Ranking): number {
  let sum = 0;
  for (let i = 0; i < score.length; i++) sum += (score[i] - positive[i]) ** 2;
  return sum / score.length;
}

/** The decomposition of confidences ranked by themselves. */
export function decomposeRanking(ranking: Ranking): CorpDecomposition {
  const pools = isotonicRegression(ranking);
  const n = ranking.score.length;
  const accuracy = pools.reduce((sum, { positives }) => sum + positives, 0) / n;
  const uncertainty = accuracy * (1 - accuracy);
  const brier = brierOf(ranking);
  const spread = pools.reduce((sum, { positives, count }) => sum + positives * (1 - positives / count), 0);
  const recalibrated = spread / n;
  // Neither can be below 0 but by rounding.
  const [miscalibration, discrimination] = [brier, uncertainty].map((loss) => Math.max(0, loss - recalibrated));
  return { brier, miscalibration, discrimination, uncertainty };
}

/**
 * The CORP decomposition (consistent, optimally binned, reproducible, by pooling adjacent violators) of the Brier loss of
 * the confidences.
 *
 * With `BS = (1/N) Σ (cᵢ - aᵢ)²`, and `BS*` the same after the isotonic fit of `a` on `c`:
 * `MCB = BS - BS*`, `DSC = UNC - BS*`, `UNC = acc (1 - acc)`, so that `BS = MCB - DSC + UNC` exactly.
 *
 * @param confidence c [N], each from 0 to 1
 * @param correct a [N], 1 where the prediction was right, else 0
 * @returns the Brier loss and its three parts, each at least 0
 * @throws UsageError where the two do not fit together or a value is out of range
 * @see T. Dimitriadis, T. Gneiting and A. I. Jordan, Stable reliability diagrams for probabilistic classifiers, PNAS 118, 2021
 * @example
 * ```ts
 * import { corpDecomposition } from "@softlabel/core";
 * const parts = corpDecomposition(new Float64Array([0.9, 0.7]), new Uint8Array([1, 0]));
 * parts.miscalibration; // => (0.1 ** 2 + 0.7 ** 2) / 2
 * parts.discrimination; // => 0.25
 * ```
 */
export function corpDecomposition(confidence: Float64Array, correct: Uint8Array): CorpDecomposition {
  const who = "corpDecomposition";
  checkOutcomes(who, confidence, correct);
  return decomposeRanking(rankOutcomes(who, confidence, correct));
}
