// Which nodes of a graph its outputs need.
import type { Graph, Node } from "./graph.ts";

/** The nodes on which the outputs depend, in their order: exporters leave others behind, such as labels made of scores. */
export function neededNodes({ nodes, outputs }: Pick<Graph, "nodes" | "outputs">): readonly Node[] {
  const needed = new Set(outputs);
  const found = nodes.toReversed().filter((node) => {
    if (!node.outputs.some((output) => needed.has(output))) return false;
    for (const input of node.inputs) needed.add(input);
    return true;
  });
  return found.reverse();
}
