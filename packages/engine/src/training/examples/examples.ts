// Labelled examples, in memory or fetched row by row: what data sets give and trainers take.
import { sizeOf } from "../../onnx/graph.ts";
import { gatherRows } from "./batches.ts";

/** Rows of equal size that are fetched when they are needed. */
export interface RowSource {
  readonly elementType: "uint8" | "float32";
  /** Copies the rows `order[from … from + count)`, one after another, to the front of `destination`. */
  gather(order: Int32Array, from: number, count: number, destination: Uint8Array | Float32Array): void;
}

/** `count` examples, each of `shape`, row-major. */
export interface Examples {
  readonly count: number;
  /** The shape of one example, for instance [28, 28] or [3, 32, 32]. */
  readonly shape: readonly number[];
  /** All values in one array, example i in `[i * size … (i + 1) * size)` with size the product of `shape`; or their source. */
  readonly inputs: Uint8Array | Float32Array | RowSource;
  /** Class indices, one per example. */
  readonly labels: Int32Array;
}

/** The rows of an array, each `size` long. */
function rowsOfArray(array: Uint8Array | Float32Array, size: number): RowSource {
  return {
    elementType: array instanceof Uint8Array ? "uint8" : "float32",
    gather: (order, from, count, destination) => gatherRows(array, size, order, from, count, destination),
  };
}

/** The inputs of examples as rows, wherever they are. */
export function rowSourceOf({ inputs, shape }: Pick<Examples, "inputs" | "shape">): RowSource {
  return "gather" in inputs ? inputs : rowsOfArray(inputs, sizeOf(shape));
}

/**
 * The examples in `rows`, in that order: their labels are copied, their inputs stay where they are.
 * @param rows indices of examples; one may stand more than once
 */
export function selectRows(examples: Examples, rows: Int32Array): Examples {
  const source = rowSourceOf(examples);
  const inputs: RowSource = {
    elementType: source.elementType,
    gather(order, from, count, destination) {
      const wanted = order.subarray(from, from + count).map((row) => rows[row]);
      source.gather(wanted, 0, count, destination);
    },
  };
  const labels = rows.map((row) => examples.labels[row]);
  return { count: rows.length, shape: examples.shape, inputs, labels };
}

/** All inputs in one array; a copy unless they are one already. */
export function inputsOf(examples: Examples): Uint8Array | Float32Array {
  const { inputs, count, shape } = examples;
  if (!("gather" in inputs)) return inputs;
  const length = count * sizeOf(shape);
  const all = inputs.elementType === "uint8" ? new Uint8Array(length) : new Float32Array(length);
  inputs.gather(
    Int32Array.from({ length: count }, (_, row) => row),
    0,
    count,
    all,
  );
  return all;
}
