// Gives each layer parameters of its own where an exporter kept one of several that were equal.
import type { Graph, Node, Tensor } from "../../onnx/index.ts";

/** Vectors are shared because they were equal (biases of zeros, scales of ones); weights because they are tied. */
const isVector = ({ shape, elementType }: Tensor): boolean => shape.length === 1 && elementType === "float32";

/**
 * The graph with a copy of a vector for each node that uses it: the first keeps the name, others are called `name:2` and so
 * on. An Identity of a parameter is no use of it; it becomes a parameter when the graph is instantiated.
 */
export function unshareVectors(graph: Graph): Graph {
  const initializers = new Map(graph.initializers);
  const uses = new Map<string, number>();
  const ownName = (name: string): string => {
    const tensor = graph.initializers.get(name);
    if (tensor === undefined || !isVector(tensor)) return name;
    const use = (uses.get(name) ?? 0) + 1;
    uses.set(name, use);
    if (use === 1) return name;
    const own = `${name}:${use}`;
    initializers.set(own, { ...tensor, data: tensor.data.slice() });
    return own;
  };
  const nodes = graph.nodes.map((node): Node => {
    if (node.operation === "Identity") return node;
    return { ...node, inputs: node.inputs.map(ownName) };
  });
  return { ...graph, nodes, initializers };
}
