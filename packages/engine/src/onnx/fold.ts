// Computes small integer constants while a graph is built: the arithmetic on shapes that exporters write out as nodes.
import { sizeOf, type Tensor } from "./graph.ts";
import { tensorOf } from "./elementTypes.ts";
import type { NodeView } from "./nodeView.ts";
import { inferTypes } from "./shapes/index.ts";
import { constantOf, listedAxes, rangeOf } from "./shapes/movement.ts";
import { axisSlices } from "./shapes/slice.ts";

type Numbers = readonly number[];
type Fold = (inputs: readonly Numbers[], view: NodeView) => Numbers;

/** Applies a function to the elements of scalars and vectors, a scalar or vector of one element serving for all. */
const elementwise =
  (compute: (...elements: number[]) => number): Fold =>
  (inputs) => {
    const length = Math.max(...inputs.map((input) => input.length));
    return Array.from({ length }, (_, i) => compute(...inputs.map((input) => input[input.length === 1 ? 0 : i])));
  };
const unchanged: Fold = ([input]) => input;

const folds: Readonly<Record<string, Fold>> = {
  Cast: ([input]) => input.map(Math.trunc),
  Reshape: unchanged,
  Unsqueeze: unchanged,
  Squeeze: unchanged,
  Concat: (inputs) => inputs.flat(),
  Gather: ([input, indices]) => indices.map((index) => input.at(index)!),
  Slice: ([input], view) => {
    const [{ start, step, count }] = axisSlices(view);
    return Array.from({ length: count }, (_, i) => input[start + i * step]);
  },
  ConstantOfShape: ([shape], view) => {
    const fill = Number(view.attribute("tensor", "value", undefined)?.data[0] ?? 0);
    return new Array<number>(shape.reduce((size, dimension) => size * dimension, 1)).fill(fill);
  },
  Expand: ([input], view) => {
    const [{ shape }] = inferTypes(view);
    return Array.from({ length: sizeOf(shape) }, (_, i) => input[input.length === 1 ? 0 : i]);
  },
  Range: (_, view) => rangeOf(view),
  ReduceProd: ([input]) => [sizeOf(input)],
  ReduceSum: ([input]) => [input.reduce((sum, value) => sum + value, 0)],
  Neg: elementwise((a) => 0 - a),
  Not: elementwise((a) => 1 - a),
  Min: elementwise(Math.min),
  Max: elementwise(Math.max),
  // The sign of the divisor, as for whole numbers in Python.
  Mod: elementwise((a, b) => a - b * Math.floor(a / b)),
  Add: elementwise((a, b) => a + b),
  Sub: elementwise((a, b) => a - b),
  Mul: elementwise((a, b) => a * b),
  Div: elementwise((a, b) => Math.trunc(a / b)),
  Equal: elementwise((a, b) => Number(a === b)),
  Greater: elementwise((a, b) => Number(a > b)),
  GreaterOrEqual: elementwise((a, b) => Number(a >= b)),
  Less: elementwise((a, b) => Number(a < b)),
  LessOrEqual: elementwise((a, b) => Number(a <= b)),
  And: elementwise((a, b) => a * b),
  Or: elementwise(Math.max),
  Where: elementwise((condition, a, b) => (condition !== 0 ? a : b)),
};
const exactTypes = ["int32", "int64", "bool"];

/** The value of a node that can be computed now: constants themselves, shapes, and what is computed from them. */
export function foldConstant(view: NodeView): Tensor | undefined {
  const { operation } = view.node;
  if (operation === "Constant") return constantOf(view);
  // An exporter that finds equal parameters keeps one and makes the others its Identity; here they become separate again.
  if (operation === "Identity") return view.constantTensor(0);
  const [type] = inferTypes(view);
  if (operation === "Shape")
    return tensorOf(
      "int64",
      type.shape,
      listedAxes(view).map((axis) => view.shape(0)[axis]),
    );
  if (operation === "Size") return tensorOf("int64", [], [sizeOf(view.shape(0))]);
  if (!(operation in folds)) return undefined;
  const types = view.inputs();
  const small = [type, ...types].every(({ shape }) => shape.length < 2);
  const exact = [type, ...types].every(({ elementType }) => exactTypes.includes(elementType));
  const inputs =
    small && exact ? view.node.inputs.flatMap((_, i) => (view.has(i) ? [view.constant(i)] : [])) : [undefined];
  const known = inputs.every((input) => input !== undefined);
  return known ? tensorOf(type.elementType, type.shape, folds[operation](inputs, view)) : undefined;
}
