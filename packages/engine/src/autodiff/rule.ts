// What a gradient rule is: for each input of an operation, what flows back into it, or why nothing does.
import type { Backward } from "./backward.ts";
import type { Attributes } from "../onnx/graph.ts";

/** One operation that still lacks a name for its result. */
export interface Expression {
  readonly operation: string;
  readonly inputs: readonly string[];
  readonly attributes: Attributes;
}

/** The gradient of an input: a value that exists already, or the operation that computes it. */
export type Gradient = string | Expression;

/**
 * What becomes of one input:
 * - a function: differentiable; it may return the gradient as broadcast against the output, the walk sums the copies
 * - "stopped": indices, shapes, conditions, through which no gradient is meant to flow
 * - "zero": the derivative is zero wherever it exists
 * - "unimplemented": asking for it is an error
 */
export type InputRule = ((g: Backward, index: number) => Gradient) | "stopped" | "zero" | "unimplemented";

/** The rules of an operation's inputs in order; the last one holds for all further inputs. */
export type Rule = readonly InputRule[];

/** An operation whose result has no name yet. */
export function apply(operation: string, inputs: readonly string[], attributes: Attributes = {}): Expression {
  return { operation, inputs, attributes };
}

/** The rule of input `index`. */
export function inputRule(rule: Rule, index: number): InputRule {
  return rule[Math.min(index, rule.length - 1)] ?? "stopped";
}

/** Whether a gradient flows back into an input, or ought to. */
export function flows(rule: InputRule): boolean {
  return rule !== "stopped" && rule !== "zero";
}
