// A small convolutional network: blocks of convolution, batch normalisation, ReLU and pooling, then one linear layer.
import { type Random } from "@softlabel/core";
import { check } from "@softlabel/core/internal";
import { sizeOf } from "../onnx/graph.ts";
import { uniformByInputs } from "./initialisation.ts";
import type { InputSpec, Model } from "./model.ts";
import { createNetwork } from "./network.ts";

/** Throws unless examples are images, and large enough to be halved so many times. */
export function checkPictures(name: string, { shape }: InputSpec, halvings: number): void {
  const remedy = "use mlp or linear for features that are not images";
  check(shape.length === 2 || shape.length === 3, `model ${name}`, "images [channels, height, width]", shape, remedy);
  const least = 2 ** halvings;
  const side = Math.min(...shape.slice(-2));
  check(side >= least, `model ${name}`, `images of at least ${least} by ${least}`, shape, "name fewer widths");
}

/**
 * For each width: convolution 3×3, batch normalisation, ReLU, maximum over 2×2; then the mean of each channel and a linear
 * layer. Initialised as PyTorch does by default. Its activations are block1, block2, …, each after its pooling.
 * @param name what the model is called
 * @param widths channels of each block
 * @throws UsageError where examples are not images, or too small for so many blocks
 */
export function createConvolutional(name: string, widths: readonly number[], input: InputSpec, random: Random): Model {
  checkPictures(name, input, widths.length);
  const initial = (shape: readonly number[]) => uniformByInputs(sizeOf(shape.slice(1)));
  return createNetwork(name, input, random, (network, normalised) => {
    let values = network.images(normalised);
    widths.forEach((channels, i) => {
      const block = `blocks.${i}`;
      const sum = network.convolution(`${block}.convolution`, values, channels, { size: 3, padding: 1 }, initial);
      const active = network.relu(network.batchNormalization(`${block}.normalization`, sum));
      const pooled = network.maxPool(active, { size: 2, stride: 2 }, `${block}.output`);
      values = network.activation(`block${i + 1}`, pooled);
    });
    network.linear("head", network.globalAverage(values, "features"), input.classes, "logits");
  });
}
