// Verdicts and sentences for every case that a comparison may end in.
import { describe, expect, it } from "vitest";
import { createRandom } from "../base/random.ts";
import { compareScores } from "./compareScores.ts";
import type { Comparison, ScoreColumns } from "./compareScores.ts";
import { judge } from "./judge.ts";
import type { Judgement } from "./judge.ts";
import { comparedMetrics, metricNamed, metricTable } from "./metricTable.ts";
import type { TwoWayInterval } from "./twoWayInterval.ts";
import { twoWayInterval } from "./twoWayInterval.ts";
import { verdictOf } from "./verdict.ts";

/** A comparison with the advantage given, in the metric's unit; five seeds and 10,000 examples unless told otherwise. */
function comparison(key: string, advantage: Partial<TwoWayInterval>, scores = { method: 0, baseline: 0 }): Comparison {
  const filled: TwoWayInterval = {
    difference: 0,
    standardError: 0.001,
    degreesOfFreedom: 1000,
    interval: [0, 0],
    pValue: 0.5,
    seeds: 5,
    examples: 10000,
    seedsBelowZero: 0,
    seedsAboveZero: 5,
    ...advantage,
  };
  return { metric: metricNamed(key), scores, change: filled, advantage: filled };
}

function judged(of: Comparison, adjustedPValue = of.advantage.pValue): Judgement {
  return judge({ method: "smooth:0.1", baseline: "hard", comparison: of, adjustedPValue, noun: "image" });
}

const better = { difference: 0.004, interval: [0.001, 0.007], pValue: 0.01 } satisfies Partial<TwoWayInterval>;
const worse = {
  difference: -0.02,
  interval: [-0.03, -0.01],
  pValue: 0.001,
  seedsBelowZero: 4,
  seedsAboveZero: 1,
} satisfies Partial<TwoWayInterval>;
const open = {
  difference: 0.002,
  standardError: 0.004,
  interval: [-0.006, 0.01],
  pValue: 0.6,
  seedsAboveZero: 3,
} satisfies Partial<TwoWayInterval>;

