// Writes a network layer by layer: one description gives its parameters, and its graph for every batch and mode.
import type { Random } from "@softlabel/core";
import { addBatchStatistics, batchNormalized } from "../onnx/batchNormalized.ts";
import { GraphBuilder } from "../onnx/builder.ts";
import { float, int, ints, sizeOf, type Graph } from "../onnx/graph.ts";
import { filledWith, uniformByInputs, type Initialisation } from "./initialisation.ts";
import { batchStatistic, type InputSpec, type Mode, type Model, type Parameter } from "./model.ts";
import { addNormalisedInput } from "./normalisedInput.ts";

/** An array that a layer needs, and what it begins with. */
interface Declared {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initial: Initialisation;
}

/** A window that slides over the rows and columns of an image. */
export interface Window {
  /** Its side. */
  readonly size: number;
  /** How far it moves; 1 where left out. */
  readonly stride?: number;
  /** Rows and columns added around the image; none where left out. */
  readonly padding?: number;
}

/** PyTorch's defaults. */
const [epsilon, momentum] = [1e-5, 0.1];

/** Says what a network computes: from the normalised input to values named "features" and "logits". */
type Description = (network: Network, input: string) => void;

function windowAttributes({ size, stride = 1, padding = 0 }: Window) {
  return { kernel_shape: ints([size, size]), strides: ints([stride, stride]), pads: ints(Array(4).fill(padding)) };
}

/** A graph in the making. Each layer takes and returns names of values; parameters are named `<layer>.weight` and so on. */
export class Network {
  readonly parameters: Declared[] = [];
  readonly statistics: Declared[] = [];
  /** Values by the names that users ask for them by. */
  readonly activations: Record<string, string> = {};
  readonly #builder: GraphBuilder;
  readonly #mode: Mode;

  constructor(builder: GraphBuilder, mode: Mode) {
    this.#builder = builder;
    this.#mode = mode;
  }

  /** The shape of a value. */
  shape(value: string): readonly number[] {
    return this.#builder.type(value).shape;
  }

  #parameter(name: string, shape: readonly number[], initial: Initialisation): string {
    this.parameters.push({ name, shape, initial });
    return this.#builder.input(name, "float32", shape);
  }

  #statistic(name: string, shape: readonly number[], initial: Initialisation): string {
    this.statistics.push({ name, shape, initial });
    return this.#mode === "evaluation" ? this.#builder.input(name, "float32", shape) : name;
  }

  /** Makes one vector of each example. */
  flatten(x: string, output?: string): string {
    return this.#builder.node("Flatten", [x], { axis: int(1) }, output);
  }

  /** x Wᵀ + b, W [outputs, inputs]. */
  linear(name: string, x: string, outputs: number, output: string): string {
    const [, inputs] = this.shape(x);
    const weight = this.#parameter(`${name}.weight`, [outputs, inputs], uniformByInputs(inputs));
    const bias = this.#parameter(`${name}.bias`, [outputs], uniformByInputs(inputs));
    return this.#builder.node("Gemm", [x, weight, bias], { transB: int(1) }, output);
  }

  /** A convolution without bias, as batch normalisation follows. `initial` is given the weight's shape. */
  convolution(
    name: string,
    x: string,
    channels: number,
    window: Window,
    initial: (shape: readonly number[]) => Initialisation,
  ): string {
    const shape = [channels, this.shape(x)[1], window.size, window.size];
    const weight = this.#parameter(`${name}.weight`, shape, initial(shape));
    return this.#builder.node("Conv", [x, weight], windowAttributes(window), `${name}.output`);
  }

  /** Normalises each channel: in training by the batch's mean and variance, which the graph gives; later by running ones. */
  batchNormalization(name: string, x: string): string {
    const [channels] = this.shape(x).slice(1);
    const scale = this.#parameter(`${name}.weight`, [channels], filledWith(1));
    const bias = this.#parameter(`${name}.bias`, [channels], filledWith(0));
    const mean = this.#statistic(`${name}.running_mean`, [channels], filledWith(0));
    const variance = this.#statistic(`${name}.running_var`, [channels], filledWith(1));
    const output = `${name}.output`;
    if (this.#mode === "evaluation") {
      const inputs = [x, scale, bias, mean, variance];
      return this.#builder.node("BatchNormalization", inputs, { epsilon: float(epsilon) }, output);
    }
    const batch = batchNormalized(this.#builder, [x, scale, bias], epsilon, output);
    const outputs = [batchStatistic(mean), batchStatistic(variance)] as const;
    addBatchStatistics(this.#builder, batch, outputs).forEach((each) => this.#builder.output(each));
    return batch.y;
  }

  relu(x: string, output?: string): string {
    return this.#builder.node("Relu", [x], {}, output);
  }

  /** Gives a value a name that users can ask for it by; the value must be called the same in every graph. */
  activation(name: string, x: string): string {
    this.activations[name] = x;
    return x;
  }

  add(x: string, y: string): string {
    return this.#builder.node("Add", [x, y]);
  }

  maxPool(x: string, window: Window, output?: string): string {
    return this.#builder.node("MaxPool", [x], windowAttributes(window), output);
  }

  /** The mean of each channel, [N, C, H, W] → [N, C]. */
  globalAverage(x: string, output: string): string {
    return this.#builder.node("ReduceMean", [x, this.#builder.int64([2, 3])], { keepdims: int(0) }, output);
  }

  /** Images [N, C, H, W] of images that may have no dimension for channels. */
  images(x: string): string {
    return this.shape(x).length === 4 ? x : this.#builder.node("Unsqueeze", [x, this.#builder.int64([1])]);
  }
}

/** A parameter whose values are drawn when they are first asked for: who loads others has no use for millions of them. */
function drawn({ name, shape, initial }: Declared, random: Random): Parameter {
  let values: Float32Array | undefined;
  return {
    name,
    shape,
    get values() {
      return (values ??= initial(sizeOf(shape), random.fork(name)));
    },
  };
}

/**
 * Makes a model of a description, with parameters that are drawn each from a stream of its own.
 * @param name what the model is called
 */
export function createNetwork(name: string, input: InputSpec, random: Random, describe: Description): Model {
  const write = (batchSize: number, mode: Mode) => {
    const builder = new GraphBuilder(name);
    const network = new Network(builder, mode);
    describe(network, addNormalisedInput(builder, batchSize, input));
    return { network, builder };
  };
  // Which arrays there are depends neither on the batch nor on the mode.
  const { parameters, statistics, activations } = write(1, "evaluation").network;
  const graph = (batchSize: number, mode: Mode = "evaluation"): Graph => {
    const { builder } = write(batchSize, mode);
    builder.output("logits");
    builder.output("features");
    const built = builder.build();
    const read = mode === "evaluation" ? statistics : [];
    return { ...built, inputs: ["input", ...[...parameters, ...read].map((declared) => declared.name)] };
  };
  return {
    name,
    input,
    parameters: parameters.map((declared) => drawn(declared, random)),
    statistics: statistics.map((declared) => ({ ...drawn(declared, random), momentum })),
    activations,
    graph,
  };
}
