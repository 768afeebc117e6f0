// Verdicts and sentences for every case that a comparison may end in.
import { describe, expect, it } from "vitest";
import type { Comparison, Difference } from "./comparison.ts";
import { compareScores, type ScoreColumns } from "./compareScores.ts";
import { judge, type Judgement } from "./judge.ts";
import { comparedMetrics, metricNamed } from "./comparedMetrics.ts";
import { verdictOf } from "./verdict.ts";

/** A comparison with what is given; five seeds and 10,000 examples unless told otherwise. */
function comparison(key: string, advantage: Difference, given: Partial<Comparison> = {}): Comparison {
  const metric = metricNamed(key);
  const [low, high] = advantage.interval;
  const higher = metric.better === "higher";
  return {
    metric,
    seeds: 5,
    examples: 10000,
    scores: { method: 0, baseline: 0 },
    change: higher ? advantage : { difference: -advantage.difference, interval: [-high, -low] },
    advantage,
    seedsBetter: 5,
    seedsWorse: 0,
    pValue: 0.01,
    equivalencePValue: 0.5,
    size: 1,
    evidence: {
      difference: advantage.difference,
      seeds: 5,
      ofSeeds: 1e-6,
      share: 1,
      reach: () => ({ down: 0.004, up: 0.004 }),
    },
    ...given,
  };
}

function judged(...of: Comparison[]): Judgement {
  const family = of.map((each, i) => ({ method: i === 0 ? "smooth:0.1" : `m${i}`, comparison: each }));
  return judge(family, { baseline: "hard", noun: "image" })[0];
}

const better: Difference = { difference: 0.004, interval: [0.001, 0.007] };
const worse: Difference = { difference: -0.02, interval: [-0.03, -0.01] };
const open: Difference = { difference: 0.002, interval: [-0.006, 0.01] };
const unclear = { pValue: 0.6, seedsBetter: 3, seedsWorse: 2 };
const lost = { pValue: 0.001, seedsBetter: 1, seedsWorse: 4 };

