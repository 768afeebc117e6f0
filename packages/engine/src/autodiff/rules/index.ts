// The table of gradient rules: total over the operations that graphs are built of.
import { fail, nearestFirst } from "@softlabel/core/internal";
import type { Node } from "../../onnx/graph.ts";
import { operations, type Operation } from "../../onnx/shapes/index.ts";
import { inputRule, type InputRule, type Rule } from "../rule.ts";
import { activationRules } from "./activation.ts";
import { convolutionRules } from "./convolution.ts";
import { elementwiseRules } from "./elementwise.ts";
import { matrixRules } from "./matrix.ts";
import { movementRules } from "./movement.ts";
import { normalizationRules } from "./normalization.ts";
import { reductionRules } from "./reduction.ts";

/** The gradient rule of every operation; one that lacks a row does not compile. */
export const rules: Readonly<Record<Operation, Rule>> = {
  ...activationRules,
  ...elementwiseRules,
  ...matrixRules,
  ...reductionRules,
  ...movementRules,
  ...convolutionRules,
  ...normalizationRules,
};

/** The operations whose rules take the gradients of all outputs; gradients flow through the first output of others. */
const joining: readonly string[] = ["Split"] satisfies readonly Operation[];

/** Whether the rule of a node takes the gradients of all its outputs. */
export const joinsOutputs = ({ operation }: Node): boolean => joining.includes(operation);

const differentiable = operations.filter((name) => rules[name].some((rule) => typeof rule === "function"));

/** The rule of one input of a node; an operation that the table lacks has unimplemented inputs. */
export function ruleOf(node: Node, index: number): InputRule {
  const known = operations.find((operation) => operation === node.operation && node.domain === undefined);
  return known === undefined ? "unimplemented" : inputRule(rules[known], index);
}

/** Throws that a gradient would have to flow through an input without a rule, and says what has one. */
export function failUnimplemented(node: Node, index: number): never {
  const who = `gradient of node "${node.name}"`;
  const open = node.inputs.flatMap((_, i) => (typeof ruleOf(node, i) === "function" ? [i] : []));
  if (open.length === 0) {
    const known = nearestFirst(node.operation, differentiable).join(", ");
    fail(who, `an operation with a gradient, one of ${known}`, node.operation);
  }
  const remedy = "compute that input from values whose gradient is not asked for";
  return fail(who, `a path through input ${open.join(" or ")} of ${node.operation}`, `input ${index}`, remedy);
}
