// From a decoded file to a graph in which every shape is known: open dimensions get sizes, shape arithmetic is computed.
import { check, fail } from "@softlabel/core";
import { GraphBuilder } from "./builder.ts";
import { decompose } from "./decompose.ts";
import { foldConstant } from "./fold.ts";
import type { Graph, Node } from "./graph.ts";
import type { OnnxModel } from "./model.ts";
import { upgradeNode } from "./upgrade.ts";

/** The shape of an input with its open dimensions filled in. */
function sizedShape(model: OnnxModel, input: string, sizes: Readonly<Record<string, number>>): readonly number[] {
  const declared = model.openShapes.get(input) ?? model.graph.types.get(input)?.shape;
  if (declared === undefined)
    fail("instantiate", `a shape of input "${input}" in the file`, "none", "export it with one");
  return declared.map((size) => {
    if (typeof size === "number") return size;
    return sizes[size] ?? fail("instantiate", `a size for dimension ${size} of "${input}"`, sizes);
  });
}

/** Adds a node, or the constant that it computes. */
function addNode(builder: GraphBuilder, node: Node): void {
  check(
    node.domain === undefined,
    `node "${node.name}"`,
    "an operation of the standard set",
    `${node.domain}.${node.operation}`,
  );
  const tensor = foldConstant(builder.view(node));
  if (tensor === undefined) builder.nodes(node.operation, node.inputs, node.attributes, node.outputs);
  else builder.initializer(node.outputs[0], tensor);
}

/**
 * The graph of a model with all shapes known, in operator set 18: ready to be run, extended and differentiated.
 * @param sizes the size of each dimension that the file leaves open, by its name, such as { N: 64 }
 * @throws UsageError on a dimension without size, an operation that the engine does not know, and an operator set that is
 *   not among 11 to 21
 */
export function instantiate(model: OnnxModel, sizes: Readonly<Record<string, number>>): Graph {
  const { graph, opset } = model;
  const builder = new GraphBuilder(graph.name);
  for (const input of graph.inputs) {
    const elementType = graph.types.get(input)?.elementType ?? "float32";
    builder.input(input, elementType, sizedShape(model, input, sizes));
  }
  for (const [name, tensor] of graph.initializers) builder.initializer(name, tensor);
  for (const node of graph.nodes) addNode(builder, decompose(upgradeNode(node, builder, opset), builder));
  for (const output of graph.outputs) builder.output(output);
  return builder.build();
}
