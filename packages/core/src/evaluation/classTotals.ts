// What the rows of each class add up to: predictions, probabilities, and the calibration of every class's probability.
import { binOf, equalWidthBins } from "../metrics/calibrationErrors/binning.ts";
import type { Binning } from "../metrics/calibrationErrors/binning.ts";
import { emptySums } from "../metrics/calibrationErrors/binSums.ts";
import type { BinSum } from "../metrics/calibrationErrors/binSums.ts";
import { expectedError } from "../metrics/calibrationErrors/binnedErrors.ts";
import { mean } from "../base/sum.ts";

/** Adds the numbers of one array to those of another. */
function addTo(totals: Float64Array, more: Float64Array): void {
  for (let i = 0; i < totals.length; i++) totals[i] += more[i];
}

/** Sums over rows by class. */
export class ClassTotals {
  readonly #classes: number;
  readonly #binning: Binning;
  /** How often class j was predicted as class k, at j K + k. */
  readonly confusion: Float64Array;
  /** Σ p_k over the rows of class j, at j K + k. */
  readonly #probability: Float64Array;
  /** Of every class's probability, by class and bin: number of rows, Σ p, and number of rows of the class. */
  readonly #counts: Float64Array;
  readonly #sums: Float64Array;
  readonly #occurrences: Float64Array;

  constructor(classes: number, bins: number) {
    this.#classes = classes;
    this.#binning = equalWidthBins(bins);
    [this.confusion, this.#probability] = [new Float64Array(classes ** 2), new Float64Array(classes ** 2)];
    const cells = (): Float64Array => new Float64Array(classes * bins);
    [this.#counts, this.#sums, this.#occurrences] = [cells(), cells(), cells()];
  }

  /** @param p the row's probabilities */
  add(p: Float64Array, label: number, top: number): void {
    const bins = this.#binning.edges.length - 1;
    const row = label * p.length;
    this.confusion[row + top]++;
    for (let k = 0; k < p.length; k++) {
      this.#probability[row + k] += p[k];
      const cell = k * bins + binOf(p[k], this.#binning);
      this.#counts[cell]++;
      this.#sums[cell] += p[k];
      if (k === label) this.#occurrences[cell]++;
    }
  }

  merge(other: ClassTotals): void {
    addTo(this.confusion, other.confusion);
    addTo(this.#probability, other.#probability);
    addTo(this.#counts, other.#counts);
    addTo(this.#sums, other.#sums);
    addTo(this.#occurrences, other.#occurrences);
  }

  /** Mean probabilities by label, row-major [K, K]; NaN for a class without rows. */
  meanProbabilities(): Float64Array {
    const classes = this.#classes;
    return this.#probability.map((sum, cell) => {
      const row = cell - (cell % classes);
      return sum / this.confusion.subarray(row, row + classes).reduce((rows, count) => rows + count, 0);
    });
  }

  /** (1/K) Σₖ of the ECE of the probabilities of class k. */
  calibrationError(): number {
    return mean(Array.from({ length: this.#classes }, (_, k) => expectedError(this.#binSums(k))));
  }

  #binSums(k: number): BinSum[] {
    const sums = emptySums(this.#binning);
    sums.forEach((sum, b) => {
      const cell = k * sums.length + b;
      sum.count = this.#counts[cell];
      sum.confidence = this.#sums[cell];
      sum.right = this.#occurrences[cell];
    });
    return sums;
  }
}
