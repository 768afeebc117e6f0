// Predictions of a set of rows: logits and labels, block by block, any number of times.

/** Consecutive rows; the next block may overwrite the arrays. */
export interface PredictionBlock {
  /** [rows, classes], row-major. */
  readonly logits: Float32Array | Float64Array;
  /** [rows], each from 0 to classes - 1. */
  readonly labels: Int32Array;
}

/** Predictions that need not fit into memory. */
export interface PredictionSource {
  readonly rows: number;
  readonly classes: number;
  /** All rows in order; every call starts at the first. */
  readonly blocks: () => Iterable<PredictionBlock>;
}

/** Predictions as a whole. */
interface WholePredictions {
  readonly logits: Float32Array | Float64Array;
  readonly labels: Int32Array;
}

/** Reads all rows into memory. */
export function readWhole({ rows, classes, blocks }: PredictionSource): WholePredictions {
  const labels = new Int32Array(rows);
  let logits: Float32Array | Float64Array | undefined;
  let row = 0;
  for (const block of blocks()) {
    logits ??=
      block.logits instanceof Float32Array ? new Float32Array(rows * classes) : new Float64Array(rows * classes);
    logits.set(block.logits, row * classes);
    labels.set(block.labels, row);
    row += block.labels.length;
  }
  return { logits: logits ?? new Float64Array(0), labels };
}
