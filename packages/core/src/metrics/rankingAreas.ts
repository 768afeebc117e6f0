// Areas under the curves of a ranking: receiver operating characteristic, and precision against recall.
import type { Ranking } from "../ranking.ts";

const total = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count, 0);

/** P(positive above negative) + P(equal)/2 (Mann and Whitney); NaN where either is missing. */
export function areaUnderRoc({ positives, negatives }: Ranking): number {
  let [above, pairs] = [0, 0];
  positives.forEach((count, b) => {
    pairs += negatives[b] * (above + count / 2);
    above += count;
  });
  return pairs / (above * total(negatives));
}

/** Average precision Σ (recall_b - recall_{b-1}) precision_b over blocks of equal scores; NaN where there is no positive. */
export function averagePrecision({ positives, negatives }: Ranking): number {
  let [above, accepted, sum] = [0, 0, 0];
  positives.forEach((count, b) => {
    above += count;
    accepted += count + negatives[b];
    sum += count * (above / accepted);
  });
  return sum / above;
}
