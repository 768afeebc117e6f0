// How long a training is, in epochs and in steps.
import { describe, expect, it } from "vitest";
import { createNormalisedModel } from "./normalisedModel.fixtures.ts";
import { epochsOfSteps, trainingLength } from "./trainingLength.ts";

describe("trainingLength", () => {
  it.each([
    [{ epochs: 3 }, { epochs: 3, steps: 30 }],
    [{ steps: 30 }, { epochs: 3, steps: 30 }],
    [{ steps: 31 }, { epochs: 4, steps: 31 }],
    [{ steps: 1 }, { epochs: 1, steps: 1 }],
  ])("%o", (asked, length) => {
    expect(trainingLength(asked, { steps: 10 })).toEqual(length);
  });

  it("refuses both, and neither", () => {
    for (const asked of [{}, { epochs: 1, steps: 1 }])
      expect(() => trainingLength(asked, { steps: 10 })).toThrow(
        "Trainer.create: expected either epochs or steps, got {",
      );
  });
});

describe("epochsOfSteps", () => {
  it("counts a last batch of one example only where the model takes it", () => {
    const batches = { examples: 33, batchSize: 16 };
    expect(epochsOfSteps(6, batches, {})).toBe(2);
    expect(epochsOfSteps(6, batches, createNormalisedModel())).toBe(3);
  });
});
