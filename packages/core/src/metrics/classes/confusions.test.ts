// Top-k accuracy, confusion matrix and macro F1.
import { describe, expect, it } from "vitest";
import { createRandom } from "../../base/random.ts";
import { accuracyScore } from "../accuracyScore.ts";
import { confusionMatrix } from "./confusionMatrix.ts";
import { macroF1Score } from "./macroF1Score.ts";
import { topKAccuracyScore } from "../topKAccuracyScore.ts";

const random = createRandom("classes");
const classes = 5;
const logits = Float64Array.from({ length: 40 * classes }, () => Math.round(3 * random.normal()));
const labels = Int32Array.from({ length: 40 }, () => random.integer(classes));

/** One-hot rows for the classes. */
const predicting = (predictions: readonly number[], k: number): Float64Array =>
  Float64Array.from({ length: predictions.length * k }, (_, i) => (predictions[Math.floor(i / k)] === i % k ? 1 : 0));

describe("topKAccuracyScore", () => {
  it("sorts rows, the lowest index first among equals", () => {
    for (let k = 1; k <= classes; k++) {
      const hits = Array.from(labels).filter((label, i) => {
        const row = Array.from(logits.subarray(i * classes, (i + 1) * classes), (z, j) => ({ z, j }));
        return row.sort((a, b) => b.z - a.z || a.j - b.j).findIndex(({ j }) => j === label) < k;
      });
      expect(topKAccuracyScore(logits, labels, classes, k)).toBeCloseTo(hits.length / 40, 12);
    }
    expect(topKAccuracyScore(logits, labels, classes, 1)).toBe(accuracyScore(logits, labels, classes));
    expect(topKAccuracyScore(logits, labels, classes)).toBe(1);
  });

  it("refuses more places than classes", () => {
    expect(() => topKAccuracyScore(logits, labels, classes, 6)).toThrow("k to be a whole number from 1 to 5, got 6");
  });
});

describe("confusionMatrix", () => {
  it("counts every example once, the right ones on the diagonal", () => {
    const counts = confusionMatrix(logits, labels, classes);
    expect(counts.reduce((a, b) => a + b)).toBe(40);
    const diagonal = counts.filter((_, i) => i % (classes + 1) === 0).reduce((a, b) => a + b);
    expect(diagonal / 40).toBeCloseTo(accuracyScore(logits, labels, classes), 12);
  });

  it("has a row for each label", () => {
    expect(Array.from(confusionMatrix(predicting([2], 3), Int32Array.of(0), 3))).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 0]);
  });
});

describe("macroF1Score", () => {
  it("averages over the classes that occur, among labels or predictions", () => {
    const score = macroF1Score(predicting([0, 1, 1, 1], 4), Int32Array.of(0, 0, 1, 2), 4);
    expect(score).toBeCloseTo((2 / 3 + 2 / 4 + 0) / 3, 12);
  });

  it("is 1 where all are right, classes without examples aside", () => {
    expect(macroF1Score(predicting([0, 2], 3), Int32Array.of(0, 2), 3)).toBe(1);
  });
});
