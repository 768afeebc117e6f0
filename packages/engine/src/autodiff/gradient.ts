// Reverse-mode differentiation: the walk. It names no operation; what each one does to gradients stands in the rules.
import { fail } from "@softlabel/core/internal";
import { GraphBuilder } from "../onnx/builder.ts";
import { sameShape, type Graph, type Node } from "../onnx/graph.ts";
import { Backward } from "./backward.ts";
import { emit, emitAs, sumOf, unbroadcast, zerosLike } from "./emit.ts";
import type { Gradient } from "./expression.ts";
import { flows } from "./rule.ts";
import { failUnimplemented, joinsOutputs, ruleOf } from "./rules/index.ts";

/** What one use of a value contributes to its gradient, and the name of that contribution where there are several. */
type Contribution = readonly [gradient: Gradient, name: string];

/** The values through which gradients flow back to `wrt`: real numbers that change with those. */
function dependents(graph: Graph, wrt: readonly string[]): ReadonlySet<string> {
  const found = new Set(wrt);
  const isReal = (name: string): boolean => graph.types.get(name)?.elementType.startsWith("float") === true;
  for (const node of graph.nodes) {
    if (!node.inputs.some((input, index) => found.has(input) && flows(ruleOf(node, index)))) continue;
    for (const output of node.outputs) if (isReal(output)) found.add(output);
  }
  return found;
}

function inputGradient(backward: Backward, node: Node, index: number): Gradient {
  const rule = ruleOf(node, index);
  return typeof rule === "function" ? rule(backward, index) : failUnimplemented(node, index);
}

/**
 * Appends to a graph the computation of gradients.
 * @param outputGradients for outputs or other values y of the graph, the value of the graph that holds dL/dy
 * @param wrt the values x for which dL/dx is wanted; nothing is computed for others
 * @returns the longer graph, and for each x the name of its gradient `grad(x)`: of the type and shape of x, zero where L
 *   does not depend on x
 * @throws UsageError on unknown names, on shapes that differ, and where a gradient would have to flow through an operation
 *   or input that has no rule; the message names the node
 */
export function differentiate(
  graph: Graph,
  outputGradients: Readonly<Record<string, string>>,
  wrt: readonly string[],
): { graph: Graph; gradients: Record<string, string> } {
  const builder = GraphBuilder.from(graph);
  const contributions = new Map<string, Contribution[]>();
  for (const [y, dy] of Object.entries(outputGradients)) {
    const [shape, given] = [builder.type(y).shape, builder.type(dy).shape];
    if (!sameShape(shape, given)) fail("differentiate", `a gradient of "${y}" of shape [${shape.join()}]`, given);
    contributions.set(y, [[dy, dy]]);
  }
  const total = (value: string): Gradient | undefined => {
    const all = contributions.get(value) ?? [];
    return all.length < 2 ? all[0]?.[0] : sumOf(all.map(([gradient, name]) => emit(builder, gradient, name)));
  };
  const flowing = dependents(graph, wrt);
  for (const node of graph.nodes.toReversed()) {
    const wanted = node.outputs.filter((output) => flowing.has(output) && contributions.has(output));
    if (wanted.length === 0) continue;
    const gradients = new Map(wanted.map((output) => [output, emit(builder, total(output)!, `grad(${output})`)]));
    for (const [output, dy] of gradients) contributions.set(output, [[dy, dy]]);
    const [first] = node.outputs;
    if (!joinsOutputs(node) && (wanted.length > 1 || wanted[0] !== first))
      fail(`gradient of node "${node.name}"`, `a path through its first output, ${first}`, wanted.at(-1));
    const backward = new Backward(builder, node, gradients.get(first) ?? "", gradients);
    node.inputs.forEach((input, index) => {
      if (!flowing.has(input) || !flows(ruleOf(node, index))) return;
      const name = `${node.name}/grad/input${index}`;
      const summed = unbroadcast(builder, inputGradient(backward, node, index), builder.type(input).shape, name);
      contributions.set(input, [...(contributions.get(input) ?? []), [summed, name]]);
    });
  }
  const named = wrt.map((x) => [x, emitAs(builder, total(x) ?? zerosLike(builder, x), `grad(${x})`)]);
  return { graph: builder.build(), gradients: Object.fromEntries(named) as Record<string, string> };
}