describe("judge", () => {
  it("says better", () => {
    expect(judged(comparison("accuracy", better))).toEqual({
      verdict: "better",
      sentence:
        "smooth:0.1 is 0.4 points more accurate than hard (95 % interval 0.1 to 0.7; 5 seeds, 10,000 test images; better in 5 of 5 seeds).",
    });
  });

  it("says worse", () => {
    expect(judged(comparison("nllScaled", worse))).toEqual({
      verdict: "worse",
      sentence:
        "After temperature scaling, log loss is 0.020 nats higher (worse) with smooth:0.1 than with hard (95 % interval 0.010 to 0.030; 5 seeds, 10,000 test images; worse in 4 of 5 seeds).",
    });
  });

  it("says that a difference is too small to matter, though it is there", () => {
    const { verdict, sentence } = judged(
      comparison("accuracy", { difference: 0.001, interval: [0.0002, 0.0018], pValue: 0.01 }),
    );
    expect(verdict).toBe("better");
    expect(sentence).toContain(
      "is 0.10 points more accurate than hard, a small difference of less than 0.5 points (95 % interval 0.02 to 0.18;",
    );
  });

  it("says no difference", () => {
    expect(
      judged(
        comparison("nllScaled", { difference: -0.002, interval: [-0.006, 0.002], pValue: 0.3, seedsAboveZero: 2 }),
      ),
    ).toEqual({
      verdict: "no difference",
      sentence:
        "After temperature scaling, smooth:0.1 and hard differ by less than 0.01 nats in log loss: the difference in log loss, smooth:0.1 minus hard, is 0.002 nats (95 % interval -0.002 to 0.006; 5 seeds, 10,000 test images; better in 2 of 5 seeds).",
    });
  });

  it("says that one cannot tell, and what would show", () => {
    expect(judged(comparison("accuracy", open))).toEqual({
      verdict: "cannot tell",
      sentence:
        "Cannot tell whether smooth:0.1 is more accurate than hard: the difference in accuracy, smooth:0.1 minus hard, is 0.2 points (95 % interval -0.6 to 1.0; 5 seeds, 10,000 test images; better in 3 of 5 seeds). This experiment can only detect differences above about 1.1 points.",
    });
  });

  it("says that the correction for several methods decided", () => {
    const { verdict, sentence } = judged(
      comparison("accuracy", { ...better, difference: 0.006, interval: [0.001, 0.011], standardError: 0.0025 }),
      0.08,
    );
    expect(verdict).toBe("cannot tell");
    expect(sentence).toContain("Significant on its own, but not after correcting for the number of methods compared.");
    expect(sentence).toContain("can only detect differences above about 0.9 points");
  });

  it("begins with a capital letter, but for a name", () => {
    const scaled = comparison("nllScaled", better);
    const { sentence } = judge({ method: "a", baseline: "hard", comparison: scaled, adjustedPValue: 0.01 });
    expect(sentence).toMatch(
      /^After temperature scaling, log loss is 0.004 nats lower \(better\) with a than with hard/,
    );
  });

  it("writes as many digits as it takes to tell a difference from none", () => {
    const { sentence } = judged(comparison("nll", { difference: 1e-7, interval: [9e-8, 1.1e-7], pValue: 0.001 }));
    expect(sentence).toContain("is 0.0000001 nats lower");
    expect(sentence).toContain("95 % interval 0.0000001 to 0.0000001;");
    const { sentence: touching } = judged(comparison("nll", { ...open, interval: [-1e-9, 0.01] }));
    expect(touching).toContain("95 % interval -0.010000 to 0.000000;");
  });

  it("says what one seed leaves out", () => {
    const { sentence } = judged(comparison("accuracy", { ...better, seeds: 1, seedsAboveZero: 1 }));
    expect(sentence).toBe(
      "One run per method, seed-to-seed variation unknown: smooth:0.1 is 0.4 points more accurate than hard (95 % interval 0.1 to 0.7; 1 seed, 10,000 test images).",
    );
  });

  it.each([2, 3])("calls %d seeds a quick look", (seeds) => {
    expect(judged(comparison("accuracy", { ...better, seeds })).sentence).toMatch(/^Quick look: smooth:0.1 is/);
    expect(judged(comparison("brier", { ...open, seeds })).sentence).toMatch(/^Exploratory; quick look: cannot tell/);
  });

  it("says both gaps, and which is nearer to zero", () => {
    const gaps = comparison(
      "signedGap",
      { difference: 0.048, interval: [0.044, 0.052], pValue: 0.001 },
      { method: 0.012, baseline: 0.06 },
    );
    expect(judged(gaps)).toEqual({
      verdict: "better",
      sentence:
        "Exploratory: smooth:0.1 is over-confident by 1.2 points, hard over-confident by 6.0 points; smooth:0.1 is 4.8 points nearer to zero than hard (95 % interval 4.4 to 5.2; 5 seeds, 10,000 test images; better in 5 of 5 seeds).",
    });
    const close = comparison("signedGapScaled", open, { method: -0.021, baseline: 0.0001 });
    expect(judged(close).sentence).toContain(
      "after temperature scaling, smooth:0.1 is under-confident by 2.1 points, hard neither over- nor under-confident on average; cannot tell whether smooth:0.1 is nearer to zero than hard",
    );
  });

  it.each(metricTable.map(({ key }) => key))("writes %s without a word missing", (key) => {
    for (const advantage of [better, worse, open]) {
      const { sentence } = judged(comparison(key, advantage));
      expect(sentence).toMatch(/^(smooth|[A-Z]).*\.$/);
      expect(sentence).toMatch(/smooth:0\.1.*hard/);
      expect(sentence).not.toMatch(/undefined|NaN|\{|\}| {2}|-0\.0+ | 0\.0+ to/);
    }
  });

  it("says what is paid where a model may decline", () => {
    const { sentence } = judged({ ...comparison("riskAt80Coverage", { ...worse, difference: -0.005, interval: [-0.008, -0.002] }), draws: 1000 }); // prettier-ignore
    expect(sentence).toBe(
      "Exploratory; a cost: when the model may decline the 20 % it is least sure of, smooth:0.1 makes 0.5 points more mistakes than hard (95 % interval 0.2 to 0.8; 5 seeds, 10,000 test images; worse in 4 of 5 seeds).",
    );
    const few = judged({ ...comparison("augrcScaled", better), draws: 200 });
    expect(few.sentence).toContain(
      "after temperature scaling, AUGRC is 0.40 points lower (better) with smooth:0.1 than with hard (95 % interval 0.10 to 0.70; 5 seeds, 10,000 test images, 200 bootstrap draws; better in 5 of 5 seeds)",
    );
  });

  it("refuses a p-value that is smaller after adjustment", () => {
    expect(() => judged(comparison("accuracy", better), 0.001)).toThrow(
      "the adjusted p-value to be a number from 0.01 to 1, got 0.001; adjust p-values by holm",
    );
  });
});

