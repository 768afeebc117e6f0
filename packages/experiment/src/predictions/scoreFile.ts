// An opened file of scores, before checks.
import type { NpyNumbers } from "@softlabel/data/internal";
import type { FirstLabel } from "./labelClasses.ts";

/** What the scores of a file are. */
export const scoreKinds = ["logits", "probabilities"] as const;

/** One of `scoreKinds`. */
export type ScoreKind = (typeof scoreKinds)[number];

/** Consecutive rows of the file; the next block may overwrite the arrays. */
export interface ScoreBlock {
  /** [rows, columns], row-major; NaN for missing numbers. */
  readonly scores: NpyNumbers;
  /** Class indices, -1 for unknown labels. */
  readonly labels: Int32Array;
}

/** The test or the validation rows of a file. */
export interface ScoreRows {
  /** The file, and which of its arrays, for messages. */
  readonly name: string;
  readonly rows: number;
  /** As many as classes, or 1: the score of one of two. */
  readonly columns: number;
  readonly classes: readonly string[];
  /** The class, 0 or 1, that a single column of scores is of. */
  readonly single?: 0 | 1 | undefined;
  /** The number of the first class where labels are numbers; undefined where they are names. */
  readonly labelsFrom?: FirstLabel | undefined;
  /** The kind of scores that the file states, as in "logit_cat". */
  readonly stated?: ScoreKind | undefined;
  /** A few unknown labels. */
  readonly strangeLabels: readonly string[];
  /** What names each row, where the file says it. */
  readonly ids?: readonly string[] | undefined;
  /** The number of a row in the file, starting at 1. */
  readonly fileRow: (row: number) => number;
  readonly blocks: () => Iterable<ScoreBlock>;
}

/** The contents of a file. */
export interface ScoreFile {
  readonly test: ScoreRows;
  readonly validation?: ScoreRows | undefined;
  /** Notes on what was found and ignored. */
  readonly notes: readonly string[];
}

/** Names that a column of ids has without being named. */
export const usualIds = ["id", "row_id", "example_id", "sample_id"];

/** Rows per block, for rows of `columns` values. */
export const rowsPerBlock = (columns: number): number => Math.max(1, Math.floor(2 ** 18 / columns));
