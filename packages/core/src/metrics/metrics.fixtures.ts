// The evaluation fixtures: probabilities whose scores other libraries have computed (test/reference/README.md).
import { readReference } from "../../../../test/reference.ts";

/** Probabilities and labels, with the top-label confidences that follow from them. */
export interface Fixture {
  readonly logits: Float64Array;
  readonly labels: Int32Array;
  readonly classes: number;
  readonly confidence: Float64Array;
  readonly correct: Uint8Array;
}

/** Fixture A (12 x 3, with edge values and ties) or B (200 x 4). */
export function fixture(name: "A" | "B"): Fixture {
  type Content = Record<string, { probs: number[][]; labels: number[] }>;
  const { probs, labels } = readReference<Content>("evaluation_fixtures.json")[name];
  const top = probs.map((row) => Math.max(...row));
  return {
    logits: Float64Array.from(probs.flat(), (p) => Math.log(Math.max(p, 1e-15))),
    labels: Int32Array.from(labels),
    classes: probs[0].length,
    confidence: Float64Array.from(top),
    correct: Uint8Array.from(probs, (row, i) => (row.indexOf(top[i]) === labels[i] ? 1 : 0)),
  };
}
