// A list of numbers that grows without moving what it holds, and can be sorted.

const chunkLength = 2 ** 16;

/** Numbers in chunks; their order is lost when they are sorted. */
export class NumberList {
  #full: Float64Array[] = [];
  #last = new Float64Array(chunkLength);
  #used = 0;
  /** What `sorted` gave last. */
  #sorted: Float64Array | undefined;

  get length(): number {
    return this.#full.reduce((sum, chunk) => sum + chunk.length, this.#used);
  }

  push(value: number): void {
    if (this.#used === this.#last.length) {
      this.#full.push(this.#last);
      this.#last = new Float64Array(chunkLength);
      this.#used = 0;
    }
    this.#last[this.#used++] = value;
  }

  /** Adds what another list holds. */
  merge(other: NumberList): void {
    this.#full.push(...other.#chunks().map((chunk) => chunk.slice()));
  }

  /** All numbers, rising; only valid until the list grows. */
  sorted(): Float64Array {
    const chunks = this.#chunks();
    if (chunks.length === 1 && chunks[0] === this.#sorted) return this.#sorted;
    const all = new Float64Array(this.length);
    let at = 0;
    for (const chunk of chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    this.#sorted = all.sort();
    this.#full = [all];
    this.#used = 0;
    return all;
  }

  #chunks(): Float64Array[] {
    return this.#used === 0 ? this.#full : [...this.#full, this.#last.subarray(0, this.#used)];
  }
}
