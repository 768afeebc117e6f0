// Batch normalisation in training, as one operation with its statistics.
import { check } from "@softlabel/core/internal";
import type { GraphBuilder } from "./builder.ts";
import { tensorOf } from "./elementTypes.ts";
import { float, int, sizeOf } from "./graph.ts";

/** Names of a normalised value, and of the statistics of the batch that it was normalised by. */
export interface BatchNormalized {
  readonly y: string;
  /** [C] */
  readonly mean: string;
  /** Of n, not n - 1; [C]. */
  readonly variance: string;
}

/**
 * Adds y = (x - mean) / √(variance + ε) · scale + bias, by the mean and the variance (of n, not n - 1) of each channel.
 * @param inputs x [N, C, …], and scale and bias [C]
 * @param output the name of y
 */
export function batchNormalized(
  builder: GraphBuilder,
  inputs: readonly [x: string, scale: string, bias: string],
  epsilon: number,
  output: string,
): BatchNormalized {
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

/**
 * n/(n-1), which makes the variance of a batch of n values per channel unbiased.
 * @param y the normalised value
 * @throws UsageError where a batch has a single value a channel, which has no variance
 */
export function unbiasedFactor(builder: GraphBuilder, y: string): number {
  const { shape } = builder.type(y);
  const count = sizeOf(shape) / shape[1];
  check(count > 1, `batch normalisation "${y}"`, "more than one value per channel", count, "use a larger batch");
  return count / (count - 1);
}

/**
 * Adds what running statistics follow: the batch's mean, and its variance with n/(n-1), unbiased.
 * @param outputs the names under which the graph is to have them
 * @throws UsageError where a batch has a single value a channel, which has no variance
 */
export function addBatchStatistics(
  builder: GraphBuilder,
  { y, mean, variance }: BatchNormalized,
  outputs: readonly [mean: string, variance: string],
): readonly [mean: string, variance: string] {
  const unbiased = builder.scalar(unbiasedFactor(builder, y), builder.type(y).elementType);
  return [builder.node("Identity", [mean], {}, outputs[0]), builder.node("Mul", [variance, unbiased], {}, outputs[1])];
}
