// The pieces of formulas that keep digits where the plain operations lose them.
import { expect, it } from "vitest";
import { expm1, log1p } from "./formulas.ts";
import { matrixOps, type Matrix } from "./matrix.ts";

const row = (numbers: readonly number[]): Matrix => ({
  rows: 1,
  columns: numbers.length,
  data: Float64Array.from(numbers),
});

/** Numbers from 1e-300 to 1e2, ten a power of ten. */
const magnitudes = Array.from({ length: 3020 }, (_, i) => 10 ** (i / 10 - 300));

it.each([
  ["expm1", expm1, Math.expm1, [...magnitudes, ...magnitudes.map((x) => -x), 0, 0.5, -0.5, -Infinity]],
  ["log1p", log1p, Math.log1p, [...magnitudes, 0, 1, 1e300, Infinity]],
] as const)("%s has all its digits", (_, formula, exact, numbers) => {
  const { data } = formula(matrixOps, row(numbers));
  numbers.forEach((x, i) => {
    const expected = exact(x);
    if (data[i] !== expected) expect(data[i] / expected, `${x}`).toBeCloseTo(1, 14);
  });
});
