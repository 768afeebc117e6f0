// Isotonic regression of outcomes on scores: the best fit among all functions that never fall.
import { rankOutcomes } from "../ranking.ts";

/** Scores that share one fitted value. */
export interface Pool {
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
 * does not rise above the one before it is joined with it. Minimises Σᵢ (f(sᵢ) - aᵢ)² among all f that never fall.
 */
export function isotonicRegression(who: string, scores: Float64Array, outcomes: Uint8Array): Pool[] {
  const { score, positives, negatives } = rankOutcomes(who, scores, outcomes);
  const pools: Pool[] = [];
  for (let b = score.length - 1; b >= 0; b--) {
    let pool: Pool = { from: score[b], to: score[b], count: positives[b] + negatives[b], positives: positives[b] };
    for (let last = pools.at(-1); last !== undefined && share(last) >= share(pool); last = pools.at(-1)) {
      pool = join(last, pool);
      pools.pop();
    }
    pools.push(pool);
  }
  return pools;
}
