// Where the classes are in an array of any rank: dimension 1, or 0 for rank 1; every other dimension counts positions.
import { check, checkRange } from "../base/check.ts";
import { checkClasses } from "../base/labels.ts";

/** The number types that losses take and give back. */
export type FloatArray = Float32Array | Float64Array;

/** A shape, read as [outer, classes, inner]; positions = outer · inner. */
export interface Layout {
  readonly classes: number;
  readonly positions: number;
  /** Distance between the classes of one position. */
  readonly inner: number;
}

/** Throws unless there is a dimension, and every length is a whole number. */
export function checkShape(who: string, shape: readonly number[]): void {
  check(shape.length > 0, who, "a shape of at least one dimension", shape);
  for (const length of shape)
    checkRange(who, "every length in the shape", length, { from: 0, to: Infinity, integer: true });
}

/** Throws unless logits are of a type that losses take. */
export function checkFloats(who: string, logits: FloatArray): void {
  const floats = logits instanceof Float32Array || logits instanceof Float64Array;
  check(floats, who, "logits to be a Float32Array or a Float64Array", (logits as object).constructor.name);
}

const product = (lengths: readonly number[]): number => lengths.reduce((all, length) => all * length, 1);

/** Reads a shape: [K], [N, K] or [N, K, d1, d2, …]. */
export function classLayout(who: string, shape: readonly number[]): Layout {
  checkShape(who, shape);
  const axis = shape.length === 1 ? 0 : 1;
  checkClasses(who, shape[axis]);
  const inner = product(shape.slice(axis + 1));
  return { classes: shape[axis], positions: product(shape.slice(0, axis)) * inner, inner };
}

/** The index in the array of a position's first class. */
function firstClass({ classes, inner }: Layout, position: number): number {
  return Math.floor(position / inner) * classes * inner + (position % inner);
}

/** The array as rows, row-major [positions, K]. */
export function toRows(array: FloatArray, layout: Layout): Float64Array {
  const { classes, positions, inner } = layout;
  if (inner === 1) return Float64Array.from(array);
  const rows = new Float64Array(array.length);
  for (let position = 0; position < positions; position++) {
    const first = firstClass(layout, position);
    for (let c = 0; c < classes; c++) rows[position * classes + c] = array[first + c * inner];
  }
  return rows;
}

/** Writes rows back to where `toRows` read them, divided; a zero stays zero whatever the divisor. */
export function fromRows(rows: FloatArray, divisor: number, into: FloatArray, layout: Layout): void {
  const { classes, positions, inner } = layout;
  for (let position = 0; position < positions; position++) {
    const first = firstClass(layout, position);
    for (let c = 0; c < classes; c++) {
      const value = rows[position * classes + c];
      into[first + c * inner] = value === 0 ? 0 : value / divisor;
    }
  }
}
