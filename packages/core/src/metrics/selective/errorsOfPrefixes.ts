// How many errors to expect among the most confident examples, where equal scores leave the order open.
import { forEachBlock } from "../../base/ranking.ts";
import type { Ranking } from "../../base/ranking.ts";

/** Expected errors among the k surest examples, at k-1 for k = 1 ... N: within a block of ties they grow evenly. */
export function errorsOfPrefixes(ranking: Ranking): Float64Array {
  const errors = new Float64Array(ranking.score.length);
  let [accepted, before] = [0, 0];
  forEachBlock(ranking, (right, wrong) => {
    const size = right + wrong;
    for (let j = 1; j <= size; j++) errors[accepted + j - 1] = before + (wrong * j) / size;
    accepted += size;
    before += wrong;
  });
  return errors;
}

/** Examples that a share of N stands for: at least the share, but a rounding such as 0.55 * 100 = 55.00000000000001 does not count. */
export function examplesOfShare(share: number, n: number): number {
  return Math.max(1, Math.ceil(share * n - 1e-9));
}
