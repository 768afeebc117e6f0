// Bootstrapped comparisons: pairing, what they share with the closed form, and what is not defined.
import { scoreExamples, type ExampleScores } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { createRandom } from "../base/random.ts";
import { bootstrapRankings } from "./bootstrapRankings.ts";
import { compareRankings } from "./compareRankings.ts";
import { compareScores } from "./compareScores.ts";
import type { Comparison } from "./comparison.ts";
import { isRankingMetric } from "./metricDefinition.ts";
import { comparedMetrics, metricNamed } from "./comparedMetrics.ts";

const seeds = 4;
const n = 400;

/** Scores of seeds that share examples: difficulty is the example's, noise the seed's; `skill` separates right from wrong. */
function trials(name: string, skill: number, examples = n): ExampleScores[] {
  const difficulty = createRandom("difficulty");
  const hard = Float64Array.from({ length: examples }, () => difficulty.normal());
  return Array.from({ length: seeds }, (_, s) => {
    const random = createRandom(name).fork(s);
    const logits = new Float64Array(2 * examples);
    hard.forEach((value, i) => (logits[2 * i] = skill + value + 0.3 * random.normal()));
    return scoreExamples(logits, new Int32Array(examples), 2);
  });
}

const [good, bad] = [trials("good", 2), trials("bad", 1)];
const drawn = bootstrapRankings([...good, ...bad]);
const [goodDraws, badDraws] = [drawn.slice(0, seeds), drawn.slice(seeds)];

