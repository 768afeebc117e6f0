// Rows of logits, one after another, and their softmax.

/** Calls `visit` with each row of an array [count, width]. */
export function rowsOf(values: Float32Array, width: number, visit: (row: Float32Array, index: number) => void): void {
  for (let i = 0; i < values.length / width; i++) visit(values.subarray(i * width, (i + 1) * width), i);
}

/** Probabilities of a row of logits. */
export function softmax(logits: Float32Array): number[] {
  const largest = Math.max(...logits);
  const powers = Array.from(logits, (value) => Math.exp(value - largest));
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((value) => value / sum);
}
