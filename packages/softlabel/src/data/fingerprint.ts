// A hash that tells whether two sets of examples are the same; of rows in memory, in files, or as they come.
import { createHash } from "node:crypto";
import { rowSourceOf, sizeOf, type Examples, type RowSource } from "@softlabel/engine";
import { bytesOf } from "./bytes.ts";

/** The types that the values of examples have. */
export type ElementType = RowSource["elementType"];

/** Room for values of a type. */
export function createValues(type: ElementType, length: number): Uint8Array | Float32Array {
  return type === "uint8" ? new Uint8Array(length) : new Float32Array(length);
}

/** Hashes the rows of one part as they come; how they are cut into calls makes no difference. */
export class PartHash {
  readonly #inputs = createHash("sha256");
  readonly #labels = createHash("sha256");

  add(inputs: ArrayBufferView, labels: Int32Array): void {
    this.#inputs.update(bytesOf(inputs));
    this.#labels.update(bytesOf(labels));
  }

  /** What distinguishes the part, in characters. */
  end(type: ElementType, count: number, shape: readonly number[]): string {
    return `${type}[${[count, ...shape].join(",")}] ${this.#labels.digest("hex")} ${this.#inputs.digest("hex")}`;
  }
}

/** SHA-256 over what distinguishes each part, in hexadecimal digits. */
export function joinParts(parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("hex");
}

/** Rows are hashed in blocks of about so many values, so that those of a file need not fit into memory. */
const blockLength = 2 ** 18;

function hashPart(examples: Examples): string {
  const { count, shape, labels } = examples;
  const source = rowSourceOf(examples);
  const size = sizeOf(shape);
  const rowsAtOnce = Math.max(1, Math.floor(blockLength / size));
  const order = Int32Array.from({ length: count }, (_, row) => row);
  const values = createValues(source.elementType, rowsAtOnce * size);
  const hash = new PartHash();
  for (let from = 0; from < count; from += rowsAtOnce) {
    const rows = Math.min(rowsAtOnce, count - from);
    source.gather(order, from, rows, values);
    hash.add(values.subarray(0, rows * size), labels.subarray(from, from + rows));
  }
  return hash.end(source.elementType, count, shape);
}

/**
 * SHA-256 over the type, the shape, the labels and the values of each part in turn, in hexadecimal digits.
 * @param parts for instance the training and the test examples
 */
export function fingerprint(...parts: readonly Examples[]): string {
  return joinParts(parts.map(hashPart));
}
