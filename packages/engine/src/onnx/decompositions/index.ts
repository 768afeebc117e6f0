// The table of operations of files that the engine writes as others, so that they need no gradient rules of their own.
import type { GraphBuilder } from "../builder.ts";
import type { Node } from "../graph.ts";
import type { Layers } from "../layers.ts";
import { placeNode } from "../place.ts";
import { activations } from "./activation.ts";
import { dropouts } from "./dropout.ts";
import { movements } from "./movement.ts";
import { normalizations } from "./normalization.ts";
import { Parts, type Decomposition } from "./parts.ts";
import { pools } from "./pooling.ts";

const decompositions: Readonly<Record<string, Decomposition>> = {
  ...activations,
  ...normalizations,
  ...pools,
  ...movements,
  ...dropouts,
};

/** Adds a node, or the nodes that it is written as. */
export function addNode(node: Node, builder: GraphBuilder, layers: Layers): void {
  if (node.domain === undefined && node.operation in decompositions)
    decompositions[node.operation](new Parts(node, builder, layers));
  else placeNode(builder, node);
}
