// One row of logits: its largest entry and its softmax.
import type { Logits } from "./predictions.ts";

/** The class with the largest logit of the row that starts at `start`; a tie goes to the lowest index. */
export function argmax(logits: Logits, start: number, classes: number): number {
  let best = 0;
  for (let k = 1; k < classes; k++) if (logits[start + k] > logits[start + best]) best = k;
  return best;
}

/**
 * Writes softmax(z / T) of a row into `p` and returns the odds against its argmax `top`, Σ_{k ≠ top} exp((zₖ - z_top) / T):
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
