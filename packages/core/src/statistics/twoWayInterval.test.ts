// The interval against its formula, and its coverage in simulations.
import { describe, expect, it } from "vitest";
import { createRandom } from "../base/random.ts";
import { pairedSums } from "./pairedSums.ts";
import { studentQuantile } from "./distributions/studentT.ts";
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
  it("joins the luck of seeds and examples, each with its own quantile", () => {
    // row means 1, 3; column means 0, 2, 4; residuals 1, -1, 0 and -1, 1, 0
    const table = [Float64Array.of(0, 0, 3), Float64Array.of(0, 4, 5)];
    const { difference, interval } = twoWayInterval(table);
    const [vs, vi, vr] = [2 / 2, 4 / 3, 4 / 2 / 6];
    const [t, q] = [studentQuantile(0.975, 1), studentQuantile(0.975, 2)];
    expect(difference).toBe(2);
    // few rows leave room for more than q √V_i on both sides
    const half = Math.sqrt(t * t * vs + (1 - vr / vi) * q * q * vi);
    expect(interval[0]).toBeLessThan(2 - half);
    expect(interval[1]).toBeGreaterThan(2 + half);
    const many = simulate("many rows", 4, 20_000, { seed: 0.01, example: 1, noise: 0.5 }).map((row) =>
      row.map((v) => v - 1),
    );
    const wide = twoWayInterval(many);
    const { ofSeeds, ofExamples, ofRest } = pairedSums(many);
    const [tm, qm] = [studentQuantile(0.975, 3), studentQuantile(0.975, 19_999)];
    const expected = Math.sqrt(tm * tm * ofSeeds + (1 - ofRest / ofExamples) * qm * qm * ofExamples);
    expect((wide.difference - wide.interval[0]) / expected).toBeCloseTo(1, 1);
    expect((wide.interval[1] - wide.difference) / expected).toBeCloseTo(1, 1);
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
    const { interval } = twoWayInterval([Float64Array.of(1, 2, 3, 6)]);
    const half = studentQuantile(0.975, 3) * Math.sqrt(14 / 3 / 4);
    expect(interval[0]).toBeLessThanOrEqual(3 - half);
    expect(interval[1]).toBeGreaterThanOrEqual(3 + half);
  });

  it("uses the seeds alone where there is one example", () => {
    const { difference, interval } = twoWayInterval([Float64Array.of(1), Float64Array.of(3)]);
    const half = studentQuantile(0.975, 1);
    expect(difference).toBe(2);
    expect(interval[0]).toBeCloseTo(2 - half, 9);
    expect(interval[1]).toBeCloseTo(2 + half, 9);
  });

  it("knows nothing from one example of one seed", () => {
    const result = twoWayInterval([Float64Array.of(3)]);
    expect(result.interval).toEqual([-Infinity, Infinity]);
    expect([result.difference, result.pValue]).toEqual([3, 1]);
  });

  it("leaves room for an example that was not seen where nothing varies", () => {
    const none = twoWayInterval([new Float64Array(1000)], { kind: "answers" });
    expect(none.pValue).toBe(1);
    expect(none.interval[1]).toBeCloseTo(0.003673669358098756, 12);
  });

  it("has a p-value that agrees with the interval", () => {
    const table = simulate("p", 4, 30, { seed: 0.5, example: 1, noise: 1 });
    const { pValue } = twoWayInterval(table);
    const [low] = twoWayInterval(table, { level: 1 - pValue }).interval;
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
    expect(() => twoWayInterval([Float64Array.of(1, 2)], { level: 95 })).toThrow(
      "level to be a number above 0 and below 1, got 95",
    );
  });
});