describe("judge", () => {
  it("says better", () => {
    expect(judged(comparison("accuracy", better))).toEqual({
      verdict: "better",
      adjustedPValue: 0.01,
      adjustedEquivalencePValue: 0.5,
      comparisons: 1,
      sentence:
        "smooth:0.1 is 0.4 points more accurate than hard (95 % interval 0.1 to 0.7; 5 seeds, 10,000 test images; better in 5 of 5 seeds).",
    });
  });

  it("says worse", () => {
    const { verdict, sentence } = judged(comparison("nllScaled", worse, lost));
    expect(verdict).toBe("worse");
    expect(sentence).toBe(
      "After temperature scaling, log loss is 0.020 nats higher (worse) with smooth:0.1 than with hard (95 % interval 0.010 to 0.030; 5 seeds, 10,000 test images; worse in 4 of 5 seeds).",
    );
  });

  it("says that a difference is too small to matter, though it is there", () => {
    const small = comparison(
      "accuracy",
      { difference: 0.001, interval: [0.0002, 0.0018] },
      { equivalencePValue: 1e-4 },
    );
    expect(judged(small).verdict).toBe("better");
    expect(judged(small).sentence).toContain(
      "is 0.10 points more accurate than hard, a small difference of less than 0.5 points (95 % interval 0.02 to 0.18;",
    );
  });

  it("says no difference", () => {
    const same = { pValue: 0.3, equivalencePValue: 0.001, seedsBetter: 2, seedsWorse: 3 };
    const { verdict, sentence } = judged(
      comparison("nllScaled", { difference: -0.002, interval: [-0.006, 0.002] }, same),
    );
    expect(verdict).toBe("no difference");
    expect(sentence).toBe(
      "After temperature scaling, smooth:0.1 and hard differ by less than 0.01 nats in log loss: the difference in log loss, smooth:0.1 minus hard, is 0.002 nats (95 % interval -0.002 to 0.006; 5 seeds, 10,000 test images; better in 2 of 5 seeds).",
    );
  });

  it("says that one cannot tell, and what another experiment would show", () => {
    const { verdict, sentence } = judged(comparison("accuracy", open, unclear));
    expect(verdict).toBe("cannot tell");
    // e = 0.004 (q + 0.8416)/q with q = 1.96; c80(5, 0.05) = 4.677: √(4.677² 1e-6 + e²) = 0.00740
    expect(sentence).toBe(
      "Cannot tell whether smooth:0.1 is more accurate than hard: the difference in accuracy, smooth:0.1 minus hard, is 0.2 points (95 % interval -0.6 to 1.0; 5 seeds, 10,000 test images; better in 3 of 5 seeds). Another experiment of this size would show a difference of about 0.74 points in 4 of 5 cases.",
    );
  });

  it("corrects over the whole family, for differences and for equivalence, and says so", () => {
    const first = comparison("accuracy", better, { pValue: 0.012 });
    const others = [0.2, 0.04, 0.003].map((pValue) => comparison("nllScaled", better, { pValue }));
    const { verdict, adjustedPValue, adjustedEquivalencePValue, comparisons, sentence } = judged(first, ...others);
    expect([verdict, comparisons]).toEqual(["better", 4]);
    expect(adjustedPValue).toBeCloseTo(0.036, 12);
    expect(adjustedEquivalencePValue).toBe(1);
    const weaker = judged(comparison("accuracy", better, { pValue: 0.04 }), ...others);
    expect(weaker.verdict).toBe("cannot tell");
    expect(weaker.sentence).toContain(" By itself it would pass, but not after allowing for the 4 comparisons.");
    expect(sentence).not.toContain("By itself");
  });

  it("says of one run per method nothing about the methods, and speaks of these models", () => {
    const one = { seeds: 1, seedsBetter: 1 };
    const { verdict, modelVerdict, sentence } = judged(comparison("accuracy", better, one));
    expect([verdict, modelVerdict]).toEqual(["cannot tell", "better"]);
    expect(sentence).toBe(
      "One run per method: nothing can be said about the methods. On data like these, this smooth:0.1 model is 0.4 points more accurate than this hard model (95 % interval 0.1 to 0.7; 1 seed, 10,000 test images). Another run of either may turn this around: compare at least 3 seeds, better 5.",
    );
    const unknown = judged(comparison("nllScaled", open, { ...one, pValue: 0.6 }));
    expect(unknown.modelVerdict).toBe("cannot tell");
    expect(unknown.sentence).toContain(
      "On data like these, after temperature scaling, cannot tell whether log loss is lower (better) with this smooth:0.1 model than with this hard model",
    );
  });

  it("keeps single runs out of the family of methods", () => {
    const one = comparison("accuracy", better, { seeds: 1, pValue: 0.04 });
    const several = comparison("accuracy", better, { pValue: 0.04 });
    expect(judged(several, one, one).comparisons).toBe(1);
    expect(judged(one, several, one).adjustedPValue).toBeCloseTo(0.08, 12);
  });

  it("calls two seeds a first look, and names the cure", () => {
    const two = comparison("accuracy", open, {
      ...unclear,
      seeds: 2,
      evidence: { ...comparison("accuracy", open).evidence, seeds: 2, ofSeeds: 5e-6 },
    });
    const { sentence } = judged(two);
    expect(sentence).toMatch(/^Two seeds, a first look: cannot tell whether/);
    // c80(2, 0.05) = 39.15: 39.15 √5e-6 = 8.8 points; five seeds: V_s 2/5
    expect(sentence).toContain(
      "With 2 seeds only differences above about 8.8 points would show; with 5, about 0.87 points.",
    );
    expect(judged(comparison("brier", open, { ...unclear, seeds: 3 })).sentence).toMatch(
      /^Exploratory; quick look: cannot tell/,
    );
  });

  it("gives a reason where nothing can be said, and leaves it out of the family", () => {
    const none = {
      pValue: null,
      equivalencePValue: null,
      undecidable: "the temperature of seed 2 stopped at its limit",
    };
    const { verdict, sentence, adjustedPValue, comparisons } = judged(
      comparison("nllScaled", better, none),
      comparison("accuracy", better),
    );
    expect([verdict, adjustedPValue, comparisons]).toEqual(["cannot tell", null, 1]);
    expect(sentence).toBe(
      "After temperature scaling, cannot tell whether log loss is lower (better) with smooth:0.1 than with hard: the temperature of seed 2 stopped at its limit.",
    );
  });

  it("begins with a capital letter, but for a name", () => {
    const [{ sentence }] = judge([{ method: "a", comparison: comparison("nllScaled", better) }], { baseline: "hard" });
    expect(sentence).toMatch(
      /^After temperature scaling, log loss is 0.004 nats lower \(better\) with a than with hard/,
    );
  });

  it("writes as many digits as it takes to tell a difference from none", () => {
    const { sentence } = judged(comparison("nll", { difference: 1e-5, interval: [9e-6, 1.1e-5] }));
    expect(sentence).toContain("is 0.00001 nats lower");
    expect(sentence).toContain("95 % interval 0.00001 to 0.00001;");
    const { sentence: touching } = judged(comparison("nll", { ...open, interval: [-1e-9, 0.01] }, unclear));
    expect(touching).toContain("95 % interval -0.010000 to 0.000000;");
  });

  it("says both gaps, and which is nearer to zero", () => {
    const scores = { method: 0.012, baseline: 0.06 };
    const { verdict, sentence } = judged(
      comparison("signedGap", { difference: 0.048, interval: [0.044, 0.052] }, { scores }),
    );
    expect(verdict).toBe("better");
    expect(sentence).toBe(
      "Exploratory: smooth:0.1 is over-confident by 1.2 points, hard over-confident by 6.0 points; smooth:0.1 is 4.8 points nearer to zero than hard (95 % interval 4.4 to 5.2; 5 seeds, 10,000 test images; better in 5 of 5 seeds).",
    );
    const close = comparison("signedGapScaled", open, { ...unclear, scores: { method: -0.021, baseline: 0.0001 } });
    expect(judged(close).sentence).toContain(
      "after temperature scaling, smooth:0.1 is under-confident by 2.1 points, hard neither over- nor under-confident on average; cannot tell whether smooth:0.1 is nearer to zero than hard",
    );
  });

  it.each(comparedMetrics({ accuracy: "balancedAccuracy" }).map(({ key }) => key))(
    "writes %s without a word missing",
    (key) => {
      for (const seeds of [1, 2, 5])
        for (const [advantage, given] of [
          [better, {}],
          [worse, lost],
          [open, unclear],
          [open, { ...unclear, equivalencePValue: 1e-4 }],
        ] as const) {
          const { sentence } = judged(comparison(key, advantage, { ...given, seeds }));
          expect(sentence).toMatch(/^(smooth|[A-Z]).*\.$/);
          expect(sentence).toMatch(/smooth:0\.1.*hard/);
          expect(sentence).not.toMatch(/undefined|NaN|\{|\}| {2}|-0\.0+ | 0\.0+ to/);
        }
    },
  );

  it("names the coverage", () => {
    const cost = comparison(
      "riskAt80Coverage",
      { difference: -0.005, interval: [-0.008, -0.002] },
      { ...lost, draws: 1000 },
    );
    expect(judged(cost).sentence).toBe(
      "Exploratory: error rate at 80 % coverage is 0.5 points higher (worse) with smooth:0.1 than with hard (95 % interval 0.2 to 0.8; 5 seeds, 10,000 test images; worse in 4 of 5 seeds).",
    );
    const few = judged(comparison("augrcScaled", better, { draws: 200 }));
    expect(few.sentence).toContain(
      "after temperature scaling, AUGRC is 0.40 points lower (better) with smooth:0.1 than with hard (95 % interval 0.10 to 0.70; 5 seeds, 10,000 test images, 200 bootstrap draws; better in 5 of 5 seeds)",
    );
  });

  it("refuses nothing to judge", () => {
    expect(() => judge([], { baseline: "hard" })).toThrow("judge: expected at least one comparison");
  });
});

