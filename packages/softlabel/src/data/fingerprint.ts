// A hash that tells whether two sets of examples are the same.
import { createHash } from "node:crypto";
import type { Examples } from "@softlabel/engine";

const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/**
 * SHA-256 over the shape, the labels and the values of each part in turn, in hexadecimal digits.
 * @param parts for instance the training and the test examples
 */
export function fingerprint(...parts: readonly Examples[]): string {
  const hash = createHash("sha256");
  for (const { count, shape, inputs, labels } of parts) {
    hash.update(`${inputs.constructor.name}[${[count, ...shape].join(",")}]`);
    hash.update(bytesOf(labels));
    hash.update(bytesOf(inputs));
  }
  return hash.digest("hex");
}
