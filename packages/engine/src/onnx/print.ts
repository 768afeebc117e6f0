// A graph as text, the same for the same graph: for reading, and for tests to compare.
import { showType, type Attribute, type Graph, type Node } from "./graph.ts";

function printAttribute({ kind, value }: Attribute): string {
  if (kind === "tensor")
    return `${showType(value)} {${Array.from(value.data as ArrayLike<number | bigint>).join(", ")}}`;
  return JSON.stringify(value);
}

function printNode(node: Node, graph: Graph): string {
  const typed = (name: string): string => {
    const type = graph.types.get(name);
    return type === undefined ? name : `${name}: ${showType(type)}`;
  };
  const inputs = node.inputs.map((name) => (name === "" ? "-" : name)).join(", ");
  const attributes = Object.keys(node.attributes)
    .sort()
    .map((name) => ` ${name}=${printAttribute(node.attributes[name])}`);
  return `${node.outputs.map(typed).join(", ")} = ${node.operation}(${inputs})${attributes.join("")}`;
}

/**
 * A graph as text: its inputs, constants, nodes and outputs, a line each.
 * @example
 * ```ts
 * import { GraphBuilder, printGraph } from "@softlabel/engine";
 * const builder = new GraphBuilder("double");
 * const x = builder.input("x", "float32", [2, 3]);
 * builder.output(builder.node("Add", [x, x], {}, "y"));
 * printGraph(builder.build()).split("\n")[2]; // => "  y: float32[2,3] = Add(x, x)"
 * ```
 */
export function printGraph(graph: Graph): string {
  const typed = (name: string): string => `${name}: ${showType(graph.types.get(name)!)}`;
  // A constant whose name says its elements, such as float32(0.5) or int64[1,2], needs no line of its own.
  const named = [...graph.initializers].filter(
    ([name, { elementType }]) => !/^[([]/.test(name.replace(elementType, "")),
  );
  return [
    `graph ${graph.name}`,
    ...graph.inputs.map((name) => `  input ${typed(name)}`),
    ...named.map(([name]) => `  constant ${typed(name)}`),
    ...graph.nodes.map((node) => `  ${printNode(node, graph)}`),
    ...graph.outputs.map((name) => `  output ${name}`),
  ].join("\n");
}
