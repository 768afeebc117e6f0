// The scores of a file → logits of the rows that are kept.
import type { PredictionSource } from "./predictionSource.ts";
import { smallestProbability } from "./scoreFaults.ts";
import type { ScoreKind, ScoreRows } from "./scoreFile.ts";

const logOf = (probability: number): number => Math.log(Math.max(probability, smallestProbability));

type Logits = Float32Array | Float64Array;

/** Writes the logits of a row, from its scores at `from` to its logits at `to`. */
type WriteRow = (scores: Logits, from: number, logits: Logits, to: number) => void;

/** Logits of -∞, probabilities of zero, become those of the smallest probability. */
function clipZeros(row: Logits): void {
  if (!row.includes(-Infinity)) return;
  const largest = Math.max(...row);
  let total = 0;
  for (const value of row) total += Math.exp(value - largest);
  const smallest = largest + Math.log(total) + Math.log(smallestProbability);
  row.forEach((value, k) => value === -Infinity && (row[k] = smallest));
}

/** Converts a row of scores to logits; a single score is that of the class `single` of two. */
function rowWriter(kind: ScoreKind, columns: number, single: 0 | 1): WriteRow {
  if (columns === 1) {
    return (scores, from, logits, to) => {
      const score = scores[from];
      logits[to + 1 - single] = kind === "logits" ? 0 : logOf(1 - score);
      logits[to + single] = kind === "logits" ? score : logOf(score);
    };
  }
  return (scores, from, logits, to) => {
    for (let k = 0; k < columns; k++) logits[to + k] = kind === "logits" ? scores[from + k] : logOf(scores[from + k]);
    if (kind === "logits") clipZeros(logits.subarray(to, to + columns));
  };
}

/**
 * The rows that are kept, as logits: logarithms of probabilities in float64, or logits in the file's type.
 * @param left 1 for each row left out; undefined if all are kept
 * @param clipped the number of scores that are clipped, as `checkScores` counts them
 */
export function logitRows(rows: ScoreRows, kind: ScoreKind, left?: Uint8Array, clipped = 0): PredictionSource {
  const classes = rows.classes.length;
  const write = rowWriter(kind, rows.columns, rows.single ?? 1);
  const leftOut = left?.reduce((sum, each) => sum + each, 0) ?? 0;
  return {
    rows: rows.rows - leftOut,
    classes,
    *blocks() {
      if (kind === "logits" && rows.columns === classes && leftOut === 0 && clipped === 0) {
        // The blocks are logits already.
        for (const { scores, labels } of rows.blocks()) if (labels.length > 0) yield { logits: scores, labels };
        return;
      }
      let first = 0;
      let [logits, own]: [Logits, Int32Array] = [new Float64Array(0), new Int32Array(0)];
      for (const { scores, labels } of rows.blocks()) {
        if (own.length < labels.length) {
          const room = labels.length * classes;
          const keepsType = kind === "logits" && scores instanceof Float32Array;
          [logits, own] = [keepsType ? new Float32Array(room) : new Float64Array(room), new Int32Array(labels.length)];
        }
        let kept = 0;
        for (let i = 0; i < labels.length; i++) {
          if (left?.[first + i] === 1) continue;
          write(scores, i * rows.columns, logits, kept * classes);
          own[kept++] = labels[i];
        }
        first += labels.length;
        if (kept > 0) yield { logits: logits.subarray(0, kept * classes), labels: own.subarray(0, kept) };
      }
    },
  };
}
