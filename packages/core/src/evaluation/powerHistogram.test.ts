// Histograms that widen as they go, against counting in their final bins.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PowerHistogram } from "./powerHistogram.ts";

/** A histogram of these values. */
function histogramOf(values: readonly number[]): PowerHistogram {
  const histogram = new PowerHistogram();
  values.forEach((value) => histogram.add(value));
  return histogram;
}

// Not so small that dividing by a width leaves nothing of them.
const value = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((x) => (Math.abs(x) < 1e-200 ? 0 : x));
const values = fc.array(value, { minLength: 1, maxLength: 50 });

describe("PowerHistogram", () => {
  it("counts every value in the bin that holds it", () => {
    fc.assert(
      fc.property(values, (all) => {
        const { from, width, counts } = histogramOf(all).counts();
        const expected = new Float64Array(counts.length);
        all.forEach((value) => expected[Math.floor(value / width) - from / width]++);
        expect(counts).toEqual(expected);
        expect(Math.log2(width) % 1).toBeCloseTo(0, 12);
        expect(counts.length).toBeLessThanOrEqual(1024);
      }),
    );
  });

  it("does not depend on order or parts", () => {
    fc.assert(
      fc.property(values, values, (some, more) => {
        const whole = histogramOf([...some, ...more]).counts();
        const reversed = histogramOf([...more, ...some].reverse()).counts();
        const merged = histogramOf(some);
        merged.merge(histogramOf(more));
        expect(reversed).toEqual(whole);
        expect(merged.counts()).toEqual(whole);
      }),
    );
  });

  it.each([1e20, -1e150, -1e300, Number.MAX_VALUE])("takes %d, alone and beside small values", (large) => {
    const alone = histogramOf([large, large]).counts();
    expect([alone.counts.length, alone.counts[0]]).toEqual([1, 2]);
    expect(Math.abs(alone.from - large)).toBeLessThanOrEqual(alone.width);
    for (const values of [
      [large, 1],
      [1, large],
    ]) {
      const { from, width, counts } = histogramOf(values).counts();
      expect([counts.length <= 1024, counts[0], counts.at(-1)]).toEqual([true, 1, 1]);
      expect(Math.abs(from - Math.min(...values))).toBeLessThanOrEqual(width);
    }
  });

  it("has no bins without values, also merged", () => {
    const empty = histogramOf([]);
    empty.merge(histogramOf([]));
    expect(empty.counts().counts).toHaveLength(0);
    empty.merge(histogramOf([3, 3]));
    expect(empty.counts()).toEqual(histogramOf([3, 3]).counts());
  });
});
