// What an interval says of an expectation, and several outcomes together.
import { twoWayInterval } from "@softlabel/core";
import { describe, expect, it } from "vitest";
import { combineOutcomes, judgeMeasure, type Expectation } from "./outcome.ts";
import type { Measure } from "./measure.ts";

function measured(low: number, high: number, examples = 1000): Measure {
  const interval: [number, number] = [low, high];
  return { method: 0, baseline: 0, difference: (low + high) / 2, interval, over: "seeds", seeds: 5, examples };
}

const below: Expectation = { difference: "below zero" };
const above: Expectation = { difference: "above zero" };
const same: Expectation = { difference: "within margin", margin: 0.01 };
const notWorse: Expectation = { difference: "not below margin", margin: 0.01 };

describe("judgeMeasure", () => {
  it.each([
    [below, -2, -1, "holds"],
    [below, 1, 2, "does not hold"],
    [below, -1, 2, "cannot tell"],
    [above, 1, 2, "holds"],
    [above, -2, -1, "does not hold"],
    [above, -1, 2, "cannot tell"],
    [above, 0, 1, "cannot tell"],
    [same, -0.009, 0.005, "holds"],
    [same, 0.02, 0.03, "does not hold"],
    [same, -0.03, -0.02, "does not hold"],
    [same, 0.005, 0.02, "cannot tell"],
    [notWorse, -0.009, 3, "holds"],
    [notWorse, -2, -0.02, "does not hold"],
    [notWorse, -2, 3, "cannot tell"],
    [below, -Infinity, Infinity, "cannot tell"],
  ] as const)("%o of %d to %d: %s", (expectation, low, high, outcome) => {
    expect(judgeMeasure(measured(low, high), expectation)).toBe(outcome);
  });

  it.each([
    [below, "better", "holds"],
    [below, "no difference", "cannot tell"],
    [below, "cannot tell", "cannot tell"],
    [same, "better", "holds"],
    [same, "no difference", "holds"],
    [same, "cannot tell", "cannot tell"],
    [notWorse, "cannot tell", "cannot tell"],
  ] as const)("does not go beyond the experiment's verdict: %o, %s", (expectation, verdict, outcome) => {
    expect(judgeMeasure({ ...measured(-0.008, -0.002), verdict }, expectation)).toBe(outcome);
  });

  it("makes nothing of differences that are equal but for rounding", () => {
    const differences = [0.9 - 0.8, 0.8 - 0.7, 0.7 - 0.6].map((value) => Float64Array.of(value));
    const { interval } = twoWayInterval(differences);
    expect(judgeMeasure(measured(...interval, 1), above)).toBe("cannot tell");
  });

  it("makes nothing of an interval without width, nor of one run per method", () => {
    expect(judgeMeasure(measured(-1, -1), below)).toBe("cannot tell");
    expect(judgeMeasure({ ...measured(-2, -1), seeds: 1 }, below)).toBe("cannot tell");
  });
});

describe("combineOutcomes", () => {
  it.each([
    [["holds", "holds"], "holds"],
    [["holds", "does not hold"], "does not hold"],
    [[undefined, "does not hold"], "does not hold"],
    [["holds", "cannot tell"], "cannot tell"],
    [["holds", undefined], "cannot tell"],
    [[undefined, undefined], "not checked"],
  ] as const)("%o: %s", (parts, outcome) => {
    expect(combineOutcomes(parts)).toBe(outcome);
  });
});
