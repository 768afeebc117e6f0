// When a training stops early, and which epoch is kept.
import { describe, expect, it } from "vitest";
import { bestEpoch, isOver } from "./earlyStopping.ts";
import type { EpochResult } from "../results/results.ts";

const linesOf = (...losses: readonly number[]): EpochResult[] =>
  losses.map((nll, i) => {
    const half = { trainAccuracy: 0.5, trainBalancedAccuracy: 0.5 };
    const validation = { accuracy: 0.5, balancedAccuracy: 0.5, nll };
    return { epoch: i + 1, trainLoss: 1, ...half, learningRate: 0.1, validation };
  });

describe("bestEpoch", () => {
  it("has the lowest validation log loss, the first of equal ones", () => {
    expect(bestEpoch(linesOf(0.5, 0.3, 0.4, 0.3))).toBe(2);
    expect(bestEpoch([])).toBe(0);
  });
});

describe("isOver", () => {
  it("stops after so many epochs without a lower loss, not before", () => {
    const ending = { epochs: 20, patience: 2 };
    expect(isOver(ending, [])).toBe(false);
    expect(isOver(ending, linesOf(0.5, 0.6))).toBe(false);
    expect(isOver(ending, linesOf(0.5, 0.6, 0.5))).toBe(true);
    expect(isOver(ending, linesOf(0.5, 0.6, 0.4, 0.45))).toBe(false);
  });

  it("stops after the last epoch in any case, and only then without patience", () => {
    expect(isOver({ epochs: 3, patience: 5 }, linesOf(0.5, 0.4, 0.3))).toBe(true);
    expect(isOver({ epochs: 9 }, linesOf(0.1, 0.2, 0.3, 0.4, 0.5))).toBe(false);
  });
});
