// Confusions, softened pairs, risk by coverage and logit gaps of a few predictions, worked out by hand.
import { describe, expect, it } from "vitest";
import { analysePredictions } from "./analysedTrial.ts";
import { logitGapHistograms } from "./logitGaps.ts";
import { curvesOf } from "./methodCurves.ts";
import type { Predictions } from "./trialFolder.ts";

function predictionsOf(rows: readonly (readonly number[])[], labels: readonly number[]): Predictions {
  return { logits: Float32Array.from(rows.flat()), labels: Int32Array.from(labels) };
}

/** 0.6, 0.3 and 0.1 for classes 0, 1 and 2. */
const row = [Math.log(6), Math.log(3), 0];

describe("curvesOf", () => {
  const curves = curvesOf(
    [predictionsOf([row, row], [0, 1]), predictionsOf([row, [0, 9, 0]], [0, 1])].map((test) =>
      analysePredictions(test, undefined, 3),
    ),
    3,
  );

  it("adds confusions up over seeds", () => {
    expect(curves.confusion).toEqual([
      [2, 0, 0],
      [1, 1, 0],
      [0, 0, 0],
    ]);
  });

  it("names the classes that most probability of others goes to, those without examples left out", () => {
    const [first, ...others] = curves.softened;
    expect(first).toMatchObject({ label: 1, other: 0 });
    expect(first.probability).toBeCloseTo(0.3, 3);
    expect(others.map(({ label, other }) => [label, other])).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
  });

  it("averages the risk at each coverage over seeds", () => {
    // seed 1: both rows alike, one wrong; seed 2: none wrong
    expect(curves.riskCoverage).toEqual([
      { coverage: 0.5, risk: 0.25 },
      { coverage: 1, risk: 0.25 },
    ]);
  });
});

describe("logitGapHistograms", () => {
  it("measures from the mean of the other classes' logits, between the ends of all methods", () => {
    const narrow = predictionsOf([[1, 0, 0], [0, 2, 1]], [0, 1]); // prettier-ignore
    const wide = predictionsOf([[0, 4, 4], [0, 8, 4]], [0, 1]); // prettier-ignore
    const [first, second] = logitGapHistograms([[narrow], [wide]], 3);
    expect([first.from, first.to]).toEqual([-4, 6]);
    expect(first.counts.flatMap((count, bin) => (count > 0 ? [bin] : []))).toEqual([20, 22]);
    expect([second.counts[0], second.counts.at(-1)]).toEqual([1, 1]);
  });

  it("has a width where every gap is the same", () => {
    const [{ from, to, counts }] = logitGapHistograms([[predictionsOf([[1, 0]], [0])]], 2);
    expect([from, to]).toEqual([0.5, 1.5]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
  });
});
