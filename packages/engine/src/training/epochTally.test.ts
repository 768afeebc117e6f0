// What an epoch adds up to: losses by examples, right answers by examples and by classes.
import { describe, expect, it } from "vitest";
import { EpochTally } from "./epochTally.ts";

describe("EpochTally", () => {
  it("counts every example alike for accuracy, and every class that occurs for balanced accuracy", () => {
    const tally = new EpochTally(4);
    const row = (top: number): number[] => [0, 1, 2, 3].map((k) => (k === top ? 1 : 0));
    const batch = (tops: readonly number[]): Float32Array => Float32Array.from(tops.flatMap(row));
    tally.add({ loss: 2, logits: batch([0, 0, 0]), labels: Int32Array.of(0, 0, 0), learningRate: 0.2 });
    tally.add({ loss: 4, logits: batch([0, 1]), labels: Int32Array.of(1, 2), learningRate: 0.1 });
    const { epoch, trainLoss, trainAccuracy, trainBalancedAccuracy, learningRate } = tally.record(7, 1);
    expect([epoch, learningRate]).toEqual([7, 0.1]);
    expect(trainLoss).toBeCloseTo((3 * 2 + 2 * 4) / 5, 12);
    expect(trainAccuracy).toBeCloseTo(3 / 5, 12);
    expect(trainBalancedAccuracy).toBeCloseTo(1 / 3, 12);
  });
});
