// How a graph is written so that ONNX Runtime computes it rightly and fast: nodes that it does badly are written as others.
import { GraphBuilder } from "../builder.ts";
import { Parts } from "../decompositions/parts.ts";
import type { Graph, Node } from "../graph.ts";
import { layersOf } from "../layers.ts";
import { trainedBatchNormalization } from "./batchNormalization.ts";
import { fewWindows } from "./convolution.ts";
import type { Formulation } from "./formulation.ts";

const formulations: readonly Formulation[] = [trainedBatchNormalization, fewWindows];

function formulationOf(parts: Parts, { operation }: Node): Formulation | undefined {
  return formulations.find((formulation) => formulation.operation === operation && formulation.suits(parts));
}

/** The graph with every node written as ONNX Runtime does it best; inputs, outputs and results stay what they are. */
export function formulate(graph: Graph): Graph {
  if (!graph.nodes.some((node) => formulations.some(({ operation }) => operation === node.operation))) return graph;
  const builder = new GraphBuilder(graph.name);
  const layers = layersOf("as the file");
  for (const name of graph.inputs)
    builder.input(name, graph.types.get(name)!.elementType, graph.types.get(name)!.shape);
  for (const [name, tensor] of graph.initializers) builder.initializer(name, tensor);
  for (const node of graph.nodes) {
    const parts = new Parts(node, builder, layers);
    const formulation = formulationOf(parts, node);
    if (formulation === undefined) builder.nodes(node.operation, node.inputs, node.attributes, node.outputs);
    else formulation.write(parts);
  }
  for (const name of graph.outputs) builder.output(name);
  return builder.build();
}