describe("verdictOf", () => {
  it.each([
    ["the adjusted p-value decides", better, 0.049, "better"],
    ["not the interval", { ...better, interval: [0.001, 0.008] }, 0.05, "cannot tell"],
    ["an interval inside the margin is no difference", { interval: [-0.0049, 0.0049] }, 1, "no difference"],
    ["an interval that reaches the margin is not", { interval: [-0.005, 0.0049] }, 1, "cannot tell"],
  ] as const)("%s", (_, advantage, adjusted, verdict) => {
    expect(verdictOf(comparison("accuracy", advantage as Partial<TwoWayInterval>), adjusted)).toBe(verdict);
  });
});

/** Scores that are the same in every column. */
function columns(...values: number[]): ScoreColumns {
  const column = Float64Array.from(values);
  return { error: column, nll: column, brier: column, gap: column };
}

describe("judging without spread", () => {
  const compare = (method: ScoreColumns[], baseline: ScoreColumns[]): Judgement =>
    judged(compareScores(metricNamed("accuracy"), method, baseline), 1);

  it("makes nothing of few examples that are all alike", () => {
    expect(compare([columns(0, 0, 0)], [columns(0, 0, 0)])).toEqual({
      verdict: "cannot tell",
      sentence:
        "One run per method, seed-to-seed variation unknown: cannot tell whether smooth:0.1 is more accurate than hard: the difference is 0.0 points, and 3 test images and 1 seed show no spread to judge chance by.",
    });
    expect(compare([columns(0, 0)], [columns(1, 1)]).verdict).toBe("cannot tell");
    expect(compare([columns(0)], [columns(1)]).sentence).toContain("and a single test image shows no spread");
  });

  it("makes nothing of one example under several seeds", () => {
    expect(compare([columns(0), columns(0)], [columns(1), columns(1)]).verdict).toBe("cannot tell");
  });

  it("makes nothing of differences that are equal but for rounding", () => {
    const [method, baseline] = [0.3, 0.4].map((value) => [columns(...new Array<number>(10).fill(value))]);
    const { sentence } = judged(compareScores(metricNamed("nll"), method, baseline), 1);
    expect(sentence).toContain("the difference is -0.100 nats, and 10 test images and 1 seed show no spread");
  });

  it("finds no difference where very many are alike", () => {
    const same = columns(...new Array<number>(1000).fill(0));
    expect(compare([same, same], [same, same]).verdict).toBe("no difference");
    // Equal on all 1000, of which a class of 10 makes up a third of the score: 3/30 may still differ.
    const rare = { ...same, balance: Float64Array.from({ length: 1000 }, (_, i) => (i < 10 ? 1000 / 30 : 0.67)) };
    const weighted = compareScores(metricNamed("balancedAccuracy"), [rare], [rare]);
    expect(judged(weighted, 1).verdict).toBe("cannot tell");
  });
});

