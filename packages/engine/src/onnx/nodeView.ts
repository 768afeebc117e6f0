// Reads a node against the types of its values: what shape rules and gradient rules ask about it.
import { numbersOf } from "./elementTypes.ts";
import type { AttributeValues, Node, Tensor, ValueType } from "./graph.ts";
import { fail } from "@softlabel/core/internal";

/** What a node view looks names up in: a graph, or a builder that is still growing one. */
interface Values {
  readonly types: ReadonlyMap<string, ValueType>;
  readonly initializers: ReadonlyMap<string, Tensor>;
}

/** A node together with the types and constants of its inputs. */
export class NodeView {
  readonly node: Node;
  readonly #values: Values;

  constructor(node: Node, values: Values) {
    this.node = node;
    this.#values = values;
  }

  /** Whether optional input `index` is given. */
  has(index: number): boolean {
    return (this.node.inputs[index] ?? "") !== "";
  }

  /** The type of input `index`; throws where it is left out or unknown. */
  input(index: number): ValueType {
    const type = this.#values.types.get(this.node.inputs[index] ?? "");
    return type ?? this.fail(`input ${index} to be a known value`, this.node.inputs[index] ?? "no name");
  }

  /** The types of all inputs that are given. */
  inputs(): readonly ValueType[] {
    return this.node.inputs.flatMap((_, index) => (this.has(index) ? [this.input(index)] : []));
  }

  /** The shape of input `index`. */
  shape(index: number): readonly number[] {
    return this.input(index).shape;
  }

  /** Input `index` with its elements if it is a constant. */
  constantTensor(index: number): Tensor | undefined {
    return this.#values.initializers.get(this.node.inputs[index] ?? "");
  }

  /** The elements of input `index` if it is a constant. */
  constant(index: number): readonly number[] | undefined {
    const tensor = this.constantTensor(index);
    return tensor === undefined ? undefined : numbersOf(tensor);
  }

  /** The elements of input `index`, which must be a constant because shapes are static. */
  constantNeeded(index: number): readonly number[] {
    return this.constant(index) ?? this.fail(`input ${index} to be a constant`, this.node.inputs[index] ?? "no name");
  }

  /** The attribute of that name, or `fallback` where the node does not have it. */
  attribute<Kind extends keyof AttributeValues, F>(kind: Kind, name: string, fallback: F): AttributeValues[Kind] | F {
    const attribute = this.node.attributes[name];
    if (attribute === undefined) return fallback;
    if (attribute.kind !== kind) return this.fail(`attribute ${name} of kind ${kind}`, attribute.kind);
    return attribute.value as AttributeValues[Kind];
  }

  /** An integer attribute used as a switch. */
  flag(name: string, fallback = false): boolean {
    return this.attribute("int", name, fallback ? 1 : 0) !== 0;
  }

  /** `axis` counted from the front; negative ones count from the back of `rank` dimensions. */
  axis(axis: number, rank: number): number {
    const found = axis < 0 ? axis + rank : axis;
    if (!Number.isInteger(found) || found < 0 || found >= rank) this.fail(`an axis of ${rank} dimensions`, axis);
    return found;
  }

  /** The axes given as attribute (older operation sets) or as constant input `index`; undefined where neither is there. */
  axes(index: number, rank: number): readonly number[] | undefined {
    const given = this.has(index) ? this.constantNeeded(index) : this.attribute("ints", "axes", undefined);
    return given?.map((axis) => this.axis(axis, rank)).sort((a, b) => a - b);
  }

  /** Throws an error that names the operation and the node. */
  fail(expected: string, got: unknown, remedy?: string): never {
    return fail(`${this.node.operation} node "${this.node.name}"`, expected, got, remedy);
  }
}
