// Passes over a model's test predictions: which are correct, the most confident errors, the predictions for some rows.
import { softmax } from "@softlabel/core/internal";
import { scoreExamples } from "@softlabel/core";
import type { PredictionSource } from "../predictions/predictionSource.ts";

/** The result of a pass over all rows. */
interface SurveyedRows {
  /** 1 for each row predicted correctly. */
  readonly correct: Uint8Array;
  /** The wrong predictions with the highest confidence, in descending order; the first rows if equal. */
  readonly mostWrong: readonly number[];
}

interface WrongRow {
  readonly index: number;
  readonly logConfidence: number;
}

/** @param most number of the most confidently wrong rows */
export function surveyRows({ rows, classes, blocks }: PredictionSource, most: number): SurveyedRows {
  const correct = new Uint8Array(rows);
  let wrong: WrongRow[] = [];
  let from = 0;
  for (const { logits, labels } of blocks()) {
    const scores = scoreExamples(logits, labels, classes);
    correct.set(scores.correct, from);
    // Only a row with more confidence than the last one kept can be among them.
    const enough = wrong.length < most ? -Infinity : wrong[most - 1].logConfidence;
    scores.logConfidence.forEach((logConfidence, i) => {
      if (scores.correct[i] === 0 && logConfidence > enough) wrong.push({ index: from + i, logConfidence });
    });
    wrong = wrong.sort((a, b) => b.logConfidence - a.logConfidence).slice(0, most);
    from += labels.length;
  }
  return { correct, mostWrong: wrong.map(({ index }) => index) };
}

/** A row's label and class probabilities. */
interface PickedRow {
  readonly label: number;
  readonly probabilities: readonly number[];
}

/** The rows with these indices, by index. */
export function pickRows({ classes, blocks }: PredictionSource, indices: readonly number[]): Map<number, PickedRow> {
  const picked = new Map<number, PickedRow>();
  let from = 0;
  for (const { logits, labels } of blocks()) {
    for (const index of indices) {
      const row = index - from;
      if (row < 0 || row >= labels.length) continue;
      const probabilities = Array.from(softmax(logits.subarray(row * classes, (row + 1) * classes)));
      picked.set(index, { label: labels[row], probabilities });
    }
    from += labels.length;
  }
  return picked;
}
