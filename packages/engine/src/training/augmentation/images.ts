// Batches as images: their size, each one's values, and values that bytes can hold.
import { check } from "@softlabel/core/internal";

/** The values of an image: how many, channel after channel, each row by row. */
export interface ImageLayout {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/**
 * The layout of examples of that shape.
 * @throws UsageError where they are not images
 */
export function layoutOf(shape: readonly number[]): ImageLayout {
  const expected = "images, examples of shape [channels, height, width] or [height, width]";
  check(shape.length === 2 || shape.length === 3, "augmentation", expected, shape);
  const [height, width] = shape.slice(-2);
  return { channels: shape.length === 3 ? shape[0] : 1, height, width };
}

/** The same memory, in which bytes are rounded and kept from 0 to 255 as they are written. */
export function writable(values: Uint8Array | Float32Array): Uint8ClampedArray | Float32Array {
  if (values instanceof Float32Array) return values;
  return new Uint8ClampedArray(values.buffer, values.byteOffset, values.length);
}
