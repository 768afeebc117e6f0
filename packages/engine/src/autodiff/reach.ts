// Which values gradients of an output can flow back to, and what is in the way of others.
import type { Graph, Node } from "../onnx/graph.ts";
import { ruleOf } from "./rules/index.ts";

/** What is behind an output. */
interface Reach {
  /** Values that the output depends on, differentiably as far as the rules know. */
  readonly reached: ReadonlySet<string>;
  /** Values from which some way to the output leads through an operation or an input without a rule, and that operation. */
  readonly blocked: ReadonlyMap<string, Node>;
}

/**
 * Follows gradients back from a value without computing any.
 * @param output the value whose gradient is given
 * @returns the gradient of a value can be had where it is reached and not blocked
 */
export function gradientReach(graph: Graph, output: string): Reach {
  const reached = new Set([output]);
  const blocked = new Map<string, Node>();
  for (const node of graph.nodes.toReversed()) {
    const obstacle = node.outputs.map((name) => blocked.get(name)).find((found) => found !== undefined);
    const live = node.outputs.some((name) => reached.has(name));
    node.inputs.forEach((input, index) => {
      const rule = ruleOf(node, index);
      if (rule === "stopped" || rule === "zero") return;
      if (obstacle !== undefined) blocked.set(input, obstacle);
      if (!live) return;
      if (rule === "unimplemented") blocked.set(input, node);
      else reached.add(input);
    });
  }
  return { reached, blocked };
}