describe("verdictOf", () => {
  it.each([
    ["the adjusted p-value decides", better, { difference: 0.049, equivalence: 1 }, "better"],
    ["not the interval", better, { difference: 0.05, equivalence: 1 }, "cannot tell"],
    ["equivalence has a p-value of its own", open, { difference: 1, equivalence: 0.049 }, "no difference"],
    ["which is corrected, too", open, { difference: 1, equivalence: 0.05 }, "cannot tell"],
    [
      "a rounding error is not a difference",
      { difference: 9e-7, interval: [8e-7, 1e-6] },
      { difference: 0, equivalence: 0.001 },
      "no difference",
    ],
  ] as const)("%s", (_, advantage, adjusted, verdict) => {
    expect(verdictOf(comparison("accuracy", advantage), adjusted)).toBe(verdict);
  });
});

describe("judging what is alike", () => {
  const columns = (...values: number[]): ScoreColumns => ({ error: Float64Array.from(values) });
  const alike = (examples: number, seeds: number): Judgement => {
    const rows = Array.from({ length: seeds }, () => columns(...new Array<number>(examples).fill(0)));
    return judged(compareScores(metricNamed("accuracy"), rows, rows, { classes: 2 }));
  };

  it("leaves room for what few examples have not shown, and finds no difference on many", () => {
    // the rule of three: 3.67/600 is above the margin of 0.5 points, 3.74/1000 below it
    expect(alike(600, 3).verdict).toBe("cannot tell");
    expect(alike(1000, 3).verdict).toBe("no difference");
    expect(alike(1000, 1)).toMatchObject({ verdict: "cannot tell", modelVerdict: "no difference" });
  });
});
