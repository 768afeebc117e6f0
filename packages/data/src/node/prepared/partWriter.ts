// Writes the rows of one part of a data set to files as they come, and hashes them on the way.
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import path from "node:path";
import { check } from "@softlabel/core/internal";
import { sizeOf } from "@softlabel/engine/internal";
import { bytesOf } from "../../base/bytes.ts";
import { PartHash } from "../../base/fingerprint.ts";
import type { RowWriter } from "../../base/prepared.ts";
import type { ElementType } from "../../base/rowBlocks.ts";

/** What is known of a part once all its rows are written. */
export interface PartRecord {
  readonly count: number;
  /** Whether every row belongs to a group. */
  readonly grouped: boolean;
}

/** What a part's files hold. */
const contents = ["inputs", "labels", "groups"] as const;

/** Where a part's rows are in the folder of the data set. */
export function partFile(folder: string, part: string, content: (typeof contents)[number]): string {
  return path.join(folder, `${part}-${content}.bin`);
}

function writeAll(descriptor: number, array: ArrayBufferView): void {
  const bytes = bytesOf(array);
  for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
}

/** One part that is being written. Rows go to the disk as they are added: none stay in memory. */
export class PartWriter implements RowWriter {
  readonly #who: string;
  readonly #descriptors: readonly number[];
  readonly #hash = new PartHash();
  #count = 0;
  #grouped: boolean | undefined;
  #row: { readonly type: ElementType; readonly size: number } | undefined;

  constructor(folder: string, part: string) {
    this.#who = `prepared ${part} rows`;
    this.#descriptors = contents.map((content) => openSync(partFile(folder, part, content), "w"));
  }

  get count(): number {
    return this.#count;
  }

  add(inputs: Uint8Array | Float32Array, labels: Int32Array, groups?: Int32Array): void {
    if (labels.length === 0) return;
    this.#checkRows(inputs, labels, groups);
    [inputs, labels, groups].forEach((array, i) => array && writeAll(this.#descriptors[i], array));
    this.#hash.add(inputs, labels);
    this.#count += labels.length;
  }

  #checkRows(inputs: Uint8Array | Float32Array, labels: Int32Array, groups: Int32Array | undefined): void {
    const row = {
      type: inputs instanceof Uint8Array ? "uint8" : "float32",
      size: inputs.length / labels.length,
    } as const;
    const { type, size } = (this.#row ??= row);
    const grouped = (this.#grouped ??= groups !== undefined);
    check(row.type === type && row.size === size, this.#who, `rows of ${size} values of ${type}`, row);
    check(grouped === (groups !== undefined), this.#who, "groups for all rows or for none", groups?.length ?? 0);
    const rows = groups?.length ?? labels.length;
    check(rows === labels.length, this.#who, `${labels.length} groups, as there are labels`, rows);
  }

  close(): void {
    for (const descriptor of this.#descriptors) {
      fsyncSync(descriptor);
      closeSync(descriptor);
    }
  }

  /** What was written, and the text that distinguishes it, for the fingerprint. */
  end(elementType: ElementType, shape: readonly number[]): { record: PartRecord; hash: string } {
    const expected = sizeOf(shape);
    const { type, size } = this.#row ?? { type: elementType, size: expected };
    check(
      type === elementType && size === expected,
      this.#who,
      `${expected} values of ${elementType} a row`,
      this.#row,
    );
    const record = { count: this.#count, grouped: this.#grouped ?? false };
    return { record, hash: this.#hash.end(elementType, this.#count, shape) };
  }
}
