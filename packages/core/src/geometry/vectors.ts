// Rows of matrices as vectors: inner products and lengths, in float64.
import { mean } from "../base/sum.ts";

/** Numbers of a matrix, row-major. */
export type Numbers = Float32Array | Float64Array;

/**
 * Σ a[p + i] b[q + i] over `width` entries; four sums side by side, since one alone waits for every addition.
 * Float64 only: engines make slow code for loops that meet arrays of several kinds.
 */
export function dot(a: Float64Array, p: number, b: Float64Array, q: number, width: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < width; i += 4) {
    s0 += a[p + i] * b[q + i];
    s1 += a[p + i + 1] * b[q + i + 1];
    s2 += a[p + i + 2] * b[q + i + 2];
    s3 += a[p + i + 3] * b[q + i + 3];
  }
  for (; i < width; i++) s0 += a[p + i] * b[q + i];
  return s0 + s1 + (s2 + s3);
}

/** Writes matrix · x, for as many rows of `matrix` as `into` has entries; four rows at a time share the loads of x. */
export function multiply(matrix: Float64Array, x: Float64Array, into: Float64Array): void {
  const width = x.length;
  let row = 0;
  for (; row + 3 < into.length; row += 4) {
    const [a, b, c, d] = [row * width, (row + 1) * width, (row + 2) * width, (row + 3) * width];
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    for (let i = 0; i < width; i++) {
      const value = x[i];
      s0 += matrix[a + i] * value;
      s1 += matrix[b + i] * value;
      s2 += matrix[c + i] * value;
      s3 += matrix[d + i] * value;
    }
    into[row] = s0;
    into[row + 1] = s1;
    into[row + 2] = s2;
    into[row + 3] = s3;
  }
  for (; row < into.length; row++) into[row] = dot(matrix, row * width, x, 0, width);
}

/** The length of each row of a matrix [rows, width]. */
export function rowNorms(matrix: Numbers, width: number): Float64Array {
  const row = new Float64Array(width);
  return Float64Array.from({ length: matrix.length / width }, (_, i) => {
    row.set(matrix.subarray(i * width, (i + 1) * width));
    return Math.sqrt(dot(row, 0, row, 0, width));
  });
}

/** The mean, and the standard deviation around it (of the population: divided by n). */
export function meanAndDeviation(values: Float64Array): { mean: number; deviation: number } {
  const center = mean(values);
  return { mean: center, deviation: Math.sqrt(mean(values.map((value) => (value - center) ** 2))) };
}

/** Standard deviation over mean, σ/μ; 0 where every value is 0. */
export function coefficientOfVariation(values: Float64Array): number {
  const { mean: center, deviation } = meanAndDeviation(values);
  return center === 0 ? 0 : deviation / center;
}
