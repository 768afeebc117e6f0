// Goes through the rows of examples block by block, so that those of a file need not fit into memory.
import { type Examples, type RowSource } from "@softlabel/engine";
import { rowSourceOf, sizeOf } from "@softlabel/engine/internal";

/** The types that the values of examples have. */
export type ElementType = RowSource["elementType"];

/** Room for values of a type. */
export function createValues(type: ElementType, length: number): Uint8Array | Float32Array {
  return type === "uint8" ? new Uint8Array(length) : new Float32Array(length);
}

/** A block has about so many values. */
const blockLength = 2 ** 18;

/** Consecutive rows; `values` is written over when the next block is taken. */
interface RowBlock {
  /** The first row. */
  readonly from: number;
  readonly rows: number;
  readonly values: Uint8Array | Float32Array;
}

/** All rows in their order. */
export function* rowBlocks(examples: Examples): Generator<RowBlock> {
  const source = rowSourceOf(examples);
  const size = sizeOf(examples.shape);
  const most = Math.min(examples.count, Math.max(1, Math.floor(blockLength / size)));
  const order = Int32Array.from({ length: examples.count }, (_, row) => row);
  const values = createValues(source.elementType, most * size);
  for (let from = 0; from < examples.count; from += most) {
    const rows = Math.min(most, examples.count - from);
    source.gather(order, from, rows, values);
    yield { from, rows, values: values.subarray(0, rows * size) };
  }
}
