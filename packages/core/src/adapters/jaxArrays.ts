// The operations of losses over jax-js arrays, which belong to their creator and are used up by the function that takes them.
import { nn, numpy as np } from "@jax-js/jax";
import type { Ops } from "../losses/ops.ts";

/** An array, or a plain number, which takes the type of what it meets. */
export type ArrayOrNumber = np.Array | number;

/**
 * A loss with optax's arguments: one number per row. Like every function of jax-js it uses its arrays up; hand in `array.ref` to
 * keep one.
 * @param logits z, [N, K] or [N, …, K]
 * @param labels rows in the logits' shape, one-hot or, but for label relaxation, mixed; or class indices, without the class
 *   dimension. An index that is not a class leaves its row out: value 0, gradient 0, whatever its logits are
 * @returns the logits' shape without the class dimension
 */
export type ArrayLoss = (logits: np.Array, labels: np.Array) => np.Array;

/** Array operations that leave their operands to their owner, so that a formula may use a value twice. */
export interface ArrayScope {
  readonly ops: Ops<ArrayOrNumber>;
  /** An operation of jax-js as one that leaves its operands alone. */
  readonly lending: <Operands extends readonly ArrayOrNumber[]>(
    operation: (...operands: Operands) => np.Array,
  ) => (...operands: Operands) => np.Array;
}

/** Numbers as an array of one dimension. */
export const rowArray = (numbers: ArrayLike<number>): np.Array => np.array(Float32Array.from(numbers));

const lend = (a: ArrayOrNumber): ArrayOrNumber => (typeof a === "number" ? a : a.ref);

/** The operations of losses, by an operation's lending form. */
function arrayOps(lending: ArrayScope["lending"]): Ops<ArrayOrNumber> {
  return {
    constant: (value) => value,
    add: lending(np.add),
    subtract: lending(np.subtract),
    multiply: lending(np.multiply),
    divide: lending(np.trueDivide),
    negate: lending(np.negative),
    exp: lending(np.exp),
    log: lending(np.log),
    sqrt: lending(np.sqrt),
    logSoftmax: lending((z) => nn.logSoftmax(z, -1)),
    sum: lending((a) => np.sum(a, -1, { keepdims: true })),
    max: lending((a) => np.max(a, -1, { keepdims: true })),
    greater: lending(np.greater),
    where: lending(np.where),
  };
}

/**
 * Computes an array of others as functions of jax-js do: it uses up the arrays it is given, and everything that is made on
 * the way is freed.
 * @param given the arrays that are used up
 * @param compute makes the result by the scope's operations alone
 */
export function consuming(given: readonly np.Array[], compute: (scope: ArrayScope) => np.Array): np.Array {
  const made = [...given];
  const lending: ArrayScope["lending"] =
    (operation) =>
    (...operands) => {
      const result = operation(...(operands.map(lend) as unknown as typeof operands));
      made.push(result);
      return result;
    };
  const result = compute({ ops: arrayOps(lending), lending }).ref;
  for (const array of made) array.dispose();
  return result;
}
