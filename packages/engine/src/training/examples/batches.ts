// Filling a batch: rows of examples and of targets copied into buffers that are used again and again.
import type { Method, Random } from "@softlabel/core";
import type { InputSpec } from "../../models/model.ts";
import { sizeOf } from "../../onnx/graph.ts";

/** A buffer for the inputs of `batchSize` examples. */
export function createInputs({ shape, elementType }: InputSpec, batchSize: number): Uint8Array | Float32Array {
  const length = batchSize * sizeOf(shape);
  return elementType === "uint8" ? new Uint8Array(length) : new Float32Array(length);
}

/** Copies the rows `order[from … from + count)` of `source` to the front of `destination`, each `size` long. */
export function gatherRows(
  source: Uint8Array | Float32Array,
  size: number,
  order: Int32Array,
  from: number,
  count: number,
  destination: Uint8Array | Float32Array,
): void {
  for (let i = 0; i < count; i++) {
    const row = order[from + i];
    destination.set(source.subarray(row * size, (row + 1) * size), i * size);
  }
}

/** The target of every class, [K, K] as float32: what a method's rows are when they depend on the label alone. */
export function targetTable(method: Pick<Method, "targets">, classes: number): Float32Array {
  return Float32Array.from(
    method.targets(
      Int32Array.from({ length: classes }, (_, label) => label),
      classes,
    ),
  );
}

/** The order in which an epoch sees `count` examples. */
export function shuffledOrder(count: number, random: Random): Int32Array {
  return random.shuffle(Int32Array.from({ length: count }, (_, i) => i));
}

/**
 * Counts, by class, the rows of `logits` that are largest at their label; the first of equal logits counts.
 * @param into a count a class, [K], which is added to
 */
export function countCorrect(logits: Float32Array, labels: Int32Array, into: Float64Array): void {
  const classes = into.length;
  for (let row = 0; row < labels.length; row++) {
    let best = 0;
    for (let k = 1; k < classes; k++) if (logits[row * classes + k] > logits[row * classes + best]) best = k;
    if (best === labels[row]) into[best]++;
  }
}
