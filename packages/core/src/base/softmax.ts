// Rows of logits: their largest entries, their softmax and the NLL of their labels.
import type { Logits } from "./predictions.ts";

/** The class with the largest logit of the row that starts at `start`; a tie goes to the lowest index. */
export function argmax(logits: Logits, start: number, classes: number): number {
  let best = 0;
  for (let k = 1; k < classes; k++) if (logits[start + k] > logits[start + best]) best = k;
  return best;
}

/**
 * Writes softmax(z / T) of a row into `p`, which may be the row itself, and returns the odds against its argmax `top`, Σ_{k ≠ top} exp((zₖ - z_top) / T):
 * with `odds` o, p_top = 1/(1 + o), and -log p_top = log1p(o) keeps the digits of a very sure row.
 */
export function softmaxRow(logits: Logits, start: number, top: number, temperature: number, p: Float64Array): number {
  const largest = logits[start + top];
  let others = 0;
  for (let k = 0; k < p.length; k++) {
    if (k !== top) others += p[k] = Math.exp((logits[start + k] - largest) / temperature);
  }
  p[top] = 1;
  for (let k = 0; k < p.length; k++) p[k] /= 1 + others;
  return others;
}

/** softmax(z / T) of one row. */
export function softmax(logits: Logits, temperature = 1): Float64Array {
  const p = new Float64Array(logits.length);
  softmaxRow(logits, 0, argmax(logits, 0, logits.length), temperature, p);
  return p;
}

/** Turns logits [N, K] into probabilities in place and returns (1/N) Σ w_y NLL, with a weight for each class, 1 if not given. */
export function softmaxRows(z: Float64Array, labels: Int32Array, classes: number, weights?: Float64Array): number {
  let value = 0;
  labels.forEach((label, i) => {
    const row = z.subarray(i * classes, (i + 1) * classes);
    const top = argmax(row, 0, classes);
    const lead = row[top] - row[label];
    value += (weights?.[label] ?? 1) * (Math.log1p(softmaxRow(row, 0, top, 1, row)) + lead);
  });
  return value / labels.length;
}
