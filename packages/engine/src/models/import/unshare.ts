// Gives each layer parameters of its own where an exporter kept one of several that were equal.
import type { Graph, Node, Tensor } from "../../onnx/graph.ts";

/**
 * Biases of zeros and scales of ones are shared because they were equal; whatever else is, because layers are tied. A single element is
 * equal to itself, which says nothing: it is a parameter of a layer that is used twice.
 */
const isUniform = ({ shape, data }: Tensor): boolean =>
  shape.length === 1 && shape[0] > 1 && data instanceof Float32Array && data.every((element) => element === data[0]);

/**
 * The graph with a copy of a vector of equal elements for each node that uses it: the first keeps the name, others are called `name:2` and so
 * on. An Identity of a parameter is no use of it; it becomes a parameter when the graph is instantiated.
 */
export function unshareUniform(graph: Graph): Graph {
  const initializers = new Map(graph.initializers);
  const uses = new Map<string, number>();
  const ownName = (name: string): string => {
    const tensor = graph.initializers.get(name);
    if (tensor === undefined || !isUniform(tensor)) return name;
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
