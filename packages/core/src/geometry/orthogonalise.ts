// One-sided Jacobi: turns the rows of a matrix until they are orthogonal; they then are its singular values times its right singular vectors.
import { dot } from "./vectors.ts";

/** Rows whose cosine is below this count as orthogonal. */
const smallestCosine = 1e-15;
/** A row this short beside the longest is rounding. */
const negligible = 1e-15;
/** Six to ten sweeps are usual; convergence is quadratic, so that this is never reached. */
const mostSweeps = 60;

/** Turns rows p and q in their plane by the angle that makes them orthogonal; false where they already are. */
function turn(matrix: Float64Array, p: number, q: number, width: number, shortest: number): boolean {
  const [pp, qq] = [dot(matrix, p, matrix, p, width), dot(matrix, q, matrix, q, width)];
  const pq = dot(matrix, p, matrix, q, width);
  if (Math.min(pp, qq) <= shortest || Math.abs(pq) <= smallestCosine * Math.sqrt(pp) * Math.sqrt(qq)) return false;
  // tan of the smaller of the two angles: t² + 2 cot(2θ) t - 1 = 0.
  const cotangent = (qq - pp) / (2 * pq);
  const tangent = (cotangent < 0 ? -1 : 1) / (Math.abs(cotangent) + Math.hypot(1, cotangent));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = cosine * tangent;
  for (let d = 0; d < width; d++) {
    const [a, b] = [matrix[p + d], matrix[q + d]];
    matrix[p + d] = cosine * a - sine * b;
    matrix[q + d] = sine * a + cosine * b;
  }
  return true;
}

/**
 * Rows σᵣ uᵣ, orthogonal to one another, with MᵀM = Σᵣ σᵣ² uᵣ uᵣᵀ.
 *
 * Turning pairs of rows in their plane leaves MᵀM as it is. MᵀM is never formed, so that small σ keep their digits.
 *
 * @param matrix M, row-major [rows, width]
 * @returns a new matrix of the same shape; its rows beyond the rank are zero to rounding
 * @see M. R. Hestenes, Inversion of matrices by biorthogonalization and related results, SIAM Journal 6, 1958
 */
export function orthogonalise(matrix: Float64Array, width: number): Float64Array {
  const result = Float64Array.from(matrix);
  const longest = matrix.reduce((sum, value) => sum + value * value, 0);
  const shortest = longest * negligible ** 2;
  for (let sweep = 0, turned = true; turned && sweep < mostSweeps; sweep++) {
    turned = false;
    for (let p = 0; p < result.length; p += width) {
      for (let q = p + width; q < result.length; q += width) {
        turned = turn(result, p, q, width, shortest) || turned;
      }
    }
  }
  return result;
}