describe("compareRankings", () => {
  it.each(
    comparedMetrics({ accuracy: "balancedAccuracy" })
      .filter(isRankingMetric)
      .map(({ key }) => key),
  )("judges %s in its direction", (key) => {
    const comparison = compareRankings(metricNamed(key), goodDraws, badDraws)!;
    const { scores, change, advantage, draws, seeds: paired, examples } = comparison;
    expect(scores.method - scores.baseline).toBeCloseTo(change.difference, 12);
    expect(Math.sign(advantage.difference)).toBe(
      Math.sign(metricNamed(key).better === "higher" ? change.difference : -change.difference),
    );
    expect(change.interval[0]).toBeLessThan(change.difference);
    expect(change.interval[1]).toBeGreaterThan(change.difference);
    expect([draws, paired, examples]).toEqual([1000, seeds, n]);
  });

  it("finds nothing between equals, whose draws are the same", () => {
    const { change, pValue } = compareRankings(metricNamed("augrc"), goodDraws, goodDraws)!;
    expect([change.difference, ...change.interval, pValue]).toEqual([0, 0, 0, 1]);
  });

  it("has about the closed form's interval where the statistic is a mean: all confidences equal, AUGRC is error/2", () => {
    const alike = (scores: ExampleScores[]) =>
      scores.map(({ error }) => ({ error, logConfidence: new Float64Array(n) }));
    const [method, baseline] = [alike(good), alike(bad)];
    const draws = bootstrapRankings([...method, ...baseline], { draws: 4000 });
    const ranked = compareRankings(metricNamed("augrc"), draws.slice(0, seeds), draws.slice(seeds))!;
    const closed: Comparison = compareScores(metricNamed("accuracy"), method, baseline, { classes: 2 });
    const width = ({ change: { interval } }: Comparison): number => interval[1] - interval[0];
    expect(2 * ranked.change.difference).toBeCloseTo(-closed.change.difference, 12);
    expect((2 * width(ranked)) / width(closed)).toBeGreaterThan(0.85);
    expect((2 * width(ranked)) / width(closed)).toBeLessThan(1.02);
  });

  it("gives the same numbers whatever other trials are drawn beside", () => {
    const [alone] = bootstrapRankings([bad[0]]);
    expect(alone.statistics.augrc).toEqual(badDraws[0].statistics.augrc);
    expect(bootstrapRankings([bad[0]], { seed: 2 })[0].statistics.augrc.draws).not.toEqual(
      alone.statistics.augrc.draws,
    );
  });

  it("leaves the luck of the seed out where there is only one", () => {
    const { change, seeds: paired, evidence } = compareRankings(metricNamed("augrc"), [goodDraws[0]], [badDraws[0]])!;
    expect(paired).toBe(1);
    const { down, up } = evidence.reach(0.05);
    expect(change.interval).toEqual([change.difference - down, change.difference + up]);
  });

  it("has no AUROC to compare where one seed makes no error, and no NaN in what it compares", () => {
    const perfect = trials("perfect", 50);
    const draws = bootstrapRankings(perfect);
    expect(compareRankings(metricNamed("misclassificationAuroc"), draws, goodDraws)).toBeUndefined();
    for (const key of ["augrc", "excessAurc", "riskAt80Coverage"]) {
      const { change, pValue } = compareRankings(metricNamed(key), draws, goodDraws)!;
      expect([change.difference, pValue, ...change.interval].every(Number.isFinite)).toBe(true);
    }
  });

  it("leaves out the draws in which a rare error is missing, and gives up where too few are left", () => {
    const rare = (errors: number) => {
      const error = Float64Array.from({ length: n }, (_, i) => (i < errors ? 1 : 0));
      return bootstrapRankings([{ error, logConfidence: error.map((_, i) => -i / n) }], { draws: 200 });
    };
    const one = compareRankings(metricNamed("misclassificationAuroc"), rare(1), rare(1))!;
    expect(one.draws).toBeLessThan(160);
    expect(one.draws).toBeGreaterThan(90);
    const two = bootstrapRankings([{ error: Float64Array.of(0, 1), logConfidence: Float64Array.of(-1, -2) }], {
      draws: 60,
    });
    expect(compareRankings(metricNamed("misclassificationAuroc"), two, two)).toBeUndefined();
  });

  it("knows nothing from one example of one seed", () => {
    const [one] = bootstrapRankings([{ error: Float64Array.of(1), logConfidence: Float64Array.of(-1) }]);
    expect(compareRankings(metricNamed("augrc"), [one], [one])!.change.interval).toEqual([-Infinity, Infinity]);
  });

  it("refuses what cannot be paired, and metrics that are means", () => {
    const metric = metricNamed("augrc");
    const few = bootstrapRankings(bad, { draws: 10 });
    expect(() => compareRankings(metric, [], [])).toThrow("at least one seed, got 0");
    expect(() => compareRankings(metric, goodDraws, badDraws.slice(1))).toThrow("4 seeds of the baseline, too, got 3");
    expect(() => compareRankings(metric, goodDraws, few)).toThrow("1000 draws for every seed");
    expect(() => compareRankings(metric, goodDraws, bootstrapRankings(trials("x", 1, 50)))).toThrow("400 examples");
    expect(() => compareRankings(metricNamed("nll"), goodDraws, badDraws)).toThrow("use compareScores");
    expect(() => compareScores(metric, good, bad, { classes: 2 })).toThrow("use compareRankings");
  });
});

describe("bootstrapRankings", () => {
  it("draws less often from very many examples", () => {
    const error = new Float64Array(50_000);
    const [{ statistics }] = bootstrapRankings([{ error, logConfidence: error }]);
    expect(statistics.augrc.draws.length).toBe(400);
  });

  it("is empty without trials", () => expect(bootstrapRankings([])).toEqual([]));

  it("refuses trials of different length, and a single draw", () => {
    const columns = (length: number) => ({ error: new Float64Array(length), logConfidence: new Float64Array(length) });
    expect(() => bootstrapRankings([columns(2), columns(3)])).toThrow("2 examples for every trial, got 3");
    expect(() => bootstrapRankings([columns(2)], { draws: 1 })).toThrow("draws to be a whole number of at least 2");
    expect(() => bootstrapRankings([columns(0)])).toThrow("at least one score, got 0");
  });
});
