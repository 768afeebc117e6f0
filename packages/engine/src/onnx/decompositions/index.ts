// The table of operations of files that the engine writes as others, so that they need no gradient rules of their own.
import { checkName } from "@softlabel/core/internal";
import type { GraphBuilder } from "../builder.ts";
import type { Node } from "../graph.ts";
import type { Layers } from "../layers.ts";
import { placeNode } from "../place.ts";
import { operations } from "../shapes/index.ts";
import { activations } from "./activation.ts";
import { attentions } from "./attention.ts";
import { dropouts } from "./dropout.ts";
import { einsums } from "./einsum.ts";
import { groupNormalizations } from "./groupNormalization.ts";
import { movements } from "./movement.ts";
import { normalizations } from "./normalization.ts";
import { Parts, type Decomposition } from "./parts.ts";
import { pools } from "./pooling.ts";
import { recurrents } from "./recurrent.ts";
import { reductions } from "./reduction.ts";
import { resizes } from "./resize.ts";

const decompositions: Readonly<Record<string, Decomposition>> = {
  ...activations,
  ...normalizations,
  ...groupNormalizations,
  ...pools,
  ...movements,
  ...resizes,
  ...reductions,
  ...einsums,
  ...recurrents,
  ...attentions,
  ...dropouts,
};

/** The names of those operations. */
export const decomposedOperations: readonly string[] = Object.keys(decompositions);

const known = [...new Set([...operations, ...decomposedOperations])];

/** Adds a node, or the nodes that it is written as. */
export function addNode(node: Node, builder: GraphBuilder, layers: Layers): void {
  checkName(
    `node "${node.name}"`,
    "an operation",
    node.domain === undefined ? node.operation : `${node.domain}.${node.operation}`,
    known,
  );
  if (node.operation in decompositions) decompositions[node.operation](new Parts(node, builder, layers));
  else placeNode(builder, node);
}
