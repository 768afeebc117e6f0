// The worked cases of test/reference/statistics, two implementations of which agree.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  equivalencePValue,
  inferenceOf,
  pValueAgainst,
  reachOfExamples,
  shareOfExamples,
  type Evidence,
} from "./pairedInference.ts";
import { pairedSums } from "./pairedSums.ts";
import { seedFactor, smallestVisible } from "./smallestVisible.ts";

interface Case {
  readonly name: string;
  readonly S: number;
  readonly N: number;
  readonly difference: number;
  readonly Vs: number | null;
  readonly Vi: number;
  readonly Vr: number | null;
  readonly gains: readonly number[];
  readonly losses: readonly number[];
  readonly w: number;
  readonly wEqual: number;
  readonly margin: number;
  readonly interval95: readonly number[];
  readonly intervalAt05over16: readonly number[];
  readonly interval95forEqual: readonly number[];
  readonly p: number;
  readonly pEqual: number;
}

const file = new URL("../../../../test/reference/statistics/reference.json", import.meta.url);
const reference = JSON.parse(readFileSync(file, "utf8")) as {
  cases: Case[];
  c80: Record<string, Record<string, number>>;
};

/** A table that anybody can make again. */
const g = (i: number, j: number, k: number): number => ((i * 7919 + j * 104729 + k * 1299709) % 1000) / 1000;
const table = (seeds: number, examples: number, at: (s: number, i: number) => number): Float64Array[] =>
  Array.from({ length: seeds }, (_, s) => Float64Array.from({ length: examples }, (_, i) => at(s, i)));
const rows = (...values: number[][]): Float64Array[] => values.map((row) => Float64Array.from(row));
const bool = (condition: boolean): number => (condition ? 1 : 0);

/** The differences of each case, by the first word of its name. */
const differences: Readonly<Record<string, Float64Array[]>> = {
  A1: table(1, 1000, (_, i) => bool(i < 6)),
  A2: table(1, 1000, (_, i) => bool(i < 5)),
  A3: table(1, 1000, () => 0),
  A4: table(3, 600, () => 0),
  A5: table(3, 1000, () => 0),
  A6: table(3, 610, (_, i) => bool(i < 3)),
  B1: rows([1, 0, 0, -1, 0, 1], [1, 1, 0, 0, 0, 0], [1, 0, 0, -1, 0, 0]),
  B2: rows([1, 1, 0, 0, 0, 0, -1, 0], [1, 0, 1, 0, 0, 0, 0, 0]),
  B3: rows([1, 0, 0, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 0, 0]),
  C1: rows(
    [0.125, 0.25, -0.0625, 0.5, 0, 0.1875],
    [0.0625, 0.375, -0.125, 0.25, 0.125, 0.25],
    [0.1875, 0.125, 0, 0.375, -0.0625, 0.125],
    [0.25, 0.3125, -0.0625, 0.4375, 0.0625, 0.1875],
    [0.125, 0.1875, -0.1875, 0.5, 0, 0.3125],
  ),
  C2: rows([2, 0.01, -0.01, 0.02], [2.5, 0, -0.02, 0.01], [1.5, 0.02, 0, 0]),
  C3: rows([0.1, 0.1, 0.1, 0.1], [0.2, 0.2, 0.2, 0.2], [0.6, 0.6, 0.6, 0.6]),
  C4: table(10, 3, (s, i) => [0.1 + 0.01 * (-1) ** s, 0.2, -0.05 + 0.005 * s][i]),
  D1: table(5, 2000, (s, i) => 0.02 + 0.4 * (g(i, 0, 1) - 0.4995) + 0.2 * (g(i, s + 1, 2) - 0.4995) + 0.004 * (s - 2)),
  D2: table(3, 5000, (s, i) => bool(g(i, s, 3) < 0.01) - bool(g(i, 5 * s, 4) > 0.994)),
  D3: table(5, 10000, (s, i) => bool(g(i, s, 5) < 0.004) - bool(g(i, 3 * s, 6) > 0.995)),
};

function evidenceOf(own: Float64Array[], unseen: number, lattice: boolean): Evidence {
  const sums = pairedSums(own);
  const rounding = lattice ? 1 / (12 * sums.seeds * sums.examples ** 2) : 0;
  return {
    ...sums,
    ofSeeds: sums.ofSeeds + rounding,
    share: shareOfExamples(sums),
    reach: reachOfExamples(sums, unseen),
  };
}

/** Equal to `digits` of the larger size, 1e-9 of it; sums of 1e-30 are 0. */
function expectNear(found: readonly number[], wanted: readonly number[]): void {
  wanted.forEach((value, i) => {
    expect(Math.abs(found[i] - value), `${found[i]} beside ${value}`).toBeLessThanOrEqual(
      1e-9 * Math.abs(value) + 1e-30,
    );
  });
}

describe.each(reference.cases)("$name", (row) => {
  const key = row.name.slice(0, 2);
  const own = differences[key];
  const lattice = /^[AB]|^D[23]/.test(key);
  const sums = pairedSums(own);

  it("has the sums", () => {
    expect([sums.seeds, sums.examples]).toEqual([row.S, row.N]);
    expectNear([sums.difference, sums.ofExamples], [row.difference, row.Vi]);
    expectNear(
      [sums.gains.sum, sums.gains.squares, sums.losses.sum, sums.losses.squares],
      [...row.gains, ...row.losses],
    );
    expectNear([sums.ofSeeds, sums.ofRest], [row.Vs ?? 0, row.Vr ?? 0]);
  });

  it("has intervals and p-values", () => {
    const evidence = evidenceOf(own, row.w, lattice);
    const forEqual = evidenceOf(own, row.wEqual, lattice);
    const [inference, ofEqual] = [inferenceOf(evidence), inferenceOf(forEqual)];
    expectNear(inference.intervalAt(0.05), row.interval95);
    expectNear(inference.intervalAt(0.05 / 16), row.intervalAt05over16);
    expectNear(ofEqual.intervalAt(0.05), row.interval95forEqual);
    expectNear([pValueAgainst(inference, 0), equivalencePValue(ofEqual, row.margin)], [row.p, row.pEqual]);
  });
});

describe("the smallest difference that would show", () => {
  const factors = Object.entries(reference.c80).flatMap(([comparisons, bySeeds]) =>
    Object.entries(bySeeds).map(([seeds, factor]) => ({ comparisons: +comparisons, seeds: +seeds, factor })),
  );

  it.each(factors.filter((_, i) => i % 4 === 0))(
    "has the factor for $seeds seeds and $comparisons comparisons",
    (each) => {
      const found = seedFactor(each.seeds, 0.05 / each.comparisons);
      expect(Math.abs(found / each.factor - 1)).toBeLessThan(1e-9);
    },
  );

  it.each([
    [1, 0.0159092597],
    [2, 0.0188749866],
    [16, 0.0309474632],
  ])("of case D1 with %i comparisons is %f", (comparisons, expected) => {
    const evidence = evidenceOf(differences.D1, Math.log(10), false);
    const alpha = 0.05 / comparisons;
    expect(smallestVisible(evidence, 2000, alpha, seedFactor(5, alpha))).toBeCloseTo(expected, 10);
  });
});
