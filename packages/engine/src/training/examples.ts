// Labelled examples as one block of bytes: what data sets give and trainers take.

/** `count` examples; example i occupies `inputs[i * size … (i + 1) * size)` with size the product of `shape`. */
export interface Examples {
  readonly count: number;
  /** The shape of one example, for instance [28, 28]. */
  readonly shape: readonly number[];
  readonly inputs: Uint8Array | Float32Array;
  /** Class indices, one an example. */
  readonly labels: Int32Array;
}
