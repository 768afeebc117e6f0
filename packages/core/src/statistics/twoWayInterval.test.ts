// The interval against its formula, and its coverage in simulations.
import { describe, expect, it } from "vitest";
import { createRandom } from "../base/random.ts";
import { studentQuantile } from "./studentT.ts";
import { twoWayInterval } from "./twoWayInterval.ts";

/** Differences `effect + seed effect + example effect + noise`, each normal with the standard deviation given. */
function simulate(
  name: string,
  seeds: number,
  examples: number,
  sd: { seed: number; example: number; noise: number },
): Float64Array[] {
  const random = createRandom(name);
  const ofExamples = Float64Array.from({ length: examples }, () => sd.example * random.normal());
  return Array.from({ length: seeds }, () => {
    const ofSeed = sd.seed * random.normal();
    return ofExamples.map((value) => 1 + ofSeed + value + sd.noise * random.normal());
  });
}

describe("twoWayInterval", () => {
  it("follows the formula on a small table", () => {
    // row means 1, 3; column means 0, 2, 4; residuals 1, -1, 0 and -1, 1, 0
    const { difference, standardError, degreesOfFreedom } = twoWayInterval([
      Float64Array.of(0, 0, 3),
      Float64Array.of(0, 4, 5),
    ]);
    const [vs, vi, vr] = [2 / 2, 4 / 3, 4 / 2 / 6];
    const v = vs + vi - vr;
    expect(difference).toBe(2);
    expect(standardError ** 2).toBeCloseTo(v, 12);
    expect(degreesOfFreedom).toBeCloseTo(v ** 2 / (vs ** 2 / 1 + vi ** 2 / 2 + vr ** 2 / 2), 12);
  });

  it("never has fewer degrees of freedom than the seeds give, nor less variance than either source", () => {
    const table = simulate("seeds only", 5, 400, { seed: 1, example: 0, noise: 0.01 });
    const result = twoWayInterval(table);
    expect(result.degreesOfFreedom).toBeCloseTo(4, 2);
    expect(result.degreesOfFreedom).toBeGreaterThanOrEqual(4);
    const means = table.map((row) => row.reduce((sum, value) => sum + value, 0) / 400);
    const ofSeeds = means.reduce((sum, value) => sum + (value - result.difference) ** 2, 0) / 4 / 5;
    expect(result.standardError ** 2).toBeGreaterThanOrEqual(ofSeeds * (1 - 1e-12));
  });

  it.each([
    ["examples vary", { seed: 0, example: 1, noise: 1 }],
    ["both vary", { seed: 0.1, example: 1, noise: 1 }],
    ["seeds vary", { seed: 0.5, example: 1, noise: 1 }],
    ["only noise", { seed: 0, example: 0, noise: 1 }],
  ])("covers the true difference about 95 %% of the time: %s", (name, sd) => {
    const trials = 400;
    const covers = (t: number): boolean => {
      const [low, high] = twoWayInterval(simulate(`${name} ${t}`, 5, 60, sd)).interval;
      return low <= 1 && 1 <= high;
    };
    const covered = Array.from({ length: trials }, (_, t) => covers(t)).filter(Boolean).length;
    expect(covered / trials).toBeGreaterThan(0.92);
  });

  it("leaves the luck of the seed out where there is only one", () => {
    const result = twoWayInterval([Float64Array.of(1, 2, 3, 6)]);
    const half = studentQuantile(0.975, 3) * Math.sqrt(14 / 3 / 4);
    expect(result.degreesOfFreedom).toBe(3);
    expect(result.interval[0]).toBeCloseTo(3 - half, 12);
    expect(result.interval[1]).toBeCloseTo(3 + half, 12);
  });

  it("uses the seeds alone where there is one example", () => {
    const result = twoWayInterval([Float64Array.of(1), Float64Array.of(3)]);
    expect([result.difference, result.standardError, result.degreesOfFreedom]).toEqual([2, 1, 1]);
  });

  it("knows nothing from one example of one seed", () => {
    const result = twoWayInterval([Float64Array.of(3)]);
    expect(result.interval).toEqual([-Infinity, Infinity]);
    expect([result.difference, result.pValue]).toEqual([3, 1]);
  });

  it("has the width of the rest where seeds and examples happen to cancel", () => {
    const { standardError, pValue } = twoWayInterval([Float64Array.of(1, -1, 2, -2), Float64Array.of(-1, 1, -2, 2)]);
    expect(standardError ** 2).toBeCloseTo(20 / 3 / 8, 12);
    expect(pValue).toBe(1);
  });

  it("has no width where nothing varies", () => {
    const none = twoWayInterval([new Float64Array(4), new Float64Array(4)]);
    expect([none.difference, none.standardError, none.pValue, ...none.interval]).toEqual([0, 0, 1, 0, 0]);
    expect(twoWayInterval([Float64Array.of(1, 1)])).toMatchObject({ interval: [1, 1], pValue: 0 });
  });

  it("has a p-value that agrees with the interval", () => {
    const table = simulate("p", 4, 30, { seed: 0.5, example: 1, noise: 1 });
    const { pValue } = twoWayInterval(table);
    const [low] = twoWayInterval(table, 1 - pValue).interval;
    expect(low).toBeCloseTo(0, 10);
  });

  it("counts seeds on either side of zero", () => {
    const result = twoWayInterval([
      Float64Array.of(1, 2),
      Float64Array.of(-1, -2),
      Float64Array.of(3, 0),
      Float64Array.of(1, -1),
    ]);
    expect([result.seeds, result.examples, result.seedsAboveZero, result.seedsBelowZero]).toEqual([4, 2, 2, 1]);
  });

  it.each([
    ["no seeds", [], "at least one seed, got 0"],
    ["no examples", [[]], "at least one example, got 0"],
    ["seeds of different length", [[1, 2], [1]], '2 examples for every seed, got "1 for seed number 2"'],
    [
      "a difference that is NaN",
      [
        [1, 2],
        [1, NaN],
      ],
      'finite differences, got "NaN for seed number 2, example 1"',
    ],
  ])("refuses %s", (_, rows, message) => {
    expect(() => twoWayInterval(rows.map((row) => Float64Array.from(row)))).toThrow(message);
  });

  it("refuses a level of 95", () => {
    expect(() => twoWayInterval([Float64Array.of(1, 2)], 95)).toThrow(
      "level to be a number above 0 and below 1, got 95",
    );
  });
});
