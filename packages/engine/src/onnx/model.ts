// What an ONNX file holds: a graph with the operator sets, names and open dimensions that surround it.
import type { Graph } from "./graph.ts";

/** A dimension in the types of a decoded graph that the file leaves open; its name is in `OnnxModel.openShapes`. */
export const openDimension = -1;

/** The operator set in which the engine builds graphs. */
export const builtOpset = 18;

/** An ONNX file, read. */
export interface OnnxModel {
  /** The graph as the file has it; types are those that the file states, with -1 for dimensions that it leaves open. */
  readonly graph: Graph;
  /** The version of the standard operator set. */
  readonly opset: number;
  /** The versions of other operator sets, by domain. */
  readonly domains: Readonly<Record<string, number>>;
  readonly metadata: Readonly<Record<string, string>>;
  /** The shapes of those values that have dimensions with a name instead of a size, such as ["N", 10]. */
  readonly openShapes: ReadonlyMap<string, readonly (number | string)[]>;
}
