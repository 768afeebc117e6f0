// The softmax of a row of logits.

/** Probabilities of a row of logits. */
export function softmax(logits: Float32Array | Float64Array): number[] {
  const largest = Math.max(...logits);
  const powers = Array.from(logits, (value) => Math.exp(value - largest));
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((value) => value / sum);
}
