// Confusions, softened pairs, risk by coverage and logit gaps of a few predictions, worked out by hand.
import { createEvaluator, type Evaluator, type EvenHistogram } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { logitGapHistograms } from "./logitGaps.ts";
import { curvesOf, pooledCurves } from "./methodCurves.ts";

function evaluated(rows: readonly (readonly number[])[], labels: readonly number[]): Evaluator {
  return createEvaluator({ classes: rows[0].length }).add(Float32Array.from(rows.flat()), Int32Array.from(labels));
}

/** 0.6, 0.3 and 0.1 for classes 0, 1 and 2. */
const row = [Math.log(6), Math.log(3), 0];

describe("curvesOf", () => {
  const curves = curvesOf(pooledCurves([evaluated([row, row], [0, 1]), evaluated([row, [0, 9, 0]], [0, 1])], 3), 3);

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

/** Counts of values, in bins of width 1/8. */
function counted(values: readonly number[]): EvenHistogram {
  const [from, to] = [Math.min(...values), Math.max(...values)];
  const counts = new Float64Array((to - from) * 8 + 1);
  values.forEach((value) => counts[(value - from) * 8]++);
  return { from, width: 1 / 8, counts };
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

describe("logitGapHistograms", () => {
  it("reaches from the lowest to the highest gap of all methods, in bins that are the same for each", () => {
    const [first, second, none] = logitGapHistograms([counted([1, 1.5]), counted([-4, 6]), undefined]);
    // 81 bins of 1/8, three to each that is shown
    expect([first.from, first.to, first.counts.length]).toEqual([-4, -4 + 27 * 0.375, 27]);
    expect(first.counts.flatMap((count, bin) => (count > 0 ? [bin] : []))).toEqual([13, 14]);
    expect(second.counts.flatMap((count, bin) => (count > 0 ? [bin] : []))).toEqual([0, 26]);
    expect([none.from, none.to, total(none.counts)]).toEqual([first.from, first.to, 0]);
  });

  it("joins counts of different widths", () => {
    const wide = { from: -8, width: 4, counts: Float64Array.of(1, 0, 2) };
    const [narrow, other] = logitGapHistograms([counted([-1, 2.5]), wide]);
    expect([narrow.from, narrow.to]).toEqual([-8, 4]);
    expect(narrow.counts).toEqual([0, 1, 1]);
    expect(other.counts).toEqual([1, 0, 2]);
  });

  it("counts a few outliers in the outermost bins", () => {
    const values = [-100, ...Array.from({ length: 998 }, (_, i) => (i % 16) / 8), 100];
    const [{ from, to, counts }] = logitGapHistograms([counted(values)]);
    expect([from, to, total(counts)]).toEqual([0, 2, 1000]);
  });

  it("shows the gaps of masked classes", () => {
    const masked = createEvaluator({ classes: 2 }).add(Float64Array.of(0, -1e300, 1, 0), Int32Array.of(0, 0));
    const [{ from, to, counts }] = logitGapHistograms([masked.curves().logitGaps]);
    expect([from <= 1, to > 1e300, Number.isFinite(to)]).toEqual([true, true, true]);
    expect([counts.length <= 40, counts[0], counts.at(-1)]).toEqual([true, 1, 1]);
    const alone = createEvaluator({ classes: 2 }).add(Float64Array.of(0, -1e300), Int32Array.of(0));
    expect(logitGapHistograms([alone.curves().logitGaps])[0].counts).toEqual([1]);
  });

  it("has a width where every gap is the same, or there is none", () => {
    const [{ from, to, counts }] = logitGapHistograms([
      createEvaluator({ classes: 2 }).add(Float64Array.of(1, 0), Int32Array.of(0)).curves().logitGaps,
    ]);
    expect([from, to, total(counts)]).toEqual([0.5, 1.5, 1]);
    expect(logitGapHistograms([undefined])).toEqual([{ from: 0, to: 1, counts: [0] }]);
  });
});
