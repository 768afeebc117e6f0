// Solves equations whose matrix has a positive definite block for each class, by Cholesky factors.

/** Writes the lower factor of A = L Lᵀ over the lower triangle of A, row-major [D, D]. */
function factorise(a: Float64Array, width: number): void {
  for (let j = 0; j < width; j++) {
    for (let i = j; i < width; i++) {
      let sum = a[i * width + j];
      for (let k = 0; k < j; k++) sum -= a[i * width + k] * a[j * width + k];
      // What rounding has taken from a column that depends on others is put back as next to nothing.
      a[i * width + j] = i === j ? Math.sqrt(Math.max(sum, Number.MIN_VALUE)) : sum / a[j * width + j];
    }
  }
}

/** Solves L Lᵀ x = b in place. */
function solve(l: Float64Array, b: Float64Array): void {
  const width = b.length;
  for (let i = 0; i < width; i++) {
    for (let k = 0; k < i; k++) b[i] -= l[i * width + k] * b[k];
    b[i] /= l[i * width + i];
  }
  for (let i = width - 1; i >= 0; i--) {
    for (let k = i + 1; k < width; k++) b[i] -= l[k * width + i] * b[k];
    b[i] /= l[i * width + i];
  }
}

/**
 * The inverse of a block-diagonal matrix as a function of a vector [K, D].
 * @param blocks K symmetric, positive definite matrices, row-major [D, D], of which the lower triangle is read and written over
 */
export function blockSolver(blocks: readonly Float64Array[]): (vector: Float64Array) => Float64Array {
  const width = Math.sqrt(blocks[0].length);
  for (const block of blocks) factorise(block, width);
  return (vector) => {
    const result = vector.slice();
    blocks.forEach((block, k) => solve(block, result.subarray(k * width, (k + 1) * width)));
    return result;
  };
}
