// Adds a node to a graph, or the constant that it computes.
import { check } from "@softlabel/core";
import type { GraphBuilder } from "./builder.ts";
import { foldConstant } from "./fold.ts";
import type { Node } from "./graph.ts";

/** Adds a node of the standard set; one whose inputs are known shapes becomes a constant. */
export function placeNode(builder: GraphBuilder, node: Node): void {
  check(
    node.domain === undefined,
    `node "${node.name}"`,
    "an operation of the standard set",
    `${node.domain}.${node.operation}`,
  );
  const tensor = foldConstant(builder.view(node));
  if (tensor === undefined) builder.nodes(node.operation, node.inputs, node.attributes, node.outputs);
  else builder.initializer(node.outputs[0], tensor);
}
