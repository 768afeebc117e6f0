// Adds a node to a graph, or the constant that it computes.
import type { GraphBuilder } from "./builder.ts";
import { foldConstant } from "./fold.ts";
import type { Node } from "./graph.ts";

/** Adds a node; one whose inputs are known shapes becomes a constant. */
export function placeNode(builder: GraphBuilder, node: Node): void {
  const tensor = foldConstant(builder.view(node));
  if (tensor === undefined) builder.nodes(node.operation, node.inputs, node.attributes, node.outputs);
  else builder.initializer(node.outputs[0], tensor);
}
