// Batch normalisation in training, as one operation with its statistics.
import type { GraphBuilder } from "./builder.ts";
import { tensorOf } from "./elementTypes.ts";
import { float, int } from "./graph.ts";

/**
 * Adds y = (x - mean) / √(variance + ε) · scale + bias, by the mean and the variance (of n, not n - 1) of each channel.
 * @param inputs x [N, C, …], and scale and bias [C]
 * @param output the name of y
 * @returns the names of y, of the mean and of the variance, both [C]
 */
export function batchNormalized(
  builder: GraphBuilder,
  inputs: readonly [x: string, scale: string, bias: string],
  epsilon: number,
  output: string,
): { readonly y: string; readonly mean: string; readonly variance: string } {
  const { elementType, shape } = builder.type(inputs[0]);
  const running = `${elementType}[${shape[1]}] of zeros`;
  if (!builder.has(running))
    builder.initializer(running, tensorOf(elementType, [shape[1]], new Float64Array(shape[1])));
  // Momentum 0 takes nothing over from the running statistics, so that those which come out are the batch's.
  const attributes = { epsilon: float(epsilon), momentum: float(0), training_mode: int(1) };
  const outputs = [output, `${output}/mean`, `${output}/variance`];
  const [y, mean, variance] = builder.nodes("BatchNormalization", [...inputs, running, running], attributes, outputs);
  return { y, mean, variance };
}
