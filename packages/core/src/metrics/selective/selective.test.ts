// Selective classification against other libraries, all orders of ties, and AUGRC's identity.
import { describe, expect, it } from "vitest";
import { createRandom } from "../../base/random.ts";
import { rankOutcomes } from "../../base/ranking.ts";
import { fixture } from "../metrics.fixtures.ts";
import { mean } from "../../base/sum.ts";
import { averagePrecision } from "../rankingAreas.ts";
import { scoreExamples } from "../scoreExamples.ts";
import { augrcLoss } from "./augrcLoss.ts";
import { aurcLoss } from "./aurcLoss.ts";
import { coverageAtRisk } from "./coverageAtRisk.ts";
import { excessAurcLoss } from "./excessAurcLoss.ts";
import { misclassificationAurocScore } from "./misclassificationAurocScore.ts";
import { riskAtCoverage } from "./riskAtCoverage.ts";
import { riskCoverageCurve } from "./riskCoverageCurve.ts";

describe("selective classification on the evaluation fixtures", () => {
  it("gives the AURC of B, and of A with ties in the order of rows", () => {
    const b = fixture("B");
    expect(aurcLoss(b.confidence, b.correct)).toBeCloseTo(0.401457, 6);
    const a = fixture("A");
    const inOrder = a.confidence.map((c, i) => c - 1e-9 * i);
    expect(aurcLoss(inOrder, a.correct)).toBeCloseTo(0.202555, 6);
    // the reference takes off an approximate optimum, r + (1 - r) log(1 - r) at r = 1/4
    const [exact, approximate] = [(1 / 10 + 2 / 11 + 3 / 12) / 12, 0.25 + 0.75 * Math.log(0.75)];
    expect(excessAurcLoss(inOrder, a.correct) + exact - approximate).toBeCloseTo(0.168317, 6);
  });

  it.each([
    // fd-shifts, ties collapsed
    ["A", augrcLoss, 0.111111],
    ["B", augrcLoss, 0.220125],
    // scikit-learn
    ["A", misclassificationAurocScore, 0.574074],
    ["B", misclassificationAurocScore, 0.639556],
  ] as const)("of %s, %o", (name, metric, expected) => {
    const { confidence, correct } = fixture(name);
    expect(metric(confidence, correct)).toBeCloseTo(expected, 6);
  });

  it.each(["A", "B"] as const)("%s has AUGRC = (1 - AUROC) acc (1 - acc) + (1 - acc)²/2", (name) => {
    const { confidence, correct } = fixture(name);
    const accuracy = mean(correct);
    const ranking = (1 - misclassificationAurocScore(confidence, correct)) * accuracy * (1 - accuracy);
    expect(augrcLoss(confidence, correct)).toBeCloseTo(ranking + (1 - accuracy) ** 2 / 2, 12);
  });

  it("ranks examples of B again after temperature scaling, which moves no prediction", () => {
    const { logits, labels, classes, correct, confidence } = fixture("B");
    const scaled = scoreExamples(logits, labels, classes, 1.4120726185);
    expect(scaled.correct).toEqual(correct);
    const [before, after] = [aurcLoss(confidence, correct), aurcLoss(scaled.logConfidence, correct)];
    expect(Math.abs(after - before)).toBeGreaterThan(1e-4);
  });

  it("gives scikit-learn's average precisions of A, of success and of error", () => {
    const { confidence, correct } = fixture("A");
    const wrong = correct.map((right) => 1 - right);
    const unsure = confidence.map((c) => -c);
    expect(averagePrecision(rankOutcomes("test", confidence, correct))).toBeCloseTo(0.798148, 6);
    expect(averagePrecision(rankOutcomes("test", unsure, wrong))).toBeCloseTo(0.368687, 6);
  });
});

