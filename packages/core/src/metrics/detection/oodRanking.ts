// Known and unknown inputs ranked together by their scores.
import { checkScores, rankScores } from "../../ranking.ts";
import type { Ranking } from "../../ranking.ts";

/** Ranks both groups; the known ones are the positives. */
export function oodRanking(who: string, known: Float64Array, unknown: Float64Array): Ranking {
  checkScores(`${who}, in-distribution`, known);
  checkScores(`${who}, out-of-distribution`, unknown);
  return rankScores(known, unknown);
}
