// Sums that keep their digits however many numbers there are, and in whatever order they come.

/** A running sum with what rounding took off it (Neumaier's improvement of Kahan's). */
export class CompensatedSum {
  #sum = 0;
  #lost = 0;

  add(value: number): void {
    const next = this.#sum + value;
    this.#lost += Math.abs(this.#sum) >= Math.abs(value) ? this.#sum - next + value : value - next + this.#sum;
    this.#sum = next;
  }

  /** Adds the value of another sum, and what that lost to rounding. */
  merge(other: CompensatedSum): void {
    this.add(other.#sum);
    this.add(other.#lost);
  }

  /** Infinite where the numbers, or their sum, were. */
  get value(): number {
    return Number.isFinite(this.#sum) ? this.#sum + this.#lost : this.#sum;
  }
}

/** Σ values. */
export function sum(values: ArrayLike<number>): number {
  const total = new CompensatedSum();
  for (let i = 0; i < values.length; i++) total.add(values[i]);
  return total.value;
}

/** (1/N) Σ values. */
export function mean(values: ArrayLike<number>): number {
  return sum(values) / values.length;
}
