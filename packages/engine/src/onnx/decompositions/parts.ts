// A node that is written as others: what a decomposition works with.
import type { GraphBuilder } from "../builder.ts";
import { tensorOf } from "../elementTypes.ts";
import { int, type Attributes, type Node } from "../graph.ts";
import type { Layers } from "../layers.ts";
import type { NodeView } from "../nodeView.ts";
import { placeNode } from "../place.ts";

/** Adds the nodes that replace one; the last of them, or several, are results. */
export type Decomposition = (parts: Parts) => void;

/** A node that is taken apart, and the steps that replace it, named `<output>/<role>`. */
export class Parts {
  readonly x: readonly string[];
  readonly view: NodeView;
  readonly builder: GraphBuilder;
  readonly layers: Layers;

  constructor(node: Node, builder: GraphBuilder, layers: Layers) {
    this.x = node.inputs;
    this.view = builder.view(node);
    this.builder = builder;
    this.layers = layers;
  }

  /** What the steps are named after: the first output that is wanted. */
  get #prefix(): string {
    return this.view.node.outputs.find((output) => output !== "") ?? this.view.node.name;
  }

  /** A value on the way; a role that is asked for again is computed once. */
  step(role: string, operation: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const name = `${this.#prefix}/${role}`;
    return this.builder.has(name) ? name : this.#place(name, operation, inputs, attributes);
  }

  /** A value in equal parts along an axis. */
  split(value: string, role: string, axis: number, count: number): readonly string[] {
    const names = Array.from({ length: count }, (_, i) => `${this.#prefix}/${role} ${i}`);
    if (this.builder.has(names[0])) return names;
    const size = this.builder.type(value).shape[axis] / count;
    const sizes = this.int64(new Array<number>(count).fill(size));
    return this.builder.nodes("Split", [value, sizes], { axis: int(axis) }, names);
  }

  /** Output `index` of the node. */
  result(operation: string, inputs: readonly string[], attributes: Attributes = {}, index = 0): string {
    return this.#place(this.view.node.outputs[index], operation, inputs, attributes);
  }

  /** A constant number of the type of input 0. */
  scalar(value: number): string {
    return this.builder.scalar(value, this.view.input(0).elementType);
  }

  /** A constant list of integers. */
  int64(values: readonly number[]): string {
    return this.builder.int64(values);
  }

  /** A long constant list of integers, named as a step is. */
  table(role: string, values: readonly number[]): string {
    const tensor = tensorOf("int64", [values.length], values);
    return this.builder.initializer(`${this.#prefix}/${role}`, tensor);
  }

  /** A constant of the type of input 0, named as a step is. */
  constant(role: string, shape: readonly number[], values: ArrayLike<number>): string {
    const tensor = tensorOf(this.view.input(0).elementType, shape, values);
    return this.builder.initializer(`${this.#prefix}/${role}`, tensor);
  }

  /** The mean over axes, which stay with length 1. */
  mean(role: string, value: string, axes: readonly number[]): string {
    return this.step(role, "ReduceMean", [value, this.int64(axes)], { keepdims: int(1) });
  }

  #place(output: string, operation: string, inputs: readonly string[], attributes: Attributes): string {
    placeNode(this.builder, { name: output, operation, inputs, outputs: [output], attributes });
    return output;
  }
}
