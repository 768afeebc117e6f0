// Residual networks as torchvision lays them out, on the engine's graph builder.
import { createRandom, type Random } from "@softlabel/core";
import { batchNormalized, float, GraphBuilder, int, ints, sizeOf, type Graph, type Parameter } from "@softlabel/engine";
import type { StepCase } from "./cases.ts";

const widths = [64, 128, 256, 512];
const layouts = {
  resnet18: { blocks: [2, 2, 2, 2], expansion: 1 },
  resnet50: { blocks: [3, 4, 6, 3], expansion: 4 },
} as const;

/** Adds layers to a graph; arrays are made as they are met. */
class Network {
  readonly builder: GraphBuilder;
  readonly parameters: Parameter[] = [];
  readonly #training: boolean;
  readonly #random: Random;

  constructor(name: string, training: boolean) {
    this.builder = new GraphBuilder(name);
    this.#training = training;
    this.#random = createRandom(1);
  }

  parameter(name: string, shape: readonly number[], draw: () => number): string {
    const values = Float32Array.from({ length: sizeOf(shape) }, draw);
    if (!this.#training) return this.builder.initializer(name, { elementType: "float32", shape, data: values });
    this.parameters.push({ name, shape, values });
    return this.builder.input(name, "float32", shape);
  }

  /** Weights from N(0, 2 / fan-out), as torchvision draws them. */
  convolution(name: string, x: string, outputs: number, kernel: number, stride: number): string {
    const channels = this.builder.type(x).shape[1];
    const deviation = Math.sqrt(2 / (outputs * kernel * kernel));
    const weight = this.parameter(
      `${name}.weight`,
      [outputs, channels, kernel, kernel],
      () => deviation * this.#random.normal(),
    );
    const pads = ints(new Array<number>(4).fill(kernel >> 1));
    return this.builder.node("Conv", [x, weight], { pads, strides: ints([stride, stride]) }, name);
  }

  normalization(name: string, x: string): string {
    const shape = [this.builder.type(x).shape[1]];
    const scale = this.parameter(`${name}.weight`, shape, () => 1);
    const bias = this.parameter(`${name}.bias`, shape, () => 0);
    if (this.#training) return batchNormalized(this.builder, [x, scale, bias], 1e-5, name).y;
    const mean = this.parameter(`${name}.running_mean`, shape, () => 0);
    const variance = this.parameter(`${name}.running_var`, shape, () => 1);
    return this.builder.node("BatchNormalization", [x, scale, bias, mean, variance], { epsilon: float(1e-5) }, name);
  }

  activation(x: string): string {
    return this.builder.node("Relu", [x]);
  }

  /** Convolutions with normalisation, the first `strides.length - 1` of them rectified, and the way around them. */
  block(
    name: string,
    x: string,
    shapes: readonly (readonly [outputs: number, kernel: number, stride: number])[],
  ): string {
    const stride = shapes.reduce((product, shape) => product * shape[2], 1);
    const outputs = shapes.at(-1)![0];
    const inner = shapes.reduce((value, [width, kernel, step], i) => {
      const convolved = this.convolution(
        `${name}.conv${i + 1}`,
        i === 0 ? x : this.activation(value),
        width,
        kernel,
        step,
      );
      return this.normalization(`${name}.bn${i + 1}`, convolved);
    }, x);
    const changes = stride > 1 || this.builder.type(x).shape[1] !== outputs;
    const projected = () => this.convolution(`${name}.downsample.0`, x, outputs, 1, stride);
    const around = changes ? this.normalization(`${name}.downsample.1`, projected()) : x;
    return this.activation(this.builder.node("Add", [inner, around]));
  }

  head(x: string, classes: number): void {
    const { shape } = this.builder.type(x);
    const mean = this.builder.node("ReduceMean", [x, this.builder.int64([2, 3])], { keepdims: int(0) }, "features");
    const bound = 1 / Math.sqrt(shape[1]);
    const uniform = () => bound * (2 * this.#random.uniform() - 1);
    const layer = [
      mean,
      this.parameter("fc.weight", [classes, shape[1]], uniform),
      this.parameter("fc.bias", [classes], uniform),
    ];
    this.builder.output(this.builder.node("Gemm", layer, { transB: int(1) }, "logits"));
    this.builder.output("features");
  }
}

function stem(network: Network, size: number): string {
  const small = size < 64;
  const convolved = network.convolution("conv1", "input", 64, small ? 3 : 7, small ? 1 : 2);
  const activated = network.activation(network.normalization("bn1", convolved));
  if (small) return activated;
  const attributes = { kernel_shape: ints([3, 3]), strides: ints([2, 2]), pads: ints([1, 1, 1, 1]) };
  return network.builder.node("MaxPool", [activated], attributes);
}

function addNetwork(network: Network, { model, size, classes }: StepCase): void {
  const { blocks, expansion } = layouts[model];
  let x = stem(network, size);
  blocks.forEach((count, stage) => {
    const width = widths[stage];
    for (let i = 0; i < count; i++) {
      const stride = i === 0 && stage > 0 ? 2 : 1;
      const basic = [
        [width, 3, stride],
        [width, 3, 1],
      ] as const;
      const bottleneck = [
        [width, 1, 1],
        [width, 3, stride],
        [width * expansion, 1, 1],
      ] as const;
      x = network.block(`layer${stage + 1}.${i}`, x, expansion === 1 ? basic : bottleneck);
    }
  });
  network.head(x, classes);
}

/** A network, with its arrays as inputs where it trains and as constants where it is frozen. */
export interface BuiltNetwork {
  /** Input "input" and the parameters; outputs "logits" and "features". */
  readonly graph: Graph;
  readonly parameters: readonly Parameter[];
}

/** Builds the network of a case. */
export function buildNetwork(aCase: StepCase): BuiltNetwork {
  const network = new Network(aCase.model, aCase.work === "step");
  network.builder.input("input", "float32", [aCase.batch, 3, aCase.size, aCase.size]);
  addNetwork(network, aCase);
  return { graph: network.builder.build(), parameters: network.parameters };
}
