// How values flow through a graph: what outputs need, what changes with inputs, and which nodes make and use a value.
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

/** The values that change with some inputs, and those inputs. */
export function changingWith({ nodes }: Pick<Graph, "nodes">, inputs: readonly string[]): ReadonlySet<string> {
  const changing = new Set(inputs);
  for (const node of nodes)
    if (node.inputs.some((name) => changing.has(name)))
      // What is left out, of inputs as of outputs, is called "" everywhere.
      for (const output of node.outputs) if (output !== "") changing.add(output);
  return changing;
}

/** The node that makes each value. */
export function makersOf({ nodes }: Pick<Graph, "nodes">): ReadonlyMap<string, Node> {
  return new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
}

/** The nodes that use each value, and as which of their inputs. */
export function usersOf({ nodes }: Pick<Graph, "nodes">): ReadonlyMap<string, readonly (readonly [Node, number])[]> {
  const users = new Map<string, (readonly [Node, number])[]>();
  for (const node of nodes)
    node.inputs.forEach((input, index) => {
      const known = users.get(input);
      if (known === undefined) users.set(input, [[node, index]]);
      else known.push([node, index]);
    });
  return users;
}
