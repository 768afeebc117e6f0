// One graph for batches of any size, made of the graphs for two sizes: constants that differ are computed from the batch.
import { check, fail } from "@softlabel/core/internal";
import { tensorOf } from "./elementTypes.ts";
import { int, type Graph, type Node, type Tensor } from "./graph.ts";

const who = "openBatch";
/** The sizes that are compared. */
const [smaller, larger] = [2, 3];

type Constants = Graph["initializers"];

/** Whether two constants hold the same. */
function same(a: Tensor | undefined, b: Tensor | undefined): boolean {
  if (a === b || a === undefined || b === undefined) return true;
  const [first, second]: ArrayLike<unknown>[] = [a.data, b.data];
  return first === second || (first.length === second.length && Array.from(first).every((e, i) => e === second[i]));
}

/** What is computed before the nodes of the graph. */
class Computed {
  readonly nodes: Node[] = [];
  readonly initializers = new Map<string, Tensor>();
  readonly #graph: Graph;
  readonly #input: string;
  readonly #known = new Map<string, string>();

  constructor(graph: Graph, input: string) {
    this.#graph = graph;
    this.#input = input;
  }

  #fresh(name: string): string {
    return this.#graph.types.has(name) ? this.#fresh(`${name}'`) : name;
  }

  #constant(name: string, shape: readonly number[], values: readonly number[]): string {
    const own = this.#fresh(name);
    this.initializers.set(own, tensorOf("int64", shape, values));
    return own;
  }

  #node(operation: string, inputs: readonly string[], output: string, attributes: Node["attributes"] = {}): string {
    const own = this.#fresh(output);
    this.nodes.push({ name: own, operation, inputs, outputs: [own], attributes });
    return own;
  }

  /** The size of the batch, a scalar. */
  #batch(): string {
    const found = this.#known.get("");
    if (found !== undefined) return found;
    const shape = this.#node("Shape", [this.#input], "shape of N", { start: int(0), end: int(1) });
    const size = this.#node("Gather", [shape, this.#constant("first", [], [0])], "N");
    this.#known.set("", size);
    return size;
  }

  /** The value base + slope · N, which is what the constants of the two sizes are. */
  value(name: string, a: Tensor, b: Tensor): string {
    const [first, second] = [a, b].map(({ data }) => Array.from(data, Number));
    const key = `${a.shape.join()} ${first.join()} ${second.join()}`;
    const found = this.#known.get(key);
    if (found !== undefined) return found;
    const slopes = first.map((element, i) => (second[i] - element) / (larger - smaller));
    const bases = first.map((element, i) => element - slopes[i] * smaller);
    const count = this.#known.size;
    const slope = this.#constant(`${name}/slope${count}`, a.shape, slopes);
    const base = this.#constant(`${name}/base${count}`, a.shape, bases);
    const product = this.#node("Mul", [this.#batch(), slope], `${name}/product${count}`);
    const value = this.#node("Add", [product, base], `${name}/of N${count}`);
    this.#known.set(key, value);
    return value;
  }
}

/** Throws unless two nodes differ in nothing but the constants that they are given. */
function checkAlike(a: Node, b: Node): void {
  const described = ({ operation, inputs, attributes }: Node) =>
    JSON.stringify([operation, inputs.length, attributes], (_, value: unknown) =>
      typeof value === "bigint" ? String(value) : value,
    );
  const expected = `node "${a.name}" to be the same for batches of every size`;
  check(described(a) === described(b), who, expected, b.operation, "run it in batches of one size");
}

/** The constants that the nodes use. */
function usedConstants(nodes: readonly Node[], constants: Constants): Constants {
  const used = new Set(nodes.flatMap(({ inputs }) => inputs));
  return new Map([...constants].filter(([name]) => used.has(name)));
}

/**
 * The graph for batches of any size: shapes and other whole numbers that depend on the batch are computed from its size. Its types
 * are those for batches of two.
 * @param graphOf the graph for batches of so many examples
 * @param input an input whose first dimension is the batch
 * @throws UsageError where the graphs of two sizes differ in more than whole numbers; the message names the node
 */
export function openBatch(graphOf: (batchSize: number) => Graph, input: string): Graph {
  const [a, b] = [graphOf(smaller), graphOf(larger)];
  check(a.nodes.length === b.nodes.length, who, `${a.nodes.length} nodes for batches of every size`, b.nodes.length);
  const computed = new Computed(a, input);
  const nodes = a.nodes.map((node, i): Node => {
    const other = b.nodes[i];
    checkAlike(node, other);
    const inputs = node.inputs.map((name, j) => {
      const [first, second] = [a.initializers.get(name), b.initializers.get(other.inputs[j])];
      if (same(first, second)) return name;
      const whole = first!.elementType === "int64" && first!.data.length === second!.data.length;
      return whole
        ? computed.value(name, first!, second!)
        : fail(who, `constants of node "${node.name}" that do not depend on the batch`, name);
    });
    return { ...node, inputs };
  });
  const all = [...computed.nodes, ...nodes];
  return { ...a, nodes: all, initializers: usedConstants(all, new Map([...a.initializers, ...computed.initializers])) };
}
