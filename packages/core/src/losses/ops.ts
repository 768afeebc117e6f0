// The array operations in which every loss is written: once here, run on plain numbers, ONNX nodes and other tensors.

/**
 * Array operations over a backend's own array type `T`.
 * Arrays are [N, K] (one row per position, one column per class), [N, 1] (one number per row) or scalars, and broadcast against one
 * another. "Over classes" means along the last axis, which stays, with length 1.
 */
export interface Ops<T> {
  /** A scalar. */
  constant(value: number): T;
  add(a: T, b: T): T;
  subtract(a: T, b: T): T;
  multiply(a: T, b: T): T;
  divide(a: T, b: T): T;
  negate(a: T): T;
  exp(a: T): T;
  log(a: T): T;
  sqrt(a: T): T;
  /** z - log Σ exp z over classes, without overflow. */
  logSoftmax(z: T): T;
  /** Sum over classes. */
  sum(a: T): T;
  /** Largest over classes. */
  max(a: T): T;
  /** Truth of a > b, to be used as the condition of `where`. */
  greater(a: T, b: T): T;
  /** a where the condition holds, b elsewhere. */
  where(condition: T, a: T, b: T): T;
}
