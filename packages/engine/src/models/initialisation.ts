// What untrained parameters hold: the distributions that PyTorch and torchvision draw from.
import type { Random } from "@softlabel/core";

/** Draws the values of an array of so many elements. */
export type Initialisation = (count: number, random: Random) => Float32Array;

/** The same number everywhere. */
export const filledWith =
  (value: number): Initialisation =>
  (count) =>
    new Float32Array(count).fill(value);

/**
 * Values from U(-1/√inputs, 1/√inputs): what PyTorch's linear and convolutional layers begin with.
 * @param inputs how many values each output is a sum over
 */
export const uniformByInputs = (inputs: number): Initialisation => {
  const bound = 1 / Math.sqrt(inputs);
  return (count, random) => Float32Array.from({ length: count }, () => (2 * random.uniform() - 1) * bound);
};

/**
 * Values from N(0, 2/outputs), which keeps the size of gradients from layer to layer under ReLU (He and others, 2015).
 * @param outputs how many values each input reaches
 */
export const normalByOutputs = (outputs: number): Initialisation => {
  const deviation = Math.sqrt(2 / outputs);
  return (count, random) => Float32Array.from({ length: count }, () => random.normal() * deviation);
};
