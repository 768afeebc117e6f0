// Rows of numbers that come once and are read as often as needed: in memory where they are few, else in a file.
import { closeSync, openSync, writeSync } from "node:fs";
import { bytesOf, type NpyNumbers } from "@softlabel/data/internal";
import { readExactly } from "@softlabel/data/node/internal";
import { rowsPerBlock } from "@softlabel/experiment/internal";

/** What is to be kept, and where. */
interface RowStoreOptions {
  /** File for the rows if they are many; must not exist. */
  readonly file: string;
  readonly rows: number;
  /** Values per row. */
  readonly width: number;
  readonly type: "float32" | "float64";
  /** Bytes that are kept in memory at most. */
  readonly inMemory?: number;
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
}

/** Rows in the order in which they were added. */
export class RowStore {
  readonly #options: RowStoreOptions;
  /** All rows, or a block of those that go to the file. */
  #values: NpyNumbers;
  readonly #descriptor: number | undefined;
  #filled = 0;

  constructor(options: RowStoreOptions) {
    const { file, rows, width, type, inMemory = 2 ** 27 } = options;
    const isLarge = rows * width * (type === "float32" ? 4 : 8) > inMemory;
    this.#options = options;
    this.#values = this.#create((isLarge ? rowsPerBlock(width) : rows) * width);
    this.#descriptor = isLarge ? openSync(file, "w") : undefined;
  }

  #create(length: number): NpyNumbers {
    return this.#options.type === "float32" ? new Float32Array(length) : new Float64Array(length);
  }

  /** Adds `count` rows, given by columns. */
  add(columns: readonly Float64Array[], count: number): void {
    const { width } = this.#options;
    for (let row = 0; row < count; row++) {
      if (this.#filled === this.#values.length) this.#write();
      for (let k = 0; k < width; k++) this.#values[this.#filled + k] = columns[k][row];
      this.#filled += width;
    }
  }

  #write(): void {
    if (this.#descriptor === undefined) return;
    writeAll(this.#descriptor, bytesOf(this.#values.subarray(0, this.#filled)));
    this.#filled = 0;
  }

  /** To be called after the last row. */
  end(): void {
    if (this.#descriptor === undefined) return;
    this.#write();
    this.#values = this.#create(0);
    closeSync(this.#descriptor);
  }

  /** The rows, block by block; a block is written over when the next is taken. */
  *blocks(): Generator<NpyNumbers> {
    const { file, rows, width } = this.#options;
    const most = Math.min(rows, rowsPerBlock(width));
    const room = this.#create(this.#descriptor === undefined ? 0 : most * width);
    const descriptor = this.#descriptor === undefined ? undefined : openSync(file, "r");
    try {
      for (let from = 0; from < rows; from += most) {
        const length = Math.min(most, rows - from) * width;
        if (descriptor === undefined) yield this.#values.subarray(from * width, from * width + length);
        else {
          const block = room.subarray(0, length);
          readExactly(descriptor, bytesOf(block), from * width * block.BYTES_PER_ELEMENT);
          yield block;
        }
      }
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }
}
