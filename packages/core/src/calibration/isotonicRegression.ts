// Isotonic regression of outcomes on scores: the best fit among all functions that never fall.
import { forEachBlock } from "../base/ranking.ts";
import type { Ranking } from "../base/ranking.ts";

/** Scores that share one fitted value. */
interface Pool {
  /** Lowest score. */
  readonly from: number;
  /** Highest score. */
  readonly to: number;
  /** Number of examples. */
  readonly count: number;
  /** Number of examples whose outcome is 1. */
  readonly positives: number;
}

const share = ({ positives, count }: Pool): number => positives / count;

const join = (low: Pool, high: Pool): Pool => ({
  from: low.from,
  to: high.to,
  count: low.count + high.count,
  positives: low.positives + high.positives,
});

/**
 * Pools of rising share of positives, by pooling adjacent violators: equal scores start in one pool, and a pool that
 * does not rise above the next lower one is joined with it. Minimises Σᵢ (f(sᵢ) - aᵢ)² among all f that never fall.
 */
export function isotonicRegression(ranking: Ranking): Pool[] {
  const pools: Pool[] = [];
  forEachBlock(ranking, (positives, negatives, score) => {
    let pool: Pool = { from: score, to: score, count: positives + negatives, positives };
    for (let above = pools.at(-1); above !== undefined && share(above) <= share(pool); above = pools.at(-1)) {
      pool = join(pool, above);
      pools.pop();
    }
    pools.push(pool);
  });
  return pools.reverse();
}
