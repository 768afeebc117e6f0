// What a model is: parameters, and a graph for every batch size.
import type { Graph } from "../onnx/graph.ts";

/** What a model is given, example by example, and how many classes it tells apart. */
export interface InputSpec {
  /** The shape of one example: images are [channels, height, width], grey ones may be [height, width]. */
  readonly shape: readonly number[];
  readonly elementType: "uint8" | "float32";
  /** The model sees value · scale + shift; the graph does that itself. A list holds a number per channel: `shape[0]` of them. */
  readonly scale: number | readonly number[];
  readonly shift: number | readonly number[];
  readonly classes: number;
}

/** A trainable array: its name in the graph, and the values training starts from. */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** An array that follows what the batches of training show, and that evaluation reads: a mean, a variance. */
export interface RunningStatistic extends Parameter {
  /** The share of the batch's value that each step takes up: running += momentum · (batch - running). PyTorch's 0.1. */
  readonly momentum: number;
}

/** Values that training switches off at random. */
export interface Dropout {
  /** The input of the training graph that holds 0 or 1/keep for every value, of the shape that the graph says. */
  readonly input: string;
  /** The probability with which a value stays, above 0, at most 1. */
  readonly keep: number;
}

/** What a graph is for: in training, batches are normalised by their own statistics, and values dropped. */
export type Mode = "training" | "evaluation";

/** A classifier as a graph. */
export interface Model {
  /** The text that `createModel` makes it from. */
  readonly name: string;
  readonly input: InputSpec;
  /** The arrays that are trained. */
  readonly parameters: readonly Parameter[];
  readonly statistics?: readonly RunningStatistic[];
  readonly dropouts?: readonly Dropout[];
  /** Hidden activations, first to last: the names they are asked for by, and the graphs' values that hold them. */
  readonly activations?: Readonly<Record<string, string>>;
  /**
   * The graph for batches of `batchSize` examples. Outputs: "logits" [N, K] and "features" [N, D], what the last layer sees.
   * For evaluation (the default) the inputs are "input" [N, ...shape], every parameter, and every statistic. For training they
   * are "input", every parameter, and every dropout's; each statistic has a further output `batchStatistic(name)`, which is what the
   * running value moves towards, variances already with N-1 below the sum.
   */
  graph(batchSize: number, mode?: Mode): Graph;
}

/** The name of the training graph's output that holds the batch's value of a statistic. */
export function batchStatistic(name: string): string {
  return `batch(${name})`;
}
