// The normal count against the exact one, where the one takes over from the other and beyond.
import { describe, expect, it } from "vitest";
import { createRandom } from "../../base/random.ts";
import { calibratedCount, exactCount, momentsOf, normalCount } from "./calibratedCount.ts";

const random = createRandom("chances");

/** Chances in several shapes: their variances are from 100 to 3,000. */
const shapes: readonly [string, Float64Array][] = [
  ["nearly sure", Float64Array.from({ length: 20_000 }, () => 1 - 0.012 * random.uniform())],
  ["sure but for a few", Float64Array.from({ length: 12_000 }, (_, i) => (i % 25 === 0 ? 0.6 : 0.9999))],
  ["even", new Float64Array(11_000).fill(0.5)],
  ["unlikely", Float64Array.from({ length: 15_000 }, () => 0.06 * random.uniform())],
  ["spread out", Float64Array.from({ length: 1_000 }, () => random.uniform())],
];

describe("normalCount", () => {
  it.each(shapes)("agrees with the exact count where chances are %s", (_, chances) => {
    const exact = exactCount(chances);
    const normal = normalCount(momentsOf(chances), chances.length);
    expect(momentsOf(chances).variance).toBeGreaterThan(100);
    expect(Math.abs(normal.meanGap / exact.meanGap - 1)).toBeLessThan(1e-3);
    for (const end of [0, 1]) expect(Math.abs(normal.band[end] - exact.band[end])).toBeLessThanOrEqual(1);
  });

  it("draws gaps of the size that it states", () => {
    const normal = normalCount({ mean: 500, variance: 250, third: 0 }, 1000);
    const drawn = Float64Array.from({ length: 4000 }, () => normal.drawGap(random));
    expect(drawn.reduce((sum, gap) => sum + gap, 0) / 4000 / normal.meanGap).toBeCloseTo(1, 1);
  });

  it("keeps its band within the examples", () => {
    expect(normalCount({ mean: 9, variance: 400, third: 0 }, 10).band).toEqual([0, 10]);
  });
});

describe("calibratedCount", () => {
  it("is exact for few examples, and for many whose outcome is nearly sure", () => {
    const few = new Float64Array(10_000).fill(0.5);
    const sure = new Float64Array(10_001).fill(0.999);
    const many = new Float64Array(10_001).fill(0.5);
    expect(calibratedCount(few).meanGap).toBe(exactCount(few).meanGap);
    expect(calibratedCount(sure).meanGap).toBe(exactCount(sure).meanGap);
    expect(calibratedCount(many).meanGap).toBe(normalCount(momentsOf(many), 10_001).meanGap);
  });
});
