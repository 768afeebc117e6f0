// Grows a graph node by node; the type of every value is known as soon as it is added.
import { check, fail, nearestFirst } from "@softlabel/core/internal";
import { tensorOf } from "./elementTypes.ts";
import {
  sizeOf,
  type Attributes,
  type ElementType,
  type Graph,
  type Node,
  type Tensor,
  type ValueType,
} from "./graph.ts";
import { NodeView } from "./nodeView.ts";
import { inferTypes } from "./shapes/index.ts";

/**
 * Builds a graph. Values are referred to by name; each method that adds one returns its name.
 * @throws UsageError when a name is taken or unknown, an operation unknown, or shapes and types do not fit
 */
export class GraphBuilder {
  readonly name: string;
  readonly #inputs: string[] = [];
  readonly #outputs: string[] = [];
  readonly #nodes: Node[] = [];
  readonly #initializers = new Map<string, Tensor>();
  readonly #types = new Map<string, ValueType>();
  readonly #counts = new Map<string, number>();

  constructor(name: string) {
    this.name = name;
  }

  /** A builder that goes on from `graph`. */
  static from(graph: Graph): GraphBuilder {
    const builder = new GraphBuilder(graph.name);
    builder.#inputs.push(...graph.inputs);
    builder.#outputs.push(...graph.outputs);
    builder.#nodes.push(...graph.nodes);
    for (const [name, tensor] of graph.initializers) builder.#initializers.set(name, tensor);
    for (const [name, type] of graph.types) builder.#types.set(name, type);
    return builder;
  }

  /** Adds an input of the graph. */
  input(name: string, elementType: ElementType, shape: readonly number[]): string {
    this.#define(name, { elementType, shape });
    this.#inputs.push(name);
    return name;
  }

  /** Adds a constant. */
  initializer(name: string, tensor: Tensor): string {
    const { elementType, shape, data } = tensor;
    check(data.length === sizeOf(shape), `initializer "${name}"`, `${sizeOf(shape)} elements`, data.length);
    this.#define(name, { elementType, shape });
    this.#initializers.set(name, tensor);
    return name;
  }

  /** A constant number; the same one is added only once. */
  scalar(value: number, elementType: ElementType = "float32"): string {
    return this.#constant(`${elementType}(${Object.is(value, -0) ? "-0" : value})`, elementType, [], [value]);
  }

  /** A constant list of integers, for axes and shapes; the same one is added only once. */
  int64(values: readonly number[]): string {
    return this.#constant(`int64[${values.join(",")}]`, "int64", [values.length], values);
  }

  /** Adds a node with one output, which is named after the operation where no name is given. */
  node(operation: string, inputs: readonly string[], attributes: Attributes = {}, output?: string): string {
    return this.nodes(operation, inputs, attributes, [output ?? this.#freshName(operation)])[0];
  }

  /** Adds a node with several outputs; the node is named after the first. */
  nodes(
    operation: string,
    inputs: readonly string[],
    attributes: Attributes,
    outputs: readonly string[],
  ): readonly string[] {
    const node: Node = { name: outputs[0], operation, inputs: [...inputs], outputs: [...outputs], attributes };
    const types = this.infer(node);
    if (types.length < outputs.length)
      fail(`${operation} node "${node.name}"`, `at most ${types.length} outputs`, outputs);
    outputs.forEach((output, i) => this.#define(output, types[i]));
    this.#nodes.push(node);
    return node.outputs;
  }

  /** The types that a node's outputs would have; nothing is added. */
  infer(node: Node): readonly ValueType[] {
    for (const input of node.inputs) if (input !== "") this.type(input);
    return inferTypes(this.view(node));
  }

  /** A node with the types and constants of its inputs. */
  view(node: Node): NodeView {
    return new NodeView(node, { types: this.#types, initializers: this.#initializers });
  }

  /** Makes a value an output of the graph. */
  output(name: string): void {
    this.type(name);
    check(!this.#outputs.includes(name), `graph "${this.name}"`, "each output once", name);
    this.#outputs.push(name);
  }

  /** Whether there is a value of that name. */
  has(name: string): boolean {
    return this.#types.has(name);
  }

  /** The type of a value. */
  type(name: string): ValueType {
    const type = this.#types.get(name);
    if (type !== undefined) return type;
    const nearest = nearestFirst(name, [...this.#types.keys()]).slice(0, 5);
    return fail(`graph "${this.name}"`, `a value such as ${nearest.join(", ")}`, name);
  }

  /** The graph as it is now; the builder may go on afterwards. */
  build(): Graph {
    return {
      name: this.name,
      inputs: [...this.#inputs],
      outputs: [...this.#outputs],
      nodes: [...this.#nodes],
      initializers: new Map(this.#initializers),
      types: new Map(this.#types),
    };
  }

  #define(name: string, type: ValueType): void {
    check(name !== "" && !this.#types.has(name), `graph "${this.name}"`, "a new name for each value", name);
    this.#types.set(name, type);
  }

  #constant(name: string, type: ElementType, shape: readonly number[], values: readonly number[]): string {
    return this.#types.has(name) ? name : this.initializer(name, tensorOf(type, shape, values));
  }

  #freshName(operation: string): string {
    for (;;) {
      const count = (this.#counts.get(operation) ?? 0) + 1;
      this.#counts.set(operation, count);
      const name = `${operation}_${count}`;
      if (!this.#types.has(name)) return name;
    }
  }
}