/** All orders of a few items. */
function orders(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => orders(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

describe("ties", () => {
  const scores = Float64Array.of(0.9, 0.9, 0.9, 0.5, 0.5, 0.1);
  const correct = Uint8Array.of(1, 0, 1, 0, 1, 1);
  const shuffled = orders([0, 1, 2, 3, 4, 5]).map((order) => scores.map((score, i) => score - 1e-9 * order[i]));

  it.each([
    ["AURC", aurcLoss],
    ["excess AURC", excessAurcLoss],
    ["risk at coverage 0.5", (s: Float64Array, c: Uint8Array) => riskAtCoverage(s, c, 0.5)],
    ["risk at coverage 1/3", (s: Float64Array, c: Uint8Array) => riskAtCoverage(s, c, 1 / 3)],
    ["AUROC", misclassificationAurocScore],
    ["AUGRC", augrcLoss],
  ])("give %s its mean over all orders", (_, metric) => {
    expect(metric(scores, correct)).toBeCloseTo(mean(shuffled.map((s) => metric(s, correct))), 12);
  });
});

describe("selective classification", () => {
  it("has AUGRC = (1 - AUROC) acc (1 - acc) + (1 - acc)²/2", () => {
    const random = createRandom("augrc");
    const scores = Float64Array.from({ length: 300 }, () => Math.round(20 * random.uniform()) / 20);
    const correct = Uint8Array.from(scores, (score) => (random.uniform() < score ? 1 : 0));
    const accuracy = mean(correct);
    const auroc = misclassificationAurocScore(scores, correct);
    const expected = (1 - auroc) * accuracy * (1 - accuracy) + (1 - accuracy) ** 2 / 2;
    expect(augrcLoss(scores, correct)).toBeCloseTo(expected, 12);
  });

  it("refuses in the name of what was called", () => {
    for (const [name, loss] of Object.entries({ aurcLoss, excessAurcLoss }))
      expect(() => loss(Float64Array.of(NaN), Uint8Array.of(1))).toThrow(`${name}: expected finite scores`);
  });

  it("has no excess where every error comes last", () => {
    expect(excessAurcLoss(Float64Array.of(5, 4, 3, 2), Uint8Array.of(1, 1, 0, 0))).toBeCloseTo(0, 12);
  });

  it("knows shares that rounding blurs: 0.55 of 100 is 55", () => {
    const scores = Float64Array.from({ length: 100 }, (_, i) => -i);
    const correct = Uint8Array.from(scores, (_, i) => (i === 55 ? 0 : 1));
    expect(riskAtCoverage(scores, correct, 0.55)).toBe(0);
    expect(riskAtCoverage(scores, correct, 0.551)).toBeCloseTo(1 / 56, 12);
    expect(riskAtCoverage(scores, correct, 1e-6)).toBe(0);
  });

  it("finds the largest safe coverage, even beyond a bad start", () => {
    const scores = Float64Array.from({ length: 20 }, (_, i) => -i);
    const correct = Uint8Array.from(scores, (_, i) => (i === 0 ? 0 : 1));
    expect(coverageAtRisk(scores, correct)).toBe(1);
    expect(coverageAtRisk(scores, correct, 0.04)).toBe(0);
    expect(coverageAtRisk(scores, correct, 1)).toBe(1);
  });

  it("has no AUROC without errors", () => {
    expect(misclassificationAurocScore(Float64Array.of(1, 2), Uint8Array.of(1, 1))).toBeNaN();
  });

  it("refuses shares out of range", () => {
    const [scores, correct] = [Float64Array.of(1), Uint8Array.of(1)];
    expect(() => riskAtCoverage(scores, correct, 0)).toThrow("coverage to be a number above 0 and at most 1, got 0");
    expect(() => coverageAtRisk(scores, correct, 2)).toThrow("risk to be a number from 0 to 1, got 2");
  });
});

describe("riskCoverageCurve", () => {
  const random = createRandom("curve");
  // Whole numbers, so that there are ties.
  const scores = Float64Array.from({ length: 57 }, () => random.integer(20));
  const correct = Uint8Array.from(scores, (score) => (random.uniform() < score / 20 ? 1 : 0));

  it("is the risk at each coverage", () => {
    const curve = riskCoverageCurve(scores, correct, 10);
    expect(curve.map(({ risk }) => risk)).toEqual(
      Array.from({ length: 10 }, (_, j) => riskAtCoverage(scores, correct, (j + 1) / 10)),
    );
    expect(curve.at(-1)!.coverage).toBe(1);
    expect(curve.at(-1)!.risk).toBeCloseTo(1 - mean(correct), 12);
  });

  it("has the AURC as its mean where there is a point for every example", () => {
    const curve = riskCoverageCurve(scores, correct);
    expect(curve).toHaveLength(57);
    expect(mean(curve.map(({ risk }) => risk))).toBeCloseTo(aurcLoss(scores, correct), 12);
  });
});
