// Puts a file's graph between our input and our outputs.
import type { GraphBuilder } from "../../onnx/builder.ts";
import { attributesOf, int, type Graph } from "../../onnx/graph.ts";
import { neededNodes } from "../../onnx/dataFlow.ts";
import { reserved } from "./names.ts";

/** What a graph is made of, beside its nodes. */
interface Graft {
  readonly input: string;
  /** The value that takes the input's place. */
  readonly replacement: string;
  /** Values that are inputs of the builder's graph under the names that they have here: arrays, masks. */
  readonly fed: ReadonlySet<string>;
  /** The values that are wanted. */
  readonly wanted: readonly string[];
}

/**
 * Adds the nodes that wanted values need, with their constants.
 * @returns the name that a value of the file's graph has in the builder
 */
export function graft(builder: GraphBuilder, graph: Graph, options: Graft): (name: string) => string {
  const { input, replacement, fed, wanted } = options;
  const taken = new Set([...reserved, ...builder.build().types.keys()].filter((name) => !fed.has(name)));
  const free = (name: string): string => (taken.has(name) || graph.types.has(name) ? free(`file/${name}`) : name);
  const renamed = new Map([...taken].filter((name) => graph.types.has(name)).map((name) => [name, free(name)]));
  renamed.set(input, replacement);
  const nameOf = (name: string): string => renamed.get(name) ?? name;
  const nodes = neededNodes({ nodes: graph.nodes, outputs: wanted });
  for (const name of new Set(nodes.flatMap(({ inputs }) => inputs))) {
    const tensor = graph.initializers.get(name);
    if (tensor !== undefined && !fed.has(name)) builder.initializer(nameOf(name), tensor);
  }
  for (const { operation, inputs, attributes, outputs } of nodes)
    builder.nodes(operation, inputs.map(nameOf), attributes, outputs.map(nameOf));
  return nameOf;
}

/** Gives a value another name, as one vector per example. */
export function addVectors(builder: GraphBuilder, value: string, name: string): void {
  const flat = builder.type(value).shape.length === 2;
  builder.node(flat ? "Identity" : "Flatten", [value], attributesOf({ axis: flat ? undefined : int(1) }), name);
}
