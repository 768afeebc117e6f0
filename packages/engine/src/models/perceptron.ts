// Fully connected layers with ReLU between them; without hidden layers it is a linear classifier.
import type { Random } from "@softlabel/core";
import { GraphBuilder, int, sizeOf, type Graph } from "../onnx/index.ts";
import type { InputSpec, Model, Parameter } from "./model.ts";
import { addNormalisedInput } from "./normalisedInput.ts";

/** Values from U(-1/√inputs, 1/√inputs): PyTorch's default for weights and biases of linear layers. */
function uniformValues(count: number, inputs: number, random: Random): Float32Array {
  const bound = 1 / Math.sqrt(inputs);
  return Float32Array.from({ length: count }, () => (2 * random.uniform() - 1) * bound);
}

function layerParameters(layer: number, inputs: number, outputs: number, random: Random): Parameter[] {
  const parameter = (role: string, shape: readonly number[]): Parameter => {
    const name = `layers.${layer}.${role}`;
    return { name, shape, values: uniformValues(sizeOf(shape), inputs, random.fork(name)) };
  };
  return [parameter("weight", [outputs, inputs]), parameter("bias", [outputs])];
}

function perceptronGraph(name: string, batchSize: number, input: InputSpec, parameters: readonly Parameter[]): Graph {
  const builder = new GraphBuilder(name);
  const layers = parameters.length / 2;
  const normalised = addNormalisedInput(builder, batchSize, input);
  let values = builder.node("Flatten", [normalised], { axis: int(1) }, layers === 1 ? "features" : "layers.input");
  for (const parameter of parameters) builder.input(parameter.name, "float32", parameter.shape);
  for (let layer = 0; layer < layers; layer++) {
    const inputs = [values, `layers.${layer}.weight`, `layers.${layer}.bias`];
    const last = layer === layers - 1;
    values = builder.node("Gemm", inputs, { transB: int(1) }, last ? "logits" : `layers.${layer}.sum`);
    if (!last)
      values = builder.node("Relu", [values], {}, layer === layers - 2 ? "features" : `layers.${layer}.output`);
  }
  builder.output("logits");
  builder.output("features");
  return builder.build();
}

/**
 * A perceptron: input → hidden layers with ReLU → logits, weights [out, in], initialised as PyTorch's `nn.Linear`.
 * @param name what the model is called
 * @param hidden widths of the hidden layers, none for a linear classifier
 */
export function createPerceptron(name: string, hidden: readonly number[], input: InputSpec, random: Random): Model {
  const widths = [sizeOf(input.shape), ...hidden, input.classes];
  const parameters = widths
    .slice(1)
    .flatMap((outputs, layer) => layerParameters(layer, widths[layer], outputs, random));
  return { name, input, parameters, graph: (batchSize) => perceptronGraph(name, batchSize, input, parameters) };
}
