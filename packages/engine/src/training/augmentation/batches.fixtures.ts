// Batches for tests of augmentations.
import fc from "fast-check";
import { createRandom } from "@softlabel/core";
import type { AugmentedBatch } from "./augmentation.ts";

/** What a batch is made up from. */
export interface BatchSpec {
  readonly bytes: boolean;
  readonly count: number;
  readonly shape: readonly number[];
  readonly seed: number;
}

/** Batches of small images, grey and coloured, as bytes and as numbers. */
export const batchSpecs: fc.Arbitrary<BatchSpec> = fc.record({
  bytes: fc.boolean(),
  count: fc.integer({ min: 1, max: 5 }),
  shape: fc
    .tuple(fc.constantFrom([], [1], [3]), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
    .map(([channels, height, width]) => [...channels, height, width]),
  seed: fc.nat(1e6),
});

/** A batch of random values, one-hot targets, one class per example. */
export function makeBatch({ bytes, count, shape, seed }: BatchSpec): AugmentedBatch {
  const random = createRandom(seed);
  const length = count * shape.reduce((product, size) => product * size, 1);
  const values = Float32Array.from({ length }, () => random.integer(256));
  const targets = new Float32Array(count * count);
  for (let row = 0; row < count; row++) targets[row * count + row] = 1;
  return { inputs: bytes ? Uint8Array.from(values) : values, targets, count, shape, classes: count };
}

/** The examples of a batch, channel by channel, line by line. */
export function linesOf({ inputs, count, shape }: AugmentedBatch): number[][][] {
  const width = shape[shape.length - 1];
  const lines = inputs.length / count / width;
  return Array.from({ length: count }, (_, image) =>
    Array.from({ length: lines }, (_, line) => {
      const start = (image * lines + line) * width;
      return Array.from(inputs.subarray(start, start + width));
    }),
  );
}
