// The reference backend: a loss's operations on plain float64 numbers.
import type { Ops } from "./ops.ts";

/** Numbers in `rows` × `columns`, row-major; either may be 1, and the matrix then broadcasts. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** How far apart neighbours of a matrix are in its data, down a column and along a row: 0 where it broadcasts. */
const strides = ({ rows, columns }: Matrix): [number, number] => [rows === 1 ? 0 : columns, columns === 1 ? 0 : 1];

/** f over the elements of up to three matrices, broadcast against one another. */
function elementwise(f: (x: number, y: number, z: number) => number, a: Matrix, b = a, c = a): Matrix {
  const rows = [a, b, c].find((matrix) => matrix.rows !== 1)?.rows ?? 1;
  const columns = [a, b, c].find((matrix) => matrix.columns !== 1)?.columns ?? 1;
  const [[downA, alongA], [downB, alongB], [downC, alongC]] = [strides(a), strides(b), strides(c)];
  const data = new Float64Array(rows * columns);
  for (let row = 0, i = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, i++) {
      const x = a.data[row * downA + column * alongA];
      const y = b.data[row * downB + column * alongB];
      data[i] = f(x, y, c.data[row * downC + column * alongC]);
    }
  return { rows, columns, data };
}

/** f of every row: [N, K] to [N, 1]. */
function overClasses(f: (row: Float64Array) => number, { rows, columns, data }: Matrix): Matrix {
  const reduced = Float64Array.from({ length: rows }, (_, r) => f(data.subarray(r * columns, (r + 1) * columns)));
  return { rows, columns: 1, data: reduced };
}

/** The operations on plain numbers, in float64: the reference that every other backend is compared with. */
export const matrixOps: Ops<Matrix> = {
  constant: (value) => ({ rows: 1, columns: 1, data: Float64Array.of(value) }),
  add: (a, b) => elementwise((x, y) => x + y, a, b),
  subtract: (a, b) => elementwise((x, y) => x - y, a, b),
  multiply: (a, b) => elementwise((x, y) => x * y, a, b),
  divide: (a, b) => elementwise((x, y) => x / y, a, b),
  negate: (a) => elementwise((x) => -x, a),
  exp: (a) => elementwise(Math.exp, a),
  log: (a) => elementwise(Math.log, a),
  sqrt: (a) => elementwise(Math.sqrt, a),
  logSoftmax(z) {
    // The largest logit is taken out first: nothing overflows, and large logits lose no digits.
    const shifted = matrixOps.subtract(z, matrixOps.max(z));
    return matrixOps.subtract(shifted, matrixOps.log(matrixOps.sum(matrixOps.exp(shifted))));
  },
  sum: (a) => overClasses((row) => row.reduce((sum, value) => sum + value, 0), a),
  max: (a) => overClasses((row) => row.reduce((most, value) => Math.max(most, value), -Infinity), a),
  greater: (a, b) => elementwise((x, y) => Number(x > y), a, b),
  where: (condition, a, b) => elementwise((truth, x, y) => (truth !== 0 ? x : y), condition, a, b),
};
