// What a model is: parameters, and a graph for every batch size.
import type { Graph } from "../onnx/index.ts";

/** What a model is given, example by example, and how many classes it tells apart. */
export interface InputSpec {
  /** The shape of one example. */
  readonly shape: readonly number[];
  readonly elementType: "uint8" | "float32";
  /** The model sees value · scale + shift; the graph does that itself. */
  readonly scale: number;
  readonly shift: number;
  readonly classes: number;
}

/** A trainable array: its name in the graph, and the values training starts from. */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** A classifier as a graph. */
export interface Model {
  /** The text that `createModel` makes it from. */
  readonly name: string;
  readonly input: InputSpec;
  readonly parameters: readonly Parameter[];
  /**
   * The graph for batches of `batchSize` examples. Inputs: "input" [N, ...shape], then every parameter.
   * Outputs: "logits" [N, K] and "features" [N, D], what the last layer sees.
   */
  graph(batchSize: number): Graph;
}
