// The predicted class of a row of logits.

/** Index of the largest of `count` values from `start` on; the lowest where several are equal. */
export function argmax(values: Float32Array | Float64Array, start: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i++) if (values[start + i] > values[start + best]) best = i;
  return best;
}
