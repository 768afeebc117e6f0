// Known and unknown inputs ranked together by their scores.
import { checkScores, rankScores } from "../../base/ranking.ts";
import type { Ranking } from "../../base/ranking.ts";

/** Throws unless each group has scores and all are finite. */
function checkGroups(who: string, known: Float64Array, unknown: Float64Array): void {
  checkScores(`${who}, in-distribution`, known);
  checkScores(`${who}, out-of-distribution`, unknown);
}

/** Ranks both groups, the surest first; the known ones are the positives. */
export function oodRanking(who: string, known: Float64Array, unknown: Float64Array): Ranking {
  checkGroups(who, known, unknown);
  return rankScores(known, unknown);
}

const negated = (scores: Float64Array): Float64Array => scores.map((score) => -score);

/** Ranks both groups, the least sure first; the unknown ones are the positives. */
export function reversedOodRanking(who: string, known: Float64Array, unknown: Float64Array): Ranking {
  checkGroups(who, known, unknown);
  return rankScores(negated(unknown), negated(known));
}
