// What a gradient rule is: for each input of an operation, what flows back into it, or why nothing does.
import type { Backward } from "./backward.ts";
import type { Gradient } from "./expression.ts";

/**
 * What flows back into one input:
 * - a function: differentiable; it may return the gradient as broadcast against the output, the walk sums the copies
 * - "stopped": indices, shapes, conditions, through which no gradient is meant to flow
 * - "zero": the derivative is zero wherever it exists
 * - "unimplemented": asking for it is an error
 */
export type InputRule = ((g: Backward, index: number) => Gradient) | "stopped" | "zero" | "unimplemented";

/** The rules of an operation's inputs in order; the last one holds for all further inputs. */
export type Rule = readonly InputRule[];

/** The rule of input `index`. */
export function inputRule(rule: Rule, index: number): InputRule {
  return rule[Math.min(index, rule.length - 1)] ?? "stopped";
}

/** Whether a gradient flows back into an input, or ought to. */
export function flows(rule: InputRule): boolean {
  return rule !== "stopped" && rule !== "zero";
}
