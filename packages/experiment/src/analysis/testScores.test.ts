// All scores of one set of predictions: those worked out by hand, and what is null because no number is right.
import { describe, expect, it } from "vitest";
import { evaluateAt } from "./predictionBlocks.ts";
import { testScores } from "./testScores.ts";

function scoresOf(rows: readonly (readonly number[])[], labels: readonly number[], temperature = 1) {
  const test = { logits: Float32Array.from(rows.flat()), labels: Int32Array.from(labels) };
  const classes = rows[0].length;
  const [evaluator] = evaluateAt([test], classes, [temperature]);
  return testScores(evaluator);
}

/** Three quarters for the first class. */
const sure = [Math.log(3), 0];
/** Nine tenths for the second. */
const confident = [0, Math.log(9)];

describe("testScores", () => {
  it("holds what follows from confidences and outcomes", () => {
    const scores = scoresOf([sure, sure, confident, confident], [0, 1, 1, 1]);
    expect(scores.accuracy).toBe(0.75);
    expect(scores.meanConfidence).toBeCloseTo(0.825, 6);
    expect(scores.meanConfidenceWrong).toBeCloseTo(0.75, 6);
    expect(scores.ece).toBeCloseTo((0.5 + 0.2) / 4, 6);
    expect(scores.maximumCalibrationError).toBeCloseTo(0.25, 6);
    // F1 of the first class 2/3, of the second 4/5
    expect(scores.macroF1).toBeCloseTo((2 / 3 + 4 / 5) / 2, 12);
    const { miscalibration, discrimination, uncertainty } = scores.corp;
    expect(miscalibration - discrimination + uncertainty).toBeCloseTo((0.25 ** 2 + 0.75 ** 2 + 2 * 0.1 ** 2) / 4, 6);
    // the surest three: two right, then the error in expectation
    expect(scores.riskAt80Coverage).toBeCloseTo(1 / 4, 12);
    expect(scores.coverageAt5Risk).toBe(0.5);
    expect(scores.misclassificationAuroc).toBeCloseTo((1 + 1 + 0.5) / 3, 12);
  });

  it("follows the temperature in all that confidence decides, and in nothing else", () => {
    const rows = [[2, 0, 1], [0, 3, 1], [1, 0, 2]]; // prettier-ignore
    const [one, two] = [scoresOf(rows, [0, 1, 0]), scoresOf(rows, [0, 1, 0], 2)];
    expect(two.accuracy).toBe(one.accuracy);
    expect(two.macroF1).toBe(one.macroF1);
    expect(two.meanConfidence).toBeLessThan(one.meanConfidence);
    expect(two.classwiseCalibrationError).not.toBe(one.classwiseCalibrationError);
    const halved = scoresOf(rows.map((row) => row.map((value) => value / 2)), [0, 1, 0]); // prettier-ignore
    expect(two).toEqual(halved);
  });

  it("has null where a metric is undefined: no mistakes, nothing but mistakes, few classes, no safe share", () => {
    const right = scoresOf([sure, confident], [0, 1]);
    expect([right.meanConfidenceWrong, right.misclassificationAuroc, right.top5Accuracy]).toEqual([null, null, null]);
    const wrong = scoresOf([sure, confident], [1, 0]);
    expect([wrong.misclassificationAuroc, wrong.coverageAt5Risk]).toEqual([null, null]);
    expect(wrong.meanConfidenceWrong).toBeCloseTo(0.825, 6);
    expect(scoresOf([[1, 2, 3, 4, 5, 6]], [0]).top5Accuracy).toBe(0);
  });
});
