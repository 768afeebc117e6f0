// Rows on their way to a model, block by block, with their ids, labels and faults.
import type { FeedBlock } from "../encode/encoder.ts";

/** Consecutive rows. Everything in it may be written over when the next block is taken. */
export interface RowBlock {
  readonly count: number;
  /** Number of the first, from 1 on. */
  readonly first: number;
  readonly feed: FeedBlock;
  /** What identifies each row; absent where that is its number. */
  readonly ids?: readonly (string | null)[] | undefined;
  /** The true class of each, as the data has it; absent where there are no labels. */
  readonly labels?: readonly (string | null)[] | undefined;
  /** 1 for each row that cannot be predicted. */
  readonly bad: Uint8Array;
}

/** A finding about some of the rows. */
export interface Finding {
  /** What happened: "unseen category", "missing value", "bad value", "unreadable image", … */
  readonly kind: string;
  /** The column that it happened in. */
  readonly column?: string;
  readonly rows: number;
  /** Some of the values or files. */
  readonly examples: readonly string[];
  readonly sentence: string;
}

/** What identifies a row in the output. */
export interface RowId {
  readonly name: string;
  /** Its type in SQL; BIGINT for the number of a row. */
  readonly type: string;
}

/** Rows that have nothing but their number. */
export const numbered: RowId = { name: "row", type: "BIGINT" };

/** The rows of some data. */
export interface RowSource {
  /** What a row is called: row, image, example. */
  readonly noun: string;
  readonly id: RowId;
  readonly labelled: boolean;
  /** What is known before any row is read. */
  readonly notes: readonly string[];
  /** All rows in their order; to be called once. */
  readonly blocks: () => AsyncIterable<RowBlock> | Iterable<RowBlock>;
  /** What was found, once all blocks are read. */
  readonly findings: () => Promise<readonly Finding[]>;
}

/** Values that a block has room for: enough for the model to be busy, in little memory. */
const blockValues = 2 ** 20;
const mostRows = 2 ** 14;

/**
 * The capacity of a block in rows.
 * @param width values per row
 * @param batch rows that the model always takes at once
 * @param least rows that have to fit in
 */
export function blockRows(width: number, batch: number | undefined, least = 1): number {
  const step = batch ?? 1;
  const rows = Math.max(least, Math.min(mostRows, Math.floor(blockValues / width)));
  return Math.ceil(rows / step) * step;
}
