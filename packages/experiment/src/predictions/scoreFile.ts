// A file of scores as it was opened, before anything in it is checked.
import type { NpyNumbers } from "@softlabel/data/internal";

/** What the scores of a file are. */
export const scoreKinds = ["logits", "probabilities"] as const;

/** One of `scoreKinds`. */
export type ScoreKind = (typeof scoreKinds)[number];

/** Consecutive rows as the file has them; the arrays may be written over when the next block is taken. */
export interface ScoreBlock {
  /** [rows, columns], row-major; NaN where a number is missing. */
  readonly scores: NpyNumbers;
  /** Class indices, -1 where the label is no class. */
  readonly labels: Int32Array;
}

/** The test or the validation rows of a file. */
export interface ScoreRows {
  /** The file, and which of its arrays, for messages. */
  readonly name: string;
  readonly rows: number;
  /** As many as classes, or 1: the score of the second of two. */
  readonly columns: number;
  readonly classes: readonly string[];
  /** What the file itself says that its scores are: "logit_cat". */
  readonly stated?: ScoreKind | undefined;
  /** A few labels that are no class. */
  readonly strangeLabels: readonly string[];
  /** What names each row, where the file says it. */
  readonly ids?: readonly string[] | undefined;
  /** The number in the file of a row, from 1 on. */
  readonly fileRow: (row: number) => number;
  readonly blocks: () => Iterable<ScoreBlock>;
}

/** What a file holds. */
export interface ScoreFile {
  readonly test: ScoreRows;
  readonly validation?: ScoreRows | undefined;
  /** What was found rather than said, and what was left aside. */
  readonly notes: readonly string[];
}

/** Names that a column of ids has without being named. */
export const usualIds = ["id", "row_id", "example_id", "sample_id"];

/** How many rows of `columns` values make a block. */
export const rowsPerBlock = (columns: number): number => Math.max(1, Math.floor(2 ** 18 / columns));
