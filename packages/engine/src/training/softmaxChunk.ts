// The softmax of a chunk of rows whose logits come tile by tile: what each tile adds, and the rows' losses and gradients.
import { check } from "@softlabel/core";
import type { SoftmaxRows, TileStatistics } from "./logitTile.ts";

/** Targets with two values, q = ofLabel · onehot(y) + ofEvery. */
export interface AffineTarget {
  readonly ofLabel: number;
  readonly ofEvery: number;
}

/** Some classes, [first, first + classes), of all. */
export interface ClassSpan {
  readonly first: number;
  readonly classes: number;
}

/** Rows of a softmax with affine targets; their sums are kept in float64. */
export class SoftmaxChunk {
  /** For the softmax's gradient, once the chunk is finished. */
  readonly rows: SoftmaxRows;
  readonly #target: AffineTarget;
  #labels: Int32Array = new Int32Array();
  readonly #largest: Float64Array;
  /** Σ exp(z - largest) */
  readonly #spread: Float64Array;
  /** Σ z */
  readonly #total: Float64Array;
  readonly #labelLogit: Float64Array;

  /** A chunk of at most `size` rows. */
  constructor(size: number, target: AffineTarget) {
    const floats = (): Float32Array => new Float32Array(size);
    const sums = (): Float64Array => new Float64Array(size);
    this.rows = { largest: floats(), factor: floats(), offset: floats() };
    this.#target = target;
    this.#largest = sums();
    this.#spread = sums();
    this.#total = sums();
    this.#labelLogit = sums();
  }

  /** Begins with the rows of these labels; rows behind them are there, but do not count. */
  begin(labels: Int32Array): void {
    this.#labels = labels;
    this.#largest.fill(-Infinity);
    this.#spread.fill(0);
    this.#total.fill(0);
  }

  /** Takes a tile's logits, row-major, and what was found in them. */
  include({ largest, spread, total }: TileStatistics, logits: Float32Array, { first, classes }: ClassSpan): void {
    this.#labels.forEach((label, row) => {
      const most = Math.max(this.#largest[row], largest[row]);
      const before = this.#spread[row] * Math.exp(this.#largest[row] - most);
      this.#spread[row] = before + spread[row] * Math.exp(largest[row] - most);
      this.#largest[row] = most;
      this.#total[row] += total[row];
      const at = label - first;
      if (at >= 0 && at < classes) this.#labelLogit[row] = logits[row * classes + at];
    });
  }

  /**
   * With all tiles taken: the sum of the rows' losses, log Σ exp z - Σ q z, and `rows` for their gradients times `scale`.
   * @param rowOf the number that a row of the chunk has among all, for messages
   * @throws UsageError where logits are not finite
   */
  finish(scale: number, rowOf: (row: number) => number): number {
    const { ofLabel, ofEvery } = this.#target;
    const { largest, factor, offset } = this.rows;
    factor.fill(0);
    offset.fill(0);
    let sum = 0;
    this.#labels.forEach((_, row) => {
      const loss = this.#largest[row] + Math.log(this.#spread[row]);
      const value = loss - ofLabel * this.#labelLogit[row] - ofEvery * this.#total[row];
      check(Number.isFinite(value), "linearCrossEntropy", `finite logits in row ${rowOf(row)}`, value);
      sum += value;
      largest[row] = this.#largest[row];
      factor[row] = scale / this.#spread[row];
      offset[row] = scale * ofEvery;
    });
    return sum;
  }

  /** Takes the labels' share off the gradient of a tile's logits: what sets their targets apart from all others. */
  takeLabels(scale: number, gradient: Float32Array, { first, classes }: ClassSpan): void {
    this.#labels.forEach((label, row) => {
      const at = label - first;
      if (at >= 0 && at < classes) gradient[row * classes + at] -= scale * this.#target.ofLabel;
    });
  }
}
