// Probability of improvement: how often a run with the method beats one without.
import { checkRange } from "../base/check.ts";
import type { Comparison } from "./comparison.ts";

/**
 * The share of paired seeds in which the method is better than the baseline, ties counting half: an estimate of P(A > B).
 *
 * 0.5 says that neither is better; Bouthillier and others call a difference meaningful from 0.75 on. It rests on seeds alone, of
 * which it takes about 29 to tell 0.75 from 0.5.
 *
 * @param comparison its seeds, and in how many the method is better and worse
 * @returns from 0 to 1
 * @throws UsageError where there is no seed
 * @see X. Bouthillier et al., Accounting for variance in machine learning benchmarks, MLSys 2021
 * @example
 * ```ts
 * import { probabilityOfImprovement } from "@softlabel/core";
 * probabilityOfImprovement({ seeds: 5, seedsBetter: 3, seedsWorse: 1 }); // => 0.7
 * ```
 */
export function probabilityOfImprovement({
  seeds,
  seedsBetter,
  seedsWorse,
}: Pick<Comparison, "seeds" | "seedsBetter" | "seedsWorse">): number {
  checkRange("probabilityOfImprovement", "seeds", seeds, { from: 1, to: Infinity, integer: true });
  return (seedsBetter + (seeds - seedsBetter - seedsWorse) / 2) / seeds;
}
