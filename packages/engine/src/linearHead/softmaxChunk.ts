// The softmax of a chunk of rows whose logits come tile by tile: what each tile adds, and the rows' losses and gradients.
import { check } from "@softlabel/core/internal";
import type { LogitCeilings, SoftmaxRows, TileStatistics } from "./logitTile.ts";

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

/** So low that exp(z - largest) is 0 beside any other logit, and a number by itself. */
const lowest = -(2 - 2 ** -23) * 2 ** 127;

/**
 * Rows of a softmax with affine targets. The label's class is kept apart from the sum over all others: of a confident row, the
 * others' sum is what both loss and gradient are made of, and beside exp z_y its digits would be lost.
 */
export class SoftmaxChunk {
  /** For the softmax's gradient, once the chunk is finished. */
  readonly rows: SoftmaxRows;
  readonly #target: AffineTarget;
  readonly #ceilings: LogitCeilings;
  #labels: Int32Array = new Int32Array();
  /** Over the classes c ≠ y. */
  readonly #largest: Float64Array;
  /** Σ_{c≠y} exp(z_c - largest) */
  readonly #spread: Float64Array;
  /** Σ z */
  readonly #total: Float64Array;
  readonly #labelLogit: Float64Array;
  /** The gradient in the label's logit. */
  readonly #labelSlope: Float64Array;

  /** A chunk of at most `size` rows. */
  constructor(size: number, target: AffineTarget) {
    const floats = (): Float32Array => new Float32Array(size);
    const sums = (): Float64Array => new Float64Array(size);
    this.rows = { largest: floats(), factor: floats(), offset: floats() };
    this.#target = target;
    this.#ceilings = { position: new Int32Array(size), ceiling: floats() };
    this.#largest = sums();
    this.#spread = sums();
    this.#total = sums();
    this.#labelLogit = sums();
    this.#labelSlope = sums();
  }

  /** Begins with the rows of these labels; rows behind them are there, but do not count. */
  begin(labels: Int32Array): void {
    this.#labels = labels;
    this.#largest.fill(-Infinity);
    this.#spread.fill(0);
    this.#total.fill(0);
  }

  /** What keeps the labels' logits out of a tile's statistics. */
  withoutLabels(span: ClassSpan): LogitCeilings {
    const { position, ceiling } = this.#ceilings;
    position.fill(0);
    ceiling.fill(Infinity);
    this.#eachLabel(span, (row, at) => {
      position[row] = at;
      ceiling[row] = lowest;
    });
    return this.#ceilings;
  }

  /** Takes a tile's logits, row-major, and what was found in them without the labels'. */
  include({ largest, spread, total }: TileStatistics, logits: Float32Array, span: ClassSpan): void {
    this.#labels.forEach((_, row) => {
      const most = Math.max(this.#largest[row], largest[row]);
      const before = this.#spread[row] * Math.exp(this.#largest[row] - most);
      this.#spread[row] = before + spread[row] * Math.exp(largest[row] - most);
      this.#largest[row] = most;
      this.#total[row] += total[row];
    });
    this.#eachLabel(span, (row, at) => (this.#labelLogit[row] = logits[row * span.classes + at]));
  }

  /**
   * With all tiles taken: the sum of the rows' losses, and `rows` and labels for their gradients times `scale`. With
   * g = log Σ_{c≠y} exp z_c - z_y, a row's loss is log(1 + exp g) + (1 - ofLabel) z_y - ofEvery Σ z, and 1 - p_y = σ(g).
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
      const labelLogit = this.#labelLogit[row];
      const gap = this.#largest[row] + Math.log(this.#spread[row]) - labelLogit;
      const hard = Math.max(gap, 0) + Math.log1p(Math.exp(-Math.abs(gap)));
      const value = hard + (1 - ofLabel) * labelLogit - ofEvery * this.#total[row];
      check(Number.isFinite(value), "linearCrossEntropy", `finite logits in row ${rowOf(row)}`, value);
      sum += value;
      const others = 1 / (1 + Math.exp(-gap));
      largest[row] = this.#largest[row];
      factor[row] = (scale * others) / this.#spread[row];
      offset[row] = scale * ofEvery;
      this.#labelSlope[row] = scale * (1 - ofLabel - ofEvery - others);
    });
    return sum;
  }

  /** Puts the labels' own slopes into the gradient of a tile's logits, which has those of all other classes. */
  putLabels(gradient: Float32Array, span: ClassSpan): void {
    this.#eachLabel(span, (row, at) => (gradient[row * span.classes + at] = this.#labelSlope[row]));
  }

  /** Visits the rows whose label is among some classes, with its place there. */
  #eachLabel({ first, classes }: ClassSpan, visit: (row: number, at: number) => void): void {
    this.#labels.forEach((label, row) => {
      const at = label - first;
      if (at >= 0 && at < classes) visit(row, at);
    });
  }
}
