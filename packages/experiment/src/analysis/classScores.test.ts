// Scores class by class in results: where classes are uneven, in the order of the classes, null where there is none.
import { averagePrecisionScores, createEvaluator } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { withClassScores } from "./classScores.ts";
import { sourceOf } from "./predictionBlocks.ts";
import type { TrialResult } from "../results/results.ts";

const classes = 4;
const labels = Int32Array.of(0, 0, 0, 1, 1, 2);
/** The predicted classes are 0, 0, 1, 1, 0, 0: the third is never predicted, the fourth does not occur. */
const logits = Float32Array.of(
  ...[3, 1, 0, -1],
  ...[2, 1, 0, -1],
  ...[1, 2, 0, -1],
  ...[0, 2, 1, -1],
  ...[2, 1.5, 0, -1],
  ...[2, 0, 1.9, -1],
);
const trial = {
  evaluator: createEvaluator({ classes }).add(logits, labels),
  source: sourceOf({ logits, labels }, classes),
  result: { seed: 1 } as TrialResult,
};

describe("withClassScores", () => {
  it("leaves trials as they are where classes are even", () => {
    expect(withClassScores(trial, { accuracyMetric: "accuracy" })).toBe(trial);
  });

  it("adds recall, precision and average precision, and their means", () => {
    const { classScores } = withClassScores(trial, { accuracyMetric: "balancedAccuracy" }).result;
    expect(classScores!.counts).toEqual([3, 2, 1, 0]);
    expect(classScores!.recall).toEqual({ byClass: [2 / 3, 1 / 2, 0, null], mean: (2 / 3 + 1 / 2) / 3 });
    expect(classScores!.precision).toEqual({ byClass: [1 / 2, 1 / 2, 0, null], mean: 1 / 3 });
    const ap = [...averagePrecisionScores(logits, labels, classes)];
    expect(ap[2]).toBe(1);
    expect(classScores!.averagePrecision.byClass).toEqual([...ap.slice(0, 3), null]);
    expect(classScores!.averagePrecision.mean).toBeCloseTo((ap[0] + ap[1] + ap[2]) / 3, 12);
  });
});
