// Comparisons of scores: directions, weights, ties, and what cannot be compared.
import { describe, expect, it } from "vitest";
import { createRandom } from "../base/random.ts";
import { compareScores, type ScoreColumns } from "./compareScores.ts";
import { judge } from "./judge.ts";
import { metricNamed } from "./comparedMetrics.ts";
import { reachOfExamples } from "./pairedInference.ts";
import { pairedSums } from "./pairedSums.ts";

/** Scores that are the same in every column. */
function columns(...values: number[]): ScoreColumns {
  const column = Float64Array.from(values);
  return { error: column, nll: column, brier: column, gap: column };
}

describe("compareScores", () => {
  it("turns errors into accuracy and losses into advantages", () => {
    const [method, baseline] = [[columns(0, 1, 0, 0)], [columns(1, 1, 0, 1)]];
    const accuracy = compareScores(metricNamed("accuracy"), method, baseline, { classes: 2 });
    expect(accuracy.scores).toEqual({ method: 0.75, baseline: 0.25 });
    expect([accuracy.change.difference, accuracy.advantage.difference]).toEqual([0.5, 0.5]);
    const nll = compareScores(metricNamed("nll"), method, baseline, { classes: 2 });
    expect(nll.scores).toEqual({ method: 0.25, baseline: 0.75 });
    expect([nll.change.difference, nll.advantage.difference]).toEqual([-0.5, 0.5]);
    expect(nll.advantage.interval).toEqual([-nll.change.interval[1], -nll.change.interval[0]]);
    expect(nll.seedsBetter).toBe(1);
  });

  it.each([
    [0.06, 0.01, "better"],
    [-0.06, -0.01, "better"],
    [-0.06, 0.01, "better"],
    [0.01, -0.06, "worse"],
    [0.03, 0.06, "worse"],
    [0.03, -0.03, "cannot tell"],
  ])("compares a gap of %d with one of %d by their distance from zero", (hard, smooth, verdict) => {
    const random = createRandom("gaps");
    const gaps = (mean: number) =>
      Array.from({ length: 5 }, () => columns(...Array.from({ length: 500 }, () => mean + 0.08 * random.normal())));
    const result = compareScores(metricNamed("signedGap"), gaps(smooth), gaps(hard), { classes: 2 });
    expect(result.advantage.difference).toBeCloseTo(
      Math.abs(result.scores.baseline) - Math.abs(result.scores.method),
      12,
    );
    const [low, high] = result.advantage.interval;
    expect(low < result.advantage.difference && result.advantage.difference < high).toBe(true);
    expect(judge([{ method: "smooth:0.1", comparison: result }], { baseline: "hard" })[0].verdict).toBe(verdict);
  });

  it("is no more certain how near to zero a gap is than on which side", () => {
    const random = createRandom("levels");
    const levels = [0.11, -0.03, 0.08].map((level) =>
      Float64Array.from({ length: 500 }, () => level + random.normal() / 5),
    );
    const gaps = (shift: number) =>
      levels.map((values) => columns(...values.map((value) => value + shift + (shift * random.normal()) / 2)));
    const result = compareScores(metricNamed("signedGap"), gaps(-0.02), gaps(0), { classes: 2 });
    expect(result.advantage.difference).toBeCloseTo(0.02, 2);
    expect(result.pValue).toBeGreaterThan(0.05);
    const furthest = Math.max(...result.change.interval.map(Math.abs));
    expect(result.advantage.interval).toEqual([-furthest, furthest]);
  });

  it("weighs examples so that every class counts alike", () => {
    // Two of eight are of the second class: a weight of 2 for them, 2/3 for the others.
    const balance = Float64Array.of(2, 2, ...new Array<number>(6).fill(2 / 3));
    const weighted = (...errors: number[]) => ({ ...columns(...errors), balance });
    const [method, baseline] = [[weighted(0, 1, 0, 0, 0, 0, 0, 1)], [weighted(1, 1, 0, 0, 0, 0, 0, 0)]];
    const compared = compareScores(metricNamed("balancedAccuracy"), method, baseline, { classes: 2 });
    const { scores, change, advantage, evidence } = compared;
    expect(scores.method).toBeCloseTo((1 / 2 + 5 / 6) / 2, 12);
    expect(scores.baseline).toBeCloseTo((0 + 1) / 2, 12);
    expect(change.difference).toBeCloseTo(scores.method - scores.baseline, 12);
    expect(advantage.difference).toBe(change.difference);
    // the differences are 2, 0, 0 and -2/3; an unseen example may carry half of the largest weight, 1, or 2 for equality
    const weights = Float64Array.of(2, 0, 0, 0, 0, 0, 0, -2 / 3);
    const reach = reachOfExamples(pairedSums([weights]), 2)(0.05);
    expect(evidence.reach(0.05)).toEqual(reach);
    expect(() => compareScores(metricNamed("balancedAccuracy"), [columns(0)], [columns(1)], { classes: 2 })).toThrow(
      "balance of every example for balancedAccuracy",
    );
  });

  it("takes differences that are rounding beside the scores for none", () => {
    const rows = [columns(0.1 + 0.2, 0.3), columns(0.3, 0.3)];
    const same = compareScores(metricNamed("nll"), [rows[0]], [rows[1]], { classes: 2 });
    expect([same.change.difference, same.pValue]).toEqual([0, 1]);
    const real = (value: number) => Array.from({ length: 3 }, () => columns(...new Array<number>(5000).fill(value)));
    const near = compareScores(metricNamed("nll"), real(0.3), real(0.2999), { classes: 2 });
    expect(near.change.difference).toBeCloseTo(1e-4, 12);
    expect(near.change.interval[0]).toBeLessThan(0);
  });

  it("says why nothing can be said", () => {
    const one = compareScores(metricNamed("accuracy"), [columns(0)], [columns(1)], { classes: 2 });
    expect(one).toMatchObject({ pValue: null, equivalencePValue: null, undecidable: "a single test example" });
    const options = { classes: 2, undecidable: "the temperature of seed 2 is undetermined" };
    const capped = compareScores(metricNamed("nllScaled"), [columns(0, 1)], [columns(1, 1)], options);
    expect(capped.undecidable).toBe("the temperature of seed 2 is undetermined");
  });

  it("refuses what cannot be paired", () => {
    const compare = (method: ScoreColumns[], baseline: ScoreColumns[]) =>
      compareScores(metricNamed("nll"), method, baseline, { classes: 2 });
    expect(() => compare([columns(0)], [])).toThrow("1 seeds of the baseline, too, got 0");
    expect(() => compare([columns(0, 1)], [columns(0)])).toThrow(
      '2 examples for every seed, got "1 of the baseline, seed number 1"',
    );
    expect(() => compare([columns(NaN)], [columns(0)])).toThrow("finite scores");
    expect(() => compare([], [])).toThrow("at least one seed");
  });

  it("claims no difference that equally good methods may have", () => {
    const score = (i: number, seed: number) => 0.2 + ((7 * i + seed) % 5) / 1e5;
    const scores = (shift: number) =>
      [1, 2, 3].map((seed) => ({ brier: Float64Array.from({ length: 400 }, (_, i) => shift + score(i, seed)) }));
    const of = (options: { negligible?: number }, shift = 0.3) =>
      compareScores(metricNamed("brier"), scores(shift), scores(0), { classes: 2, ...options });
    const [usual, some, all] = [of({}), of({ negligible: 0.1 }), of({ negligible: 0.3001 })];
    expect(of({ negligible: 0 }).pValue).toBe(usual.pValue);
    expect(some.pValue).toBeGreaterThan(usual.pValue!);
    expect(all.pValue).toBe(1);
    expect(all.change).toEqual(usual.change);
    // and as much is taken off the margin of 0.005
    const alike = (negligible: number) => of({ negligible }, 0.001).equivalencePValue!;
    expect(alike(0.002)).toBeGreaterThan(alike(0));
    expect(alike(0.004)).toBe(1);
  });
});
