// A number for the content of a row: equal rows have equal keys, and others practically never.
import { bytesOf } from "../base/bytes.ts";

/** One lane of MurmurHash3 (Appleby 2011) over whole words. */
function murmur(words: Uint32Array, seed: number): number {
  let hash = seed;
  for (const word of words) {
    let mixed = Math.imul(word, 0xcc9e2d51);
    mixed = Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
    hash ^= mixed;
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Keys of rows of one size: 53 bits, so that two of a million different rows agree once in 18,000 data sets. */
export class RowKeys {
  readonly #words: Uint32Array;
  readonly #bytes: Uint8Array;

  /** @param rowBytes bytes per row */
  constructor(rowBytes: number) {
    this.#words = new Uint32Array(Math.ceil(rowBytes / 4));
    this.#bytes = bytesOf(this.#words);
  }

  /** The key of a row. */
  of(row: Uint8Array | Float32Array): number {
    this.#bytes.set(bytesOf(row));
    return (murmur(this.#words, 1) >>> 5) * 2 ** 26 + (murmur(this.#words, 2) >>> 6);
  }
}

/** For each key the index of its first occurrence. */
export function firstOccurrences(keys: Float64Array): Int32Array {
  const first = new Int32Array(keys.length);
  const slots = 2 ** Math.ceil(Math.log2(2 * keys.length + 2));
  // Open addressing; a slot holds an index plus one, so that 0 is free.
  const table = new Int32Array(slots);
  for (let index = 0; index < keys.length; index++) {
    let slot = keys[index] % slots;
    while (table[slot] !== 0 && keys[table[slot] - 1] !== keys[index]) slot = (slot + 1) % slots;
    if (table[slot] === 0) table[slot] = index + 1;
    first[index] = table[slot] - 1;
  }
  return first;
}
