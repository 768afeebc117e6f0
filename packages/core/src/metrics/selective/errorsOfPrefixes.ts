// How many errors to expect among the most confident examples, where equal scores leave the order open.
import { rankOutcomes } from "../../ranking.ts";

/**
 * Expected number of errors among the k examples of highest score, for k = 1 ... N.
 *
 * Equal scores are taken in random order: each example of a block with m examples and e errors adds e/m.
 */
export function errorsOfPrefixes(who: string, scores: Float64Array, correct: Uint8Array): Float64Array {
  const { positives, negatives } = rankOutcomes(who, scores, correct);
  const errors = new Float64Array(scores.length);
  let [accepted, before] = [0, 0];
  positives.forEach((right, b) => {
    const size = right + negatives[b];
    for (let j = 1; j <= size; j++) errors[accepted + j - 1] = before + (negatives[b] * j) / size;
    accepted += size;
    before += negatives[b];
  });
  return errors;
}

/** Examples that a share of N stands for: at least the share, but a rounding such as 0.55 * 100 = 55.00000000000001 does not count. */
export function examplesOfShare(share: number, n: number): number {
  return Math.max(1, Math.ceil(share * n - 1e-9));
}
