// Values of summaries: paths of nested numbers, and histograms at their edges.
import { describe, expect, it } from "vitest";
import { histogramValue, scalarValues } from "./values.ts";

describe("scalarValues", () => {
  it("gives numbers by their path and leaves out what is none", () => {
    const scores = { accuracy: 0.5, floor: { mean: 0.1, p95: NaN }, auroc: null, name: "x" };
    expect(scalarValues("test", scores)).toEqual([
      { tag: "test/accuracy", scalar: 0.5 },
      { tag: "test/floor/mean", scalar: 0.1 },
    ]);
  });
});

describe("histogramValue", () => {
  it("counts every value once, the ends included", () => {
    const values = Float64Array.from({ length: 301 }, (_, i) => i / 10);
    const [{ histogram }] = histogramValue("a", values);
    expect(histogram?.bucketCounts?.reduce((sum, count) => sum + count, 0)).toBe(301);
    expect(histogram?.bucketCounts?.[0]).toBe(10);
    expect(histogram?.bucketCounts?.at(-1)).toBe(11);
    expect(histogram?.bucketLimits?.at(-1)).toBe(30);
    expect(histogram).toMatchObject({ min: 0, max: 30, count: 301 });
    expect(histogram?.sum).toBeCloseTo(4515, 9);
  });

  it("has one bin for equal values, and does not exist without any", () => {
    const [{ histogram }] = histogramValue("a", Float64Array.of(2, 2));
    expect(histogram).toMatchObject({ bucketLimits: [2], bucketCounts: [2], sumOfSquares: 8 });
    expect(histogramValue("a", new Float64Array(0))).toEqual([]);
  });
});
