// Rows turned until orthogonal: what they keep, and singular values known beforehand.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draw } from "./geometry.fixtures.ts";
import { orthogonalise } from "./orthogonalise.ts";
import { dot, multiply, rowNorms } from "./vectors.ts";

/** aᵀa, for a of rows of `width`. */
function gram(a: Float64Array, width: number): number[] {
  const at = (row: number, d: number): number => a[row * width + d];
  const rows = Array.from({ length: a.length / width }, (_, row) => row);
  return Array.from({ length: width * width }, (_, i) =>
    rows.reduce((sum, row) => sum + at(row, Math.floor(i / width)) * at(row, i % width), 0),
  );
}

describe("orthogonalise", () => {
  it("keeps MᵀM and makes the rows orthogonal, with more rows than columns and with fewer", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 8 }), fc.integer({ min: 2, max: 8 }), (seed, width, rows) => {
        const matrix = draw(seed, rows, width, rows).features;
        const turned = orthogonalise(matrix, width);
        const expected = gram(matrix, width);
        gram(turned, width).forEach((value, i) => expect(value).toBeCloseTo(expected[i], 10));
        for (let p = 0; p < rows; p++) {
          for (let q = 0; q < p; q++) expect(dot(turned, p * width, turned, q * width, width)).toBeCloseTo(0, 10);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("finds a singular value far below the other", () => {
    // Of [[1, 1], [1, 1 + 1e-6]]: the determinant, 1e-6, is their product, and 4 the sum of squares.
    const [large, little] = rowNorms(orthogonalise(Float64Array.of(1, 1, 1, 1 + 1e-6), 2), 2)
      .sort()
      .reverse();
    expect(large).toBeCloseTo(2, 5);
    expect(large * little * 1e6).toBeCloseTo(1, 9);
  });

  it("leaves zeros of what has fewer dimensions than rows", () => {
    const norms = rowNorms(orthogonalise(Float64Array.of(1, 2, 2, 4, -3, -6), 2), 2).sort();
    expect(norms[2]).toBeCloseTo(Math.sqrt(70), 12);
    expect(norms[1]).toBeLessThan(1e-14);
  });
});

it("multiply is one inner product a row, for any number of rows", () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 2, max: 11 }), fc.integer({ min: 1, max: 9 }), (seed, rows, width) => {
      const matrix = draw(seed, rows, width, 2).features;
      const x = matrix.slice(width, 2 * width);
      const into = new Float64Array(rows);
      multiply(matrix, x, into);
      into.forEach((value, r) => expect(value).toBeCloseTo(dot(matrix, r * width, x, 0, width), 10));
    }),
    { numRuns: 50 },
  );
});
