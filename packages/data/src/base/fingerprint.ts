// A hash that tells whether two sets of examples are the same; of rows in memory, in files, or as they come.
import { createSha256 } from "#sha256";
import { type Examples } from "@softlabel/engine";
import { rowSourceOf } from "@softlabel/engine/internal";
import { bytesOf } from "./bytes.ts";
import { rowBlocks, type ElementType } from "./rowBlocks.ts";

/** The SHA-256 of bytes, or of a text in UTF-8, in hexadecimal digits. */
export function sha256(content: string | Uint8Array): string {
  const hash = createSha256();
  hash.add(typeof content === "string" ? new TextEncoder().encode(content) : content);
  return hash.end();
}

/** Hashes the rows of one part as they come; how they are cut into calls makes no difference. */
export class PartHash {
  readonly #inputs = createSha256();
  readonly #labels = createSha256();

  add(inputs: ArrayBufferView, labels: Int32Array): void {
    this.#inputs.add(bytesOf(inputs));
    this.#labels.add(bytesOf(labels));
  }

  /** What distinguishes the part, in characters. */
  end(type: ElementType, count: number, shape: readonly number[]): string {
    return `${type}[${[count, ...shape].join(",")}] ${this.#labels.end()} ${this.#inputs.end()}`;
  }
}

/** SHA-256 over what distinguishes each part, in hexadecimal digits. */
export function joinParts(parts: readonly string[]): string {
  return sha256(parts.join("\n"));
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
