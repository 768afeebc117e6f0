// Fully connected layers with ReLU between them; without hidden layers it is a linear classifier.
import type { Random } from "@softlabel/core";
import type { InputSpec, Model } from "./model.ts";
import { createNetwork } from "./network.ts";

/**
 * A perceptron: input → hidden layers with ReLU → logits, weights [out, in], initialised as PyTorch's `nn.Linear`. Its activations are
 * hidden1, hidden2, …, each after its ReLU.
 * @param name what the model is called
 * @param hidden widths of the hidden layers, none for a linear classifier
 */
export function createPerceptron(name: string, hidden: readonly number[], input: InputSpec, random: Random): Model {
  return createNetwork(name, input, random, (network, normalised) => {
    let values = network.flatten(normalised, hidden.length === 0 ? "features" : "layers.input");
    hidden.forEach((width, layer) => {
      const sum = network.linear(`layers.${layer}`, values, width, `layers.${layer}.sum`);
      const output = layer === hidden.length - 1 ? "features" : `layers.${layer}.output`;
      values = network.activation(`hidden${layer + 1}`, network.relu(sum, output));
    });
    network.linear(`layers.${hidden.length}`, values, input.classes, "logits");
  });
}
