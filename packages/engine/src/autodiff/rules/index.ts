// The table of gradient rules: total over the operations that graphs are built of.
import { fail } from "@softlabel/core";
import type { Node } from "../../onnx/graph.ts";
import { operations, type Operation } from "../../onnx/shapes/index.ts";
import type { Rule } from "../rule.ts";
import { elementwiseRules } from "./elementwise.ts";
import { matrixRules } from "./matrix.ts";
import { movementRules } from "./movement.ts";
import { reductionRules } from "./reduction.ts";

/** The gradient rule of every operation; one that lacks a row does not compile. */
export const rules: Readonly<Record<Operation, Rule>> = {
  ...elementwiseRules,
  ...matrixRules,
  ...reductionRules,
  ...movementRules,
};

/** The rule of a node's operation; throws on an operation that the table does not have. */
export function ruleOf(node: Node): Rule {
  const known = operations.find((operation) => operation === node.operation && node.domain === undefined);
  if (known !== undefined) return rules[known];
  return fail(`gradient of node "${node.name}"`, `an operation among ${operations.join(", ")}`, node.operation);
}
