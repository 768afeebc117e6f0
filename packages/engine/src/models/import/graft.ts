// Puts a file's graph between our input and our outputs.
import { int, type Graph, type GraphBuilder } from "../../onnx/index.ts";
import { neededNodes } from "../../onnx/needed.ts";

/** The names that every model's graph, and every training graph, has for its own. */
const reserved = ["input", "logits", "features", "targets", "teacher", "loss", "probabilities"];

/** What a graph is made of, beside its nodes. */
export interface Graft {
  readonly input: string;
  /** The value that takes the input's place. */
  readonly replacement: string;
  /** Arrays that are inputs of the graph, not constants. */
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
  const nameOf = (name: string): string => {
    if (name === input) return replacement;
    return reserved.includes(name) ? `file/${name}` : name;
  };
  const nodes = neededNodes({ nodes: graph.nodes, outputs: wanted });
  for (const name of new Set(nodes.flatMap(({ inputs }) => inputs))) {
    const tensor = graph.initializers.get(name);
    if (tensor !== undefined && !fed.has(name) && !builder.has(nameOf(name))) builder.initializer(nameOf(name), tensor);
  }
  for (const { operation, inputs, attributes, outputs } of nodes)
    builder.nodes(operation, inputs.map(nameOf), attributes, outputs.map(nameOf));
  return nameOf;
}

/** Names a value as an output of the graph, as one vector an example. */
export function addOutput(builder: GraphBuilder, value: string, name: string): void {
  const flat = builder.type(value).shape.length === 2;
  builder.output(builder.node(flat ? "Identity" : "Flatten", [value], flat ? {} : { axis: int(1) }, name));
}
