// McNemar's test against sums of binomial coefficients, and probability of improvement.
import { describe, expect, it } from "vitest";
import { mcNemarTest } from "./mcNemar.ts";
import { probabilityOfImprovement } from "./probabilityOfImprovement.ts";

/** Errors with b examples where only the first errs, c where only the second does, and one of either other kind. */
function errors(b: number, c: number): [number[], number[]] {
  const fill = (count: number, value: number): number[] => Array<number>(count).fill(value);
  return [
    [...fill(b, 1), ...fill(c, 0), 0, 1],
    [...fill(b, 0), ...fill(c, 1), 0, 1],
  ];
}

/** Binomial probabilities by Pascal's triangle. */
function binomial(n: number): number[] {
  let row = [1];
  for (let i = 0; i < n; i++) row = [1, ...row.slice(1).map((value, k) => value + row[k]), 1];
  return row.map((value) => value / 2 ** n);
}

describe("mcNemarTest", () => {
  it.each([
    [0, 0],
    [1, 0],
    [3, 9],
    [9, 3],
    [10, 10],
    [11, 10],
    [0, 30],
  ])("sums the tail where %d and %d err alone", (b, c) => {
    const { onlyFirst, onlySecond, pValue, midPValue } = mcNemarTest(...errors(b, c));
    expect([onlyFirst, onlySecond]).toEqual([b, c]);
    const probabilities = binomial(b + c);
    const least = Math.min(b, c);
    const tail = probabilities.slice(0, least + 1).reduce((sum, value) => sum + value, 0);
    expect(pValue).toBeCloseTo(Math.min(1, 2 * tail), 12);
    expect(midPValue).toBeCloseTo(Math.min(1, 2 * tail - probabilities[least]), 12);
  });

  it("keeps its digits for very many and very uneven pairs", () => {
    const even = mcNemarTest(...errors(50_000, 50_000));
    expect([even.pValue, even.midPValue]).toEqual([1, 1]);
    // scipy.stats.binomtest(49500, 100000).pvalue
    expect(mcNemarTest(...errors(49_500, 50_500)).pValue).toBeCloseTo(0.0015823598788515, 12);
    expect(mcNemarTest(...errors(0, 1000)).pValue / 2 ** -999).toBeCloseTo(1, 9);
  });

  it("refuses what is not paired, and what is not an error", () => {
    expect(() => mcNemarTest([], [])).toThrow("at least one example, got 0");
    expect(() => mcNemarTest([0, 1], [0])).toThrow("2 examples for the second model, too, got 1");
    expect(() => mcNemarTest([0, 1], [0, 0.5])).toThrow('errors of 0 or 1, got "0.5 in row 1"');
  });
});

describe("probabilityOfImprovement", () => {
  it.each([
    [5, 5, 0, 1],
    [5, 0, 5, 0],
    [5, 4, 1, 0.8],
    [4, 0, 0, 0.5],
  ])("of %d seeds with %d better and %d worse", (seeds, seedsBetter, seedsWorse, expected) => {
    expect(probabilityOfImprovement({ seeds, seedsBetter, seedsWorse })).toBe(expected);
  });

  it("refuses no seeds", () => {
    expect(() => probabilityOfImprovement({ seeds: 0, seedsBetter: 0, seedsWorse: 0 })).toThrow("seeds to be");
  });
});
