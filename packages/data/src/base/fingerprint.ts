// A hash that tells whether two sets of examples are the same; of rows in memory, in files, or as they come.
import { createHash } from "node:crypto";
import { rowSourceOf, type Examples } from "@softlabel/engine";
import { bytesOf } from "./bytes.ts";
import { rowBlocks, type ElementType } from "./rowBlocks.ts";

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

function hashPart(examples: Examples): string {
  const { count, shape, labels } = examples;
  const hash = new PartHash();
  for (const { from, rows, values } of rowBlocks(examples)) hash.add(values, labels.subarray(from, from + rows));
  return hash.end(rowSourceOf(examples).elementType, count, shape);
}

/**
 * SHA-256 over the type, the shape, the labels and the values of each part in turn, in hexadecimal digits.
 * @param parts for instance the training and the test examples
 */
export function fingerprint(...parts: readonly Examples[]): string {
  return joinParts(parts.map(hashPart));
}
