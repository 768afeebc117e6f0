// Examples ranked by a score: what every threshold on the score can and cannot tell apart.
import { check, fail } from "./check.ts";

/** Examples ranked from the highest score down; those of equal score, which no threshold separates, form one block. */
export interface Ranking {
  /** Score of each block, falling. */
  readonly score: Float64Array;
  /** Number of positive examples in each block: right ones, or in-distribution ones. */
  readonly positives: Float64Array;
  /** Number of negative examples in each block. */
  readonly negatives: Float64Array;
}

/** Throws unless there is at least one score and each is finite. */
export function checkScores(who: string, scores: Float64Array): void {
  check(scores.length > 0, who, "at least one score", scores.length);
  const row = scores.findIndex((score) => !Number.isFinite(score));
  if (row >= 0) fail(who, "finite scores", `${scores[row]} in row ${row}`, "rank by log-probabilities or logits");
}

/** Ranks the scores of two groups: each is sorted by itself, then both are merged from the top. */
export function rankScores(positive: Float64Array, negative: Float64Array): Ranking {
  const sorted = [positive.slice().sort(), negative.slice().sort()];
  const left = sorted.map((group) => group.length);
  const [score, positives, negatives] = Array.from({ length: 3 }, () => new Float64Array(left[0] + left[1]));
  const top = (group: number): number => (left[group] > 0 ? sorted[group][left[group] - 1] : -Infinity);
  const take = (group: number, value: number): number => {
    const before = left[group];
    while (top(group) === value) left[group]--;
    return before - left[group];
  };
  let blocks = 0;
  for (; left[0] + left[1] > 0; blocks++) {
    score[blocks] = Math.max(top(0), top(1));
    positives[blocks] = take(0, score[blocks]);
    negatives[blocks] = take(1, score[blocks]);
  }
  return {
    score: score.slice(0, blocks),
    positives: positives.slice(0, blocks),
    negatives: negatives.slice(0, blocks),
  };
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
