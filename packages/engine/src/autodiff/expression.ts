// Gradients as rules give them: a value that exists already, or the operation that computes it and still lacks a name.
import type { Attributes } from "../onnx/graph.ts";

/** One operation that still lacks a name for its result. */
export interface Expression {
  readonly operation: string;
  readonly inputs: readonly string[];
  readonly attributes: Attributes;
}

/** The gradient of an input: a value that exists already, or the operation that computes it. */
export type Gradient = string | Expression;

/** An operation whose result has no name yet. */
export function apply(operation: string, inputs: readonly string[], attributes: Attributes = {}): Expression {
  return { operation, inputs, attributes };
}
