// Holm's correction in the textbook case and at its limits.
import { describe, expect, it } from "vitest";
import { holm } from "./holm.ts";

describe("holm", () => {
  it("adjusts the textbook case", () => {
    const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
    [0.03, 0.06, 0.06, 0.02].forEach((p, i) => expect(adjusted[i]).toBeCloseTo(p, 15));
  });

  it("leaves a single p-value as it is, and takes none", () => {
    expect(holm([0.03])).toEqual([0.03]);
    expect(holm([])).toEqual([]);
  });

  it("stays at most 1 and keeps ties equal", () => {
    expect(holm([0.6, 0.9, 0.6])).toEqual([1, 1, 1]);
    expect(holm([0.02, 0.02])).toEqual([0.04, 0.04]);
  });

  it("refuses what is not a probability", () => {
    expect(() => holm([0.1, NaN])).toThrow("holm: expected p-values from 0 to 1, got NaN");
  });
});
