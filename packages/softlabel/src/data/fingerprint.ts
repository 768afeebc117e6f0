// A hash that tells whether two sets of examples are the same.
import { createHash, type Hash } from "node:crypto";
import { rowSourceOf, type Examples } from "@softlabel/engine";

const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

const arrays = { uint8: Uint8Array, float32: Float32Array } as const;

/** Rows are hashed in blocks of about so many values, so that those of a file need not fit into memory. */
const blockLength = 2 ** 18;

function hashInputs(hash: Hash, examples: Examples): void {
  const { count, shape } = examples;
  const source = rowSourceOf(examples);
  const size = shape.reduce((product, length) => product * length, 1);
  const rows = Math.max(1, Math.floor(blockLength / size));
  const block = new arrays[source.elementType](rows * size);
  const order = Int32Array.from({ length: count }, (_, row) => row);
  for (let from = 0; from < count; from += rows) {
    const some = Math.min(rows, count - from);
    source.gather(order, from, some, block);
    hash.update(bytesOf(block.subarray(0, some * size)));
  }
}

/**
 * SHA-256 over the shape, the labels and the values of each part in turn, in hexadecimal digits.
 * @param parts for instance the training and the test examples
 */
export function fingerprint(...parts: readonly Examples[]): string {
  const hash = createHash("sha256");
  for (const examples of parts) {
    const { count, shape, labels } = examples;
    hash.update(`${arrays[rowSourceOf(examples).elementType].name}[${[count, ...shape].join(",")}]`);
    hash.update(bytesOf(labels));
    hashInputs(hash, examples);
  }
  return hash.digest("hex");
}
