// Areas under the curves of a ranking: receiver operating characteristic, and precision against recall.
import { forEachBlock } from "../base/ranking.ts";
import type { Ranking } from "../base/ranking.ts";

/** P(positive above negative) + P(equal)/2 (Mann and Whitney); NaN where either is missing. */
export function areaUnderRoc(ranking: Ranking): number {
  let [above, pairs] = [0, 0];
  forEachBlock(ranking, (positives, negatives) => {
    pairs += negatives * (above + positives / 2);
    above += positives;
  });
  return pairs / (above * (ranking.score.length - above));
}

/** Average precision Σ (recall_b - recall_{b-1}) precision_b over blocks of equal scores; NaN where there is no positive. */
export function averagePrecision(ranking: Ranking): number {
  let [above, accepted, sum] = [0, 0, 0];
  forEachBlock(ranking, (positives, negatives) => {
    above += positives;
    accepted += positives + negatives;
    sum += positives * (above / accepted);
  });
  return sum / above;
}
