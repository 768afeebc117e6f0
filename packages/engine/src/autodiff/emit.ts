// From gradients that are still expressions to named values of the graph.
import type { GraphBuilder } from "../onnx/builder.ts";
import { int, sameShape } from "../onnx/graph.ts";
import { broadcastAxes } from "../onnx/shapes/broadcast.ts";
import { apply, type Expression, type Gradient } from "./expression.ts";

/** The value of a gradient, computed under that name unless it has one already. */
export function emit(builder: GraphBuilder, gradient: Gradient, name: string): string {
  if (typeof gradient === "string") return gradient;
  return builder.node(gradient.operation, gradient.inputs, gradient.attributes, name);
}

/** The value of a gradient under exactly that name. */
export function emitAs(builder: GraphBuilder, gradient: Gradient, name: string): string {
  if (gradient === name) return name;
  return emit(builder, typeof gradient === "string" ? apply("Identity", [gradient]) : gradient, name);
}

function shapeOf(builder: GraphBuilder, gradient: Gradient): readonly number[] {
  if (typeof gradient === "string") return builder.type(gradient).shape;
  return builder.infer({ name: "gradient", outputs: ["gradient"], ...gradient })[0].shape;
}

/** The gradient of a value that was broadcast from `shape`: the sum over its copies. `name` begins the names on the way. */
export function unbroadcast(
  builder: GraphBuilder,
  gradient: Gradient,
  shape: readonly number[],
  name: string,
): Gradient {
  const full = shapeOf(builder, gradient);
  if (sameShape(full, shape)) return gradient;
  const axes = builder.int64(broadcastAxes(shape, full));
  const keepdims = int(full.length === shape.length ? 1 : 0);
  const sum = apply("ReduceSum", [emit(builder, gradient, `${name}/broadcast`), axes], { keepdims });
  if (sameShape(shapeOf(builder, sum), shape)) return sum;
  return apply("Reshape", [emit(builder, sum, `${name}/sum`), builder.int64(shape)]);
}

/** The sum of several values. */
export function sumOf(values: readonly string[]): Expression {
  return apply(values.length === 2 ? "Add" : "Sum", values);
}

/** Zeros of the type of `value`. */
export function zerosLike(builder: GraphBuilder, value: string): Expression {
  const { elementType, shape } = builder.type(value);
  return apply("Expand", [builder.scalar(0, elementType), builder.int64(shape)]);
}
