// Builds graphs of operations that are not differentiated, and so have no shape rules in the engine.
import { tensorOf, type Attributes, type ElementType, type Node, type Tensor } from "@softlabel/engine";

/** The domain of the operations on texts, and the version of it that is used. */
export const textDomain = { name: "ai.onnx.ml", version: 3 } as const;

/** Nodes and constants with a common name prefix, so that no name is that of an input. */
export class GraphPart {
  readonly nodes: Node[] = [];
  readonly initializers = new Map<string, Tensor>();
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** Adds a constant and returns its name. */
  constant(name: string, type: ElementType, shape: readonly number[], values: ArrayLike<number>): string {
    const own = `${this.#prefix}${name}`;
    this.initializers.set(own, tensorOf(type, shape, values));
    return own;
  }

  /** Adds a node with one output and returns its name. */
  node(
    operation: string,
    inputs: readonly string[],
    attributes: Attributes = {},
    output = `${this.#prefix}${operation} ${this.nodes.length}`,
  ): string {
    const domain = operation === "LabelEncoder" ? { domain: textDomain.name } : {};
    const name = `${this.#prefix}${this.nodes.length}`;
    this.nodes.push({ name, operation, inputs, outputs: [output], attributes, ...domain });
    return output;
  }
}
