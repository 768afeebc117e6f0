// Tests of axes over few, equal or no values.
import { describe, expect, it } from "vitest";
import { epochTicks, paddedDomain } from "./domain.ts";

describe("paddedDomain", () => {
  it.each([[[]], [[NaN]], [[0.5]], [[0]], [[2, 2, 2]], [[-1, 3]]])("is an interval with room for %j", (values) => {
    const [low, high] = paddedDomain(values);
    expect(low).toBeLessThan(high);
    for (const value of values.filter(Number.isFinite)) {
      expect(low).toBeLessThan(value);
      expect(high).toBeGreaterThan(value);
    }
  });
});

describe("epochTicks", () => {
  it.each([
    [1, [1]],
    [5, [1, 2, 3, 4, 5]],
    [20, [1, 5, 10, 15, 20]],
    [7, [1, 2, 4, 6]],
  ])("marks whole epochs up to %i", (last, ticks) => {
    expect(epochTicks(last)).toEqual(ticks);
  });

  it("stays few for very long runs", () => {
    expect(epochTicks(100_000).length).toBeLessThan(9);
  });
});
