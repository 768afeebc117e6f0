// Rows picked from blocks.
import { describe, expect, it } from "vitest";
import type { PredictionBlock, PredictionSource } from "../predictions/predictionSource.ts";
import { pickRows, surveyRows } from "./surveyRows.ts";

/** A block of two classes whose rows all have the label 0, with the odds of class 1 given. */
function blockOf(...odds: number[]): PredictionBlock {
  return { logits: Float64Array.from(odds.flatMap((o) => [0, Math.log(o)])), labels: new Int32Array(odds.length) };
}

const blocks = [blockOf(9, 0.1, 2), blockOf(4, 99, 0.01, 4), blockOf(1e30, 1e20, 3)];
const source: PredictionSource = { rows: 10, classes: 2, blocks: () => blocks };

describe("surveyRows", () => {
  it("says which rows are right", () => {
    expect(Array.from(surveyRows(source, 1).correct)).toEqual([0, 1, 0, 0, 0, 1, 0, 0, 0, 0]);
  });

  it("finds the wrong rows that the model is surest of, also where confidences round to 1, the first of equals first", () => {
    expect(surveyRows(source, 3).mostWrong).toEqual([7, 8, 4]);
    expect(surveyRows(source, 6).mostWrong).toEqual([7, 8, 4, 0, 3, 6]);
    expect(surveyRows(source, 99).mostWrong).toHaveLength(8);
  });
});

describe("pickRows", () => {
  it("gives labels and probabilities of any blocks", () => {
    const picked = pickRows(source, [3, 0]);
    expect([...picked.keys()].sort()).toEqual([0, 3]);
    expect(picked.get(3)!.label).toBe(0);
    expect(picked.get(3)!.probabilities[1]).toBeCloseTo(0.8, 12);
  });
});
