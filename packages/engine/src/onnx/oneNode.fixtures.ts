// Models of one node, for tests of single operations.
import type { Attributes, Graph, Tensor } from "./graph.ts";
import type { OnnxModel } from "./model.ts";

/** A node by its inputs, of which undefined ones are left out; the first ones are fed, the others are constants. */
export interface OneNode {
  readonly operation: string;
  readonly inputs: readonly (Tensor | undefined)[];
  readonly attributes?: Attributes;
  /** One of them is named y, which is the output of the model. */
  readonly outputs?: readonly string[];
  readonly opset?: number;
}

/** The model, with inputs x0, x1 … as many as are `fed`, and constants of such names after them. */
export function oneNodeModel(node: OneNode, fed = 1): OnnxModel {
  const { operation, inputs, attributes = {}, outputs = ["y"], opset = 17 } = node;
  const names = inputs.map((tensor, i) => (tensor === undefined ? "" : `x${i}`));
  const given = inputs.flatMap((tensor, i) => (tensor === undefined ? [] : [[names[i], tensor] as const]));
  const graph: Graph = {
    name: operation,
    inputs: names.slice(0, fed),
    outputs: ["y"],
    nodes: [{ name: "node", operation, inputs: names, outputs, attributes }],
    initializers: new Map(given.slice(fed)),
    types: new Map(given.slice(0, fed).map(([name, { elementType, shape }]) => [name, { elementType, shape }])),
  };
  return { graph, opset, domains: {}, metadata: {}, openShapes: new Map() };
}
