// Binary losses of the tensor adapters beside core's: options, answers, and what core gives of them.
import { createRandom } from "../base/random.ts";
import { binaryCrossEntropy, binaryFocal } from "../losses/binary/binaryCrossEntropy.ts";

/** Rows and answers of a row. */
export const shape = [6, 3] as const;

/** Binary cross-entropy's options, then focal loss's, by a name. */
export const crossEntropyOptions = {
  plain: {},
  smoothed: { smoothing: 0.2 },
  "weighted place by place": { smoothing: 0.1, posWeight: [3, 0.5, 1] },
} as const;
export const focalOptions = {
  plain: {},
  balanced: { gamma: 3, balance: 0.25 },
  "smoothed, without focus": { smoothing: 0.3, gamma: 0 },
} as const;

/** Logits of a kind and answers yes, no and between. */
export function answersCase(kind: "usual" | "extreme"): { logits: Float32Array; labels: Float32Array } {
  const random = createRandom(`binary ${kind}`);
  const logit = (): number => (kind === "usual" ? 2 * random.normal() : random.uniform() < 0.5 ? -1e4 : 1e4);
  const length = shape[0] * shape[1];
  return {
    logits: Float32Array.from({ length }, logit),
    labels: Float32Array.from({ length }, (_, i) => [0, 1, 0.25][i % 3]),
  };
}

type Options<T> = T extends (options: infer O) => unknown ? O : never;

/** Core's values and gradients of the sum, answer by answer, in float64. */
export function reference(
  name: "binaryCrossEntropy" | "binaryFocal",
  options: Omit<Options<typeof binaryCrossEntropy> & Options<typeof binaryFocal>, "reduction">,
  { logits, labels }: ReturnType<typeof answersCase>,
): { value: Float64Array; gradient: Float64Array } {
  const make = { binaryCrossEntropy, binaryFocal }[name];
  const loss = make({ ...options, reduction: "none" });
  const { value, gradient } = loss.evaluate(Float64Array.from(logits), Float64Array.from(labels), shape);
  return { value, gradient };
}