describe("compareScores", () => {
  it("turns errors into accuracy and losses into advantages", () => {
    const [method, baseline] = [[columns(0, 1, 0, 0)], [columns(1, 1, 0, 1)]];
    const accuracy = compareScores(metricNamed("accuracy"), method, baseline);
    expect(accuracy.scores).toEqual({ method: 0.75, baseline: 0.25 });
    expect([accuracy.change.difference, accuracy.advantage.difference]).toEqual([0.5, 0.5]);
    const nll = compareScores(metricNamed("nll"), method, baseline);
    expect(nll.scores).toEqual({ method: 0.25, baseline: 0.75 });
    expect([nll.change.difference, nll.advantage.difference]).toEqual([-0.5, 0.5]);
    expect(nll.advantage.interval).toEqual([-nll.change.interval[1], -nll.change.interval[0]]);
    expect(nll.advantage.seedsAboveZero).toBe(1);
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
    const result = compareScores(metricNamed("signedGap"), gaps(smooth), gaps(hard));
    expect(result.advantage.difference).toBeCloseTo(
      Math.abs(result.scores.baseline) - Math.abs(result.scores.method),
      12,
    );
    const [low, high] = result.advantage.interval;
    expect(low < result.advantage.difference && result.advantage.difference < high).toBe(true);
    expect(result.advantage.pValue).toBeGreaterThanOrEqual(result.change.pValue);
    expect(judged(result).verdict).toBe(verdict);
  });

  it("is no surer of how near a gap is to zero than of the side on which it lies", () => {
    const random = createRandom("levels");
    const levels = [0.11, -0.03, 0.08].map((level) =>
      Float64Array.from({ length: 500 }, () => level + random.normal() / 5),
    );
    const gaps = (shift: number) =>
      levels.map((values) => columns(...values.map((value) => value + shift + (shift * random.normal()) / 2)));
    const result = compareScores(metricNamed("signedGap"), gaps(-0.02), gaps(0));
    const { interval, difference, pValue } = result.advantage;
    expect(difference).toBeCloseTo(0.02, 2);
    expect(pValue).toBeGreaterThan(0.05);
    const furthest = Math.max(...result.change.interval.map(Math.abs));
    expect(interval).toEqual([-furthest, furthest]);
    expect(judged(result).sentence).toMatch(/can only detect differences above about \d\d points/);
  });

  it("weighs examples so that every class counts alike", () => {
    // Two of eight are of the second class: a weight of 2 for them, 2/3 for the others.
    const balance = Float64Array.of(2, 2, ...new Array<number>(6).fill(2 / 3));
    const weighted = (...errors: number[]) => ({ ...columns(...errors), balance });
    const [method, baseline] = [[weighted(0, 1, 0, 0, 0, 0, 0, 1)], [weighted(1, 1, 0, 0, 0, 0, 0, 0)]];
    const { scores, change, advantage, largestWeight } = compareScores(metricNamed("balancedAccuracy"), method, baseline); // prettier-ignore
    expect(scores.method).toBeCloseTo((1 / 2 + 5 / 6) / 2, 12);
    expect(scores.baseline).toBeCloseTo((0 + 1) / 2, 12);
    expect(change.difference).toBeCloseTo(scores.method - scores.baseline, 12);
    expect(advantage.difference).toBe(change.difference);
    expect(largestWeight).toBe(2);
    const rows = [weighted(0, 1, 0, 0, 0, 0, 0, 1), weighted(1, 1, 0, 0, 0, 0, 0, 0)].map(({ error }) => error.map((e, i) => e * balance[i])); // prettier-ignore
    expect(change).toEqual(twoWayInterval([rows[1].map((value, i) => value - rows[0][i])]));
    expect(() => compareScores(metricNamed("balancedAccuracy"), [columns(0)], [columns(1)])).toThrow(
      "balance of every example for balancedAccuracy",
    );
  });

  it("refuses what cannot be paired", () => {
    const metric = metricNamed("nll");
    expect(() => compareScores(metric, [columns(0)], [])).toThrow("1 seeds of the baseline, too, got 0");
    expect(() => compareScores(metric, [columns(0, 1)], [columns(0)])).toThrow(
      "2 examples of the baseline, too, got 1",
    );
    expect(() => compareScores(metric, [columns(NaN)], [columns(0)])).toThrow("finite differences");
  });
});

describe("comparedMetrics", () => {
  it("compares plain accuracy alone, or balanced accuracy in its place and plain accuracy beside it", () => {
    const flags = (primary: "accuracy" | "balancedAccuracy") =>
      comparedMetrics(primary)
        .filter(({ key }) => /accuracy$/i.test(key) || key === "nllScaled")
        .map((metric) => `${metric.key} ${metric.primary}`);
    expect(flags("accuracy")).toEqual(["accuracy true", "nllScaled true"]);
    expect(flags("balancedAccuracy")).toEqual(["accuracy false", "balancedAccuracy true", "nllScaled true"]);
  });
});

describe("metricTable", () => {
  it("has two primary metrics", () => {
    expect(metricTable.filter(({ primary }) => primary).map(({ key }) => key)).toEqual(["accuracy", "nllScaled"]);
  });

  it("names what there is, the nearest first", () => {
    expect(() => metricNamed("nl")).toThrow("the metric to be one of nll, ");
  });
});
