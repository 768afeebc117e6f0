// The reference backend's operations.
import { describe, expect, it } from "vitest";
import { matrixOps as ops, type Matrix } from "./matrix.ts";

const matrix = (...rows: number[][]): Matrix => ({
  rows: rows.length,
  columns: rows[0].length,
  data: Float64Array.from(rows.flat()),
});
const grid = matrix([1, 2, 3], [4, 5, 6]);
const column = matrix([10], [20]);
const row = matrix([10, 20, 30]);

describe("matrixOps", () => {
  it("broadcasts scalars, columns and rows, on either side", () => {
    expect(ops.add(grid, ops.constant(1))).toEqual(matrix([2, 3, 4], [5, 6, 7]));
    expect(ops.subtract(column, grid)).toEqual(matrix([9, 8, 7], [16, 15, 14]));
    expect(ops.multiply(grid, row)).toEqual(matrix([10, 40, 90], [40, 100, 180]));
    expect(ops.divide(column, row)).toEqual(matrix([1, 0.5, 1 / 3], [2, 1, 2 / 3]));
  });

  it("reduces over classes", () => {
    expect(ops.sum(grid)).toEqual(matrix([6], [15]));
    expect(ops.max(ops.negate(grid))).toEqual(matrix([-1], [-4]));
  });

  it("chooses by a broadcast condition", () => {
    const condition = ops.greater(column, ops.constant(15));
    expect(ops.where(condition, grid, ops.constant(0))).toEqual(matrix([0, 0, 0], [4, 5, 6]));
  });

  it("has log and exp as inverses", () => {
    ops.log(ops.exp(grid)).data.forEach((value, i) => expect(value).toBeCloseTo(grid.data[i], 14));
  });

  it("has sqrt and squares as inverses", () => {
    expect(ops.sqrt(ops.multiply(grid, grid))).toEqual(grid);
  });

  it("takes the log of a softmax without overflow", () => {
    const { data } = ops.logSoftmax(matrix([1e4, -1e4], [-1e4, -1e4], [0, -Infinity]));
    expect(Array.from(data)).toEqual([0, -2e4, -Math.LN2, -Math.LN2, 0, -Infinity]);
  });

  it("takes no rows at all", () => {
    const none: Matrix = { rows: 0, columns: 3, data: new Float64Array() };
    expect(ops.add(ops.sum(none), ops.constant(1))).toEqual({ rows: 0, columns: 1, data: new Float64Array() });
  });
});
