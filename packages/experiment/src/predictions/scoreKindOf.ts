// Tells logits from probabilities: non-negative rows that sum to one are probabilities.
import { refuse } from "@softlabel/data/internal";
import { sumOf, sumTolerance } from "./scoreFaults.ts";
import type { ScoreBlock, ScoreKind, ScoreRows } from "./scoreFile.ts";

/** Statistics of the first rows. */
interface Look {
  /** Rows whose scores are all finite. */
  rows: number;
  /** Non-negative rows that sum to one, and to a hundred. */
  toOne: number;
  toHundred: number;
  /** Rows with all scores from 0 to 1. */
  within: number;
}

const looked = 10_000;

/** Rows of scores without labels. */
interface UnlabelledRows extends Pick<ScoreRows, "name" | "columns"> {
  readonly blocks: () => Iterable<Pick<ScoreBlock, "scores">>;
}

function lookAt({ columns, blocks }: UnlabelledRows, tolerance: number): Look {
  const look: Look = { rows: 0, toOne: 0, toHundred: 0, within: 0 };
  for (const { scores } of blocks()) {
    for (let from = 0; from < scores.length && look.rows < looked; from += columns) {
      const row = scores.subarray(from, from + columns);
      if (!row.every(Number.isFinite)) continue;
      look.rows++;
      if (!row.every((value) => value >= 0)) continue;
      const sum = sumOf(row);
      if (Math.abs(sum - 1) <= tolerance) look.toOne++;
      if (Math.abs(sum - 100) <= 100 * sumTolerance) look.toHundred++;
      if (row.every((value) => value <= 1)) look.within++;
    }
    if (look.rows >= looked) break;
  }
  return look;
}

/**
 * Decides what the scores of a file are, from its first rows.
 * @param tolerance how far the sum of probabilities may be from one
 * @throws UsageError for percentages, and for what looks like probabilities that do not sum to one
 */
export function scoreKindOf(rows: UnlabelledRows, tolerance = sumTolerance): ScoreKind {
  const look = lookAt(rows, tolerance);
  const most = (count: number): boolean => look.rows > 0 && count > look.rows / 2;
  if (rows.columns === 1) return most(look.within) ? "probabilities" : "logits";
  if (most(look.toOne)) return "probabilities";
  if (most(look.toHundred))
    return refuse(rows.name, "probabilities from 0 to 1, or logits", "rows that sum to 100", "divide them by 100");
  if (most(look.within) && look.within > 0.99 * look.rows) {
    const remedy = "use --scores logits, or --scores probabilities to see which rows are invalid";
    const got = `scores from 0 to 1 that sum to one in ${look.toOne} of ${look.rows} rows`;
    return refuse(rows.name, "logits, or probabilities that sum to one", got, remedy);
  }
  return "logits";
}
