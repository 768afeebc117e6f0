// What a gradient rule works with: a node, the gradient of its output, and a place for the steps on the way.
import type { GraphBuilder } from "../onnx/builder.ts";
import { elementTypeCode, tensorOf } from "../onnx/elementTypes.ts";
import { int, sameShape, type Attributes, type Node } from "../onnx/graph.ts";
import type { NodeView } from "../onnx/nodeView.ts";
import type { Gradient } from "./expression.ts";

/** A node seen from behind. In rules: y = f(x …) is the node, dy the gradient of y. */
export class Backward {
  readonly view: NodeView;
  readonly x: readonly string[];
  readonly y: string;
  readonly dy: string;
  readonly #builder: GraphBuilder;
  readonly #gradients: ReadonlyMap<string, string>;

  /** @param gradients of those outputs that have one */
  constructor(builder: GraphBuilder, node: Node, dy: string, gradients: ReadonlyMap<string, string> = new Map()) {
    this.view = builder.view(node);
    this.x = node.inputs;
    this.y = node.outputs[0];
    this.dy = dy;
    this.#builder = builder;
    this.#gradients = gradients;
  }

  /** The gradient of an output of a node with several; undefined where nothing depends on it. */
  gradientOf(output: string): string | undefined {
    return this.#gradients.get(output);
  }

  /** Another node in the place of this one, whose output's gradient is `dy`; its steps are named after this one. */
  inPlace(operation: string, inputs: readonly string[], attributes: Attributes, dy: string): Backward {
    const { name, outputs } = this.view.node;
    return new Backward(this.#builder, { name, operation, inputs, outputs, attributes }, dy);
  }

  /** A value on the way to a gradient, named `<node>/grad/<role>`; a role that two inputs share is computed once. */
  step(role: string, operation: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const name = `${this.view.node.name}/grad/${role}`;
    return this.#builder.has(name) ? name : this.#builder.node(operation, inputs, attributes, name);
  }

  /** As `step`, for an operation with several outputs, a role each. */
  steps(
    roles: readonly string[],
    operation: string,
    inputs: readonly string[],
    attributes: Attributes,
  ): readonly string[] {
    const names = roles.map((role) => `${this.view.node.name}/grad/${role}`);
    return this.#builder.has(names[0]) ? names : this.#builder.nodes(operation, inputs, attributes, names);
  }

  /** A gradient as a value, computed under `role` if it is not one yet. */
  value(role: string, gradient: Gradient): string {
    if (typeof gradient === "string") return gradient;
    return this.step(role, gradient.operation, gradient.inputs, gradient.attributes);
  }

  /** The shape of any value. */
  shape(value: string): readonly number[] {
    return this.#builder.type(value).shape;
  }

  /** A constant number of the gradient's type. */
  scalar(value: number): string {
    return this.#builder.scalar(value, this.#builder.type(this.dy).elementType);
  }

  /** A constant list of integers. */
  int64(values: readonly number[]): string {
    return this.#builder.int64(values);
  }

  /** A long constant list of integers, named as a step is. */
  table(role: string, values: readonly number[]): string {
    const name = `${this.view.node.name}/grad/${role}`;
    return this.#builder.has(name) ? name : this.#builder.initializer(name, tensorOf("int64", [values.length], values));
  }

  /** The attributes of a Cast to the type of `value`. */
  toTypeOf(value: string): Attributes {
    return { to: int(elementTypeCode(this.#builder.type(value).elementType)) };
  }

  /** A condition as numbers of the gradient's type: 1 where it holds, 0 elsewhere. */
  indicator(role: string, condition: string): string {
    return this.step(role, "Cast", [condition], this.toTypeOf(this.dy));
  }

  /** `value` in another shape; itself if it has it already. */
  reshaped(role: string, value: string, shape: readonly number[]): string {
    return sameShape(this.shape(value), shape) ? value : this.step(role, "Reshape", [value, this.int64(shape)]);
  }
}
