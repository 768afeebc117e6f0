// When classes are too uneven for accuracy, and what is said then.
import { describe, expect, it } from "vitest";
import { accuracyMetricOf, unevenNotes } from "./unevenClasses.ts";

describe("accuracyMetricOf", () => {
  it.each([
    ["even classes", [10, 10, 10], "accuracy"],
    ["exactly twice the even share", [20, 5, 5], "accuracy"],
    ["more than twice the even share", [21, 5, 4], "balancedAccuracy"],
    ["95, 4 and 1 per cent", [950, 40, 10], "balancedAccuracy"],
    ["ten classes, one of them with a fifth", [180, ...new Array<number>(9).fill(80)], "accuracy"],
    ["ten classes, one of them with more", [189, ...new Array<number>(9).fill(79)], "balancedAccuracy"],
    ["a class without rows, which does not count", [20, 10, 0], "accuracy"],
    ["two classes, a quarter in the smaller", [75, 25], "accuracy"],
    ["two classes, less than a quarter in the smaller", [24, 76], "balancedAccuracy"],
    ["one class", [10, 0], "accuracy"],
  ] as const)("of %s", (_, counts, metric) => {
    expect(accuracyMetricOf(counts)).toBe(metric);
  });
});

describe("unevenNotes", () => {
  it("names the largest class and its share", () => {
    expect(unevenNotes(["a", "b", "c"], [4, 950, 46], "training rows")).toEqual([
      "Verdicts use balanced accuracy (the mean recall of the classes) instead of accuracy, because b has 95 % of the training rows.",
    ]);
    expect(unevenNotes(["a", "b"], [5, 5], "training rows")).toEqual([]);
  });
});
