// What is computed: sizes, and arrays drawn from a seed, the same in every process.
import { createRandom } from "@softlabel/core";

/** A linear layer's sizes: rows N, features D, classes K. */
export interface Sizes {
  readonly rows: number;
  readonly features: number;
  readonly classes: number;
}

/** How one process computes it. */
export interface Task extends Sizes {
  readonly way: string;
  readonly threads: number;
  readonly repeats: number;
}

/** What a process measured. */
export interface Measurement {
  readonly loss: number;
  /** √Σ dW², to compare the ways by. */
  readonly weightNorm: number;
  /** Of the fastest repeat. */
  readonly seconds: number;
  /** The largest resident memory of the process, everything included, in bytes. */
  readonly peak: number;
}

/** Cheap numbers from -0.5 to 0.5, times a scale: drawing 65 million normal ones would take longer than the bench. */
function noise(length: number, scale: number, seed: number): Float32Array {
  const values = new Float32Array(length);
  let state = seed;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    values[i] = scale * (state / 2 ** 32);
  }
  return values;
}

/** Features, weights of a layer as it is initialised, and labels. */
export function drawTask({ rows, features, classes }: Sizes) {
  const random = createRandom(1);
  return {
    hidden: { shape: [rows, features], data: noise(rows * features, 4, 1) },
    weight: { shape: [classes, features], data: noise(classes * features, 4 / Math.sqrt(features), 2) },
    targets: Int32Array.from({ length: rows }, () => random.integer(classes)),
  };
}
