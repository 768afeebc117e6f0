// What a reader hands over row by row, so that rows may go to memory or to files.
import type { Dataset, PartName } from "./dataset.ts";
import type { ElementType } from "./rowBlocks.ts";

/** Takes the rows of one part. */
export interface RowWriter {
  /** Rows written so far. */
  readonly count: number;
  /**
   * Adds one row or many.
   * @param inputs the rows, concatenated; the same type and length per row in every call
   * @param labels class indices, one per row
   * @param groups group numbers, one per row; rows of a group stay in the same split
   */
  add(inputs: Uint8Array | Float32Array, labels: Int32Array, groups?: Int32Array): void;
}

/** Where the rows of each part go. */
export type PartWriters = Readonly<Record<PartName, RowWriter>>;

/** A data set without its rows and without what follows from them. */
export interface Prepared extends Omit<Dataset, PartName | "groups" | "name" | "fingerprint" | "posterior"> {
  readonly elementType: ElementType;
  /** Whether the user chose the validation or test rows: notes then count those that are also training rows. */
  readonly marked?: boolean;
}
