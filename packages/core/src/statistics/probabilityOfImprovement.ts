// Probability of improvement: how often a training with the method beats one without.
import { checkRange } from "../base/check.ts";
import type { TwoWayInterval } from "./twoWayInterval.ts";

/**
 * The share of paired seeds in which the method is better than the baseline, ties counting half: an estimate of P(A > B).
 *
 * 0.5 says that neither is better; Bouthillier and others call a difference meaningful from 0.75 on. It rests on seeds alone, of
 * which it takes about 29 to tell 0.75 from 0.5.
 *
 * @param advantage of a comparison: only the seeds on either side of zero are looked at
 * @returns from 0 to 1
 * @throws UsageError where there is no seed
 * @see X. Bouthillier et al., Accounting for variance in machine learning benchmarks, MLSys 2021
 * @example
 * ```ts
 * import { probabilityOfImprovement } from "@softlabel/core";
 * probabilityOfImprovement({ seeds: 5, seedsAboveZero: 3, seedsBelowZero: 1 }); // => 0.7
 * ```
 */
export function probabilityOfImprovement({
  seeds,
  seedsAboveZero,
  seedsBelowZero,
}: Pick<TwoWayInterval, "seeds" | "seedsAboveZero" | "seedsBelowZero">): number {
  checkRange("probabilityOfImprovement", "seeds", seeds, { from: 1, to: Infinity, integer: true });
  return (seedsAboveZero + (seeds - seedsAboveZero - seedsBelowZero) / 2) / seeds;
}
