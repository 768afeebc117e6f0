// Checks predictions: logits beside labels, confidences beside what was right.
import { check, checkRange, fail } from "./check.ts";
import { checkLabels } from "./labels.ts";

/** Logits of N examples and K classes, row-major [N, K]. */
export type Logits = Float32Array | Float64Array;

/** Throws unless every number is finite; the message names the row and the class. */
export function checkFinite(who: string, logits: Logits, classes: number): void {
  let at = 0;
  while (at < logits.length && Number.isFinite(logits[at])) at++;
  if (at === logits.length) return;
  const place = `row ${Math.floor(at / classes)}, class ${at % classes}`;
  fail(who, `finite logits`, `${logits[at]} in ${place}`, "clip probabilities of zero before taking their logarithm");
}

/** Throws unless `logits` [N, K] and `labels` [N] are finite, fit together and hold at least one example. */
export function checkPredictions(who: string, logits: Logits, labels: Int32Array, classes: number): void {
  checkRange(who, "classes", classes, { from: 2, to: Infinity, integer: true });
  check(labels.length > 0, who, "at least one example", labels.length);
  const expected = `${labels.length} x ${classes} = ${labels.length * classes} logits, a row for each label`;
  check(logits.length === labels.length * classes, who, expected, logits.length);
  checkLabels(who, labels, classes);
  checkFinite(who, logits, classes);
}

/** Some of many predictions; its arrays may be written over when the next block is taken. */
export interface PredictionBlock {
  /** Finite, row-major [N, K]. */
  readonly logits: Logits;
  /** [N], each from 0 to K-1. */
  readonly labels: Int32Array;
}

/** Throws unless every block holds predictions and there is at least one example among them; gives the number of examples. */
export function checkBlocks(who: string, blocks: Iterable<PredictionBlock>, classes: number): number {
  let rows = 0;
  for (const { logits, labels } of blocks) {
    const place = rows === 0 ? who : `${who}, in the block after ${rows} rows`;
    if (labels.length > 0 || logits.length > 0) checkPredictions(place, logits, labels, classes);
    rows += labels.length;
  }
  check(rows > 0, who, "at least one example", rows);
  return rows;
}

/** Throws unless every confidence is in [0, 1] and there is at least one. */
export function checkConfidence(who: string, confidence: Float64Array): void {
  check(confidence.length > 0, who, "at least one example", confidence.length);
  let row = 0;
  while (row < confidence.length && confidence[row] >= 0 && confidence[row] <= 1) row++;
  if (row < confidence.length) fail(who, "confidences from 0 to 1", `${confidence[row]} in row ${row}`);
}

/** Throws unless `confidence` is in [0, 1] and `correct`, of the same length, holds 0 and 1 only. */
export function checkOutcomes(who: string, confidence: Float64Array, correct: Uint8Array): void {
  checkConfidence(who, confidence);
  const expected = `${confidence.length} outcomes, one for each confidence`;
  check(correct.length === confidence.length, who, expected, correct.length);
  let row = 0;
  while (row < correct.length && correct[row] <= 1) row++;
  if (row < correct.length) fail(who, "outcomes of 0 (wrong) or 1 (right)", `${correct[row]} in row ${row}`);
}
