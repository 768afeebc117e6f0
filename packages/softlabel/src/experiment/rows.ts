// Rows of logits, one after another, and their softmax.

type Values = Float32Array | Float64Array;

/** Calls `visit` with each row of an array [count, width]. */
export function rowsOf(values: Values, width: number, visit: (row: Values, index: number) => void): void {
  for (let i = 0; i < values.length / width; i++) visit(values.subarray(i * width, (i + 1) * width), i);
}

/** Probabilities of a row of logits. */
export function softmax(logits: Values): number[] {
  const largest = Math.max(...logits);
  const powers = Array.from(logits, (value) => Math.exp(value - largest));
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((value) => value / sum);
}
