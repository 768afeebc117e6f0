// The bytes of a typed array, without copying them.

/** A view on the memory that `array` occupies. */
export function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
