// Rows of examples that stay in a file and are read when a batch needs them.
import { closeSync, openSync } from "node:fs";
import { check } from "@softlabel/core/internal";
import type { RowSource } from "@softlabel/engine";
import { bytesOf } from "../../base/bytes.ts";
import { readExactly } from "../readExactly.ts";
import { createValues, type ElementType } from "../../base/rowBlocks.ts";
import { refuse } from "../../base/refuse.ts";

/** A file that holds rows of equal size one after another, in the machine's byte order, and nothing else. */
export class RowFile implements RowSource {
  readonly elementType: ElementType;
  readonly #file: string;
  readonly #size: number;
  readonly #descriptor: number;

  /** @param size values per row */
  constructor(file: string, elementType: ElementType, size: number) {
    this.elementType = elementType;
    this.#file = file;
    this.#size = size;
    this.#descriptor = openSync(file, "r");
  }

  /** Copies the rows order[from … from + count) to the front of `destination`; rows that adjoin are read as one. */
  gather(order: Int32Array, from: number, count: number, destination: Uint8Array | Float32Array): void {
    const bytes = bytesOf(destination);
    const rowBytes = this.#rowBytes(destination);
    for (let row = 0, run = 1; row < count; row += run, run = 1) {
      const first = order[from + row];
      while (row + run < count && order[from + row + run] === first + run) run++;
      this.#read(bytes.subarray(row * rowBytes, (row + run) * rowBytes), first * rowBytes);
    }
  }

  /** The first `count` rows, in memory. */
  readRows(count: number): Uint8Array | Float32Array {
    const values = createValues(this.elementType, count * this.#size);
    this.#read(bytesOf(values), 0);
    return values;
  }

  /** Gives the file free; nothing can be read afterwards. */
  close(): void {
    closeSync(this.#descriptor);
  }

  #rowBytes(destination: Uint8Array | Float32Array): number {
    const found = destination instanceof Uint8Array ? "uint8" : "float32";
    check(found === this.elementType, this.#file, `room for rows of ${this.elementType}`, found);
    return this.#size * destination.BYTES_PER_ELEMENT;
  }

  #read(bytes: Uint8Array, position: number): void {
    const read = readExactly(this.#descriptor, bytes, position);
    if (read === bytes.length) return;
    const expected = `a file of at least ${position + bytes.length} bytes`;
    refuse(this.#file, expected, `its end after ${position + read}`, "delete its folder: it will be made again");
  }
}
