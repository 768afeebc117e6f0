// The batches of an epoch: how many, how large, and which are left out.
import { describe, expect, it } from "vitest";
import { createNormalisedModel } from "../normalisedModel.fixtures.ts";
import { planEpoch } from "./epochPlan.ts";

describe("planEpoch", () => {
  it.each([
    [64, 16, { batchSize: 16, steps: 4, examples: 64 }],
    [65, 16, { batchSize: 16, steps: 5, examples: 65 }],
    [10, 16, { batchSize: 10, steps: 1, examples: 10 }],
    [1, 1, { batchSize: 1, steps: 1, examples: 1 }],
  ])("%d examples in batches of %d", (count, batchSize, plan) => {
    expect(planEpoch(count, batchSize, {})).toEqual(plan);
  });

  it.each([
    [65, 16, { batchSize: 16, steps: 4, examples: 64 }],
    [66, 16, { batchSize: 16, steps: 5, examples: 66 }],
    [3, 2, { batchSize: 2, steps: 1, examples: 2 }],
  ])("%d examples in batches of %d, of a model that normalises by them", (count, batchSize, plan) => {
    expect(planEpoch(count, batchSize, createNormalisedModel())).toEqual(plan);
  });

  it("refuses batches of one example for such a model", () => {
    for (const [count, batchSize] of [
      [1, 16],
      [16, 1],
    ])
      // prettier-ignore
      expect(() => planEpoch(count, batchSize, createNormalisedModel())).toThrow("at least 2 examples");
  });
});
