// A histogram whose bins widen as values come, so that no range need be known before, and that does not depend on their order.

/** Counts of values in adjoining bins of equal width. */
export interface EvenHistogram {
  /** Lower end of the first bin: a multiple of the width. */
  readonly from: number;
  /** A power of two. */
  readonly width: number;
  readonly counts: Float64Array;
}

const mostBins = 1024;
const narrowest = 2 ** -30;
/** Numbers of bins up to this are exact, and so are those beside them. */
const furthestBin = 2 ** 52;

/** Counts in bins [m w, (m + 1) w), where w is the least power of two at which 1024 bins hold all values, and no |m| is above 2^52. */
export class PowerHistogram {
  #width = narrowest;
  /** The first and last bin that holds a value; bin m counts at m modulo the number of bins. */
  #first = Infinity;
  #last = -Infinity;
  #counts = new Float64Array(mostBins);

  add(value: number): void {
    this.#addTo(value, 1);
  }

  merge(other: PowerHistogram): void {
    const { from, width, counts } = other.counts();
    this.#widenTo(width);
    counts.forEach((count, i) => {
      if (count > 0) this.#addTo(from + i * width, count);
    });
  }

  /** The bins from the first that holds a value to the last; none where there are no values. */
  counts(): EvenHistogram {
    if (this.#last < this.#first) return { from: 0, width: this.#width, counts: new Float64Array(0) };
    const held = new Float64Array(this.#last - this.#first + 1);
    const counts = held.map((_, i) => this.#counts[placeOf(this.#first + i)]);
    // Adding 0 takes the sign off a bin of -0.
    return { from: this.#first * this.#width + 0, width: this.#width, counts };
  }

  #addTo(value: number, count: number): void {
    let bin = Math.floor(value / this.#width);
    while (Math.abs(bin) > furthestBin || Math.max(bin, this.#last) - Math.min(bin, this.#first) >= mostBins) {
      this.#widenTo(2 * this.#width);
      bin = Math.floor(value / this.#width);
    }
    this.#first = Math.min(this.#first, bin);
    this.#last = Math.max(this.#last, bin);
    this.#counts[placeOf(bin)] += count;
  }

  /** Joins neighbouring bins until they are at least so wide. */
  #widenTo(width: number): void {
    while (this.#width < width) {
      const { counts } = this.counts();
      const first = this.#first;
      this.#counts = new Float64Array(mostBins);
      counts.forEach((count, i) => (this.#counts[placeOf(Math.floor((first + i) / 2))] += count));
      this.#width *= 2;
      this.#first = Math.floor(this.#first / 2);
      this.#last = Math.floor(this.#last / 2);
    }
  }
}

/** Where a bin counts: bins that are held together are fewer than there are places. */
const placeOf = (bin: number): number => ((bin % mostBins) + mostBins) % mostBins;
