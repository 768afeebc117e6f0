// Examples ranked by a score: what every threshold on the score can and cannot tell apart.
import { check, fail } from "./check.ts";

/** Examples ranked from the highest score down. */
export interface Ranking {
  /** Scores [N], falling. */
  readonly score: Float64Array;
  /** [N], 1 where the example is positive: right, or in-distribution. */
  readonly positive: Uint8Array;
}

/** Throws unless there is at least one score and each is finite. */
export function checkScores(who: string, scores: Float64Array): void {
  check(scores.length > 0, who, "at least one score", scores.length);
  const row = scores.findIndex((score) => !Number.isFinite(score));
  if (row >= 0) fail(who, "finite scores", `${scores[row]} in row ${row}`, "rank by log-probabilities or logits");
}

/** Ranks the scores of two groups that are sorted, rising, by merging them from the top. */
export function rankSorted(positives: Float64Array, negatives: Float64Array): Ranking {
  let [p, n] = [positives.length - 1, negatives.length - 1];
  const score = new Float64Array(positives.length + negatives.length);
  const positive = new Uint8Array(score.length);
  for (let i = 0; i < score.length; i++) {
    const isPositive = n < 0 || (p >= 0 && positives[p] >= negatives[n]);
    score[i] = isPositive ? positives[p--] : negatives[n--];
    positive[i] = isPositive ? 1 : 0;
  }
  return { score, positive };
}

/** Ranks the scores of two groups. */
export function rankScores(positives: Float64Array, negatives: Float64Array): Ranking {
  return rankSorted(positives.slice().sort(), negatives.slice().sort());
}

/** Ranks examples by score; those with an outcome of 1 are the positive ones. */
export function rankOutcomes(who: string, scores: Float64Array, outcomes: Uint8Array): Ranking {
  checkScores(who, scores);
  check(outcomes.length === scores.length, who, `${scores.length} outcomes, one for each score`, outcomes.length);
  const row = outcomes.findIndex((value) => value > 1);
  if (row >= 0) fail(who, "outcomes of 0 (wrong) or 1 (right)", `${outcomes[row]} in row ${row}`);
  const having = (outcome: number): Float64Array => scores.filter((_, i) => outcomes[i] === outcome);
  return rankScores(having(1), having(0));
}

/** Calls `visit` with each block of equal scores, which no threshold separates, from the highest down. */
export function forEachBlock(
  { score, positive }: Ranking,
  visit: (positives: number, negatives: number, score: number) => void,
): void {
  for (let begin = 0, end = 0; begin < score.length; begin = end) {
    let positives = 0;
    for (; end < score.length && score[end] === score[begin]; end++) positives += positive[end];
    visit(positives, end - begin - positives, score[begin]);
  }
}
