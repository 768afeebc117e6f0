// Blocks of rows as a model's inputs take them.
import type { Feeds } from "@softlabel/engine";
import type { ChunkColumn } from "@softlabel/data/internal";

/** Gives the rows `from` to `from + rows` of a block as the model takes them; zeros and empty texts where it has none. */
export type FeedBlock = (from: number, rows: number) => Feeds;

/** Makes the feeds of a block from the columns of chunks. The arrays of a block are written over by the next one. */
export interface TableEncoder {
  /**
   * Takes the rows of a chunk.
   * @param columns one per column of the model: numbers, NaN where missing; places of categories, -1 for unseen ones; or texts
   * @param at the place of the first of them in the block
   */
  add(columns: readonly ChunkColumn[], rows: number, at: number): void;
  readonly feeds: FeedBlock;
}

/** Makes an encoder for blocks of at most `capacity` rows. */
export type EncoderMaker = (capacity: number) => TableEncoder;
