// Computes small constants while a graph is built: the arithmetic on shapes and scales that exporters write out as nodes.
import { elementTypeOfCode, numbersOf, tensorOf } from "./elementTypes.ts";
import { sizeOf, type ElementType, type Tensor } from "./graph.ts";
import type { NodeView } from "./nodeView.ts";
import { inferTypes } from "./shapes/index.ts";
import { constantOf, listedAxes, permutation, rangeOf } from "./shapes/movement.ts";
import { reducedAxes } from "./shapes/reduction.ts";
import { axisSlices } from "./shapes/slice.ts";

type Numbers = readonly number[];

/** Types whose arithmetic is that of whole numbers. */
const exactTypes: readonly ElementType[] = ["int32", "int64", "bool"];
const floatTypes: readonly ElementType[] = ["float16", "float32", "float64"];

/** From the elements of the inputs, row-major, to those of a result of the given shape; undefined where it does not know. */
type Fold = (inputs: readonly Numbers[], view: NodeView, shape: Numbers) => Numbers | undefined;

/** All places of a shape, row-major. */
function places(shape: Numbers): readonly Numbers[] {
  return shape.reduce<readonly Numbers[]>(
    (found, length) => found.flatMap((place) => Array.from({ length }, (_, i) => [...place, i])),
    [[]],
  );
}

/** Where a place is in a row-major array; along axes of length 1 every place is the first. */
function indexOf(place: Numbers, shape: Numbers): number {
  const own = place.slice(place.length - shape.length);
  return shape.reduce((index, length, axis) => index * length + (length === 1 ? 0 : own[axis]), 0);
}

/** Applies a function to elements that broadcast against one another. */
const elementwise =
  (compute: (...elements: number[]) => number): Fold =>
  (inputs, view, shape) =>
    places(shape).map((place) => compute(...inputs.map((input, i) => input[indexOf(place, view.shape(i))])));

/** Takes each element of the result from a place of input 0. */
const moved =
  (source: (view: NodeView, inputs: readonly Numbers[]) => (place: Numbers) => Numbers): Fold =>
  (inputs, view, shape) => {
    const from = source(view, inputs);
    return places(shape).map((place) => inputs[0][indexOf(from(place), view.shape(0))]);
  };
const unchanged: Fold = ([input]) => input;

/** A reduction of everything to one number. */
const whole =
  (compute: (elements: Numbers) => number): Fold =>
  ([input], view) =>
    reducedAxes(view).length === view.shape(0).length ? [compute(input)] : undefined;

const sliced = moved((view) => {
  const slices = axisSlices(view);
  return (place) =>
    slices.reduce((from, { axis, start, step }) => from.with(axis, start + place[axis] * step), [...place]);
});

const transposed = moved((view) => {
  const order = permutation(view);
  return (place) => order.map((_, axis) => place[order.indexOf(axis)]);
});

const gathered = moved((view, [, indices]) => {
  const [shape, picks] = [view.shape(0), view.shape(1)];
  const axis = view.axis(view.attribute("int", "axis", 0), shape.length);
  return (place) => {
    const index = indices[indexOf(place.slice(axis, axis + picks.length), picks)];
    return [...place.slice(0, axis), index < 0 ? index + shape[axis] : index, ...place.slice(axis + picks.length)];
  };
});

const joined: Fold = (inputs, view, shape) => {
  const axis = view.axis(view.attribute("int", "axis", 0), shape.length);
  const owners = inputs.flatMap((_, i) => Array.from({ length: view.shape(i)[axis] }, (__, at) => [i, at] as const));
  return places(shape).map((place) => {
    const [owner, at] = owners[place[axis]];
    return inputs[owner][indexOf(place.with(axis, at), view.shape(owner))];
  });
};

/** To another type, where it holds the same numbers without their fractions. */
const converted: Fold = ([input], view) => {
  const to = elementTypeOfCode(view.attribute("int", "to", 0), view.node.name);
  if (to === "bool") return input.map((value) => Number(value !== 0));
  const values = floatTypes.includes(to) ? input : input.map(Math.trunc);
  const finite = values.every((value) => Number.isFinite(value));
  const held = finite ? numbersOf(tensorOf(to, [values.length], values)) : [];
  return values.every((value, i) => value === held[i]) ? values : undefined;
};

/** What only picks or joins elements, which is exact for numbers of every type. */
const moving: Readonly<Record<string, Fold>> = {
  Cast: converted,
  Reshape: unchanged,
  Unsqueeze: unchanged,
  Squeeze: unchanged,
  Concat: joined,
  Gather: gathered,
  Slice: sliced,
  Transpose: transposed,
};

const folds: Readonly<Record<string, Fold>> = {
  ...moving,
  Expand: moved(() => (place) => place),
  ConstantOfShape: (_, view, shape) => {
    const fill = Number(view.attribute("tensor", "value", undefined)?.data[0] ?? 0);
    return new Array<number>(sizeOf(shape)).fill(fill);
  },
  Range: (_, view) => rangeOf(view),
  ReduceProd: whole(sizeOf),
  ReduceSum: whole((elements) => elements.reduce((sum, value) => sum + value, 0)),
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
/** Shapes, pads and the like are never longer. */
const largestFold = 1024;

/** The constants that nodes of the file wrote down, and what was made of them; initializers may be parameters. */
const written = new WeakSet<Tensor>();

/** Whether an input is few whole numbers, or others that are moved and no parameters. */
function foldable(view: NodeView, index: number): boolean {
  const { elementType, shape } = view.input(index);
  if (sizeOf(shape) > largestFold) return false;
  const tensor = view.constantTensor(index);
  return (
    exactTypes.includes(elementType) ||
    (view.node.operation in moving && floatTypes.includes(elementType) && tensor !== undefined && written.has(tensor))
  );
}

/** The elements of the inputs, where all are known and can be computed with. */
function knownInputs(view: NodeView): readonly Numbers[] | undefined {
  if (!view.node.inputs.every((_, index) => !view.has(index) || foldable(view, index))) return undefined;
  const found = view.node.inputs.flatMap((_, index) => (view.has(index) ? [view.constant(index)] : []));
  return found.every((input) => input !== undefined) ? found : undefined;
}

/** The value of a node that is computed from constants and shapes. */
function computed(view: NodeView): Tensor | undefined {
  const { operation } = view.node;
  const [{ elementType, shape }] = inferTypes(view);
  const lengths = (): Numbers => listedAxes(view).map((axis) => view.shape(0)[axis]);
  if (operation === "Shape") return tensorOf("int64", shape, lengths());
  if (operation === "Size") return tensorOf("int64", [], [sizeOf(view.shape(0))]);
  const types = operation in moving ? [...exactTypes, ...floatTypes] : exactTypes;
  if (!(operation in folds) || !types.includes(elementType) || sizeOf(shape) > largestFold) return undefined;
  const inputs = knownInputs(view);
  const values = inputs === undefined ? undefined : folds[operation](inputs, view, shape);
  return values && tensorOf(elementType, shape, values);
}

/** The value of a node that can be computed now: constants themselves, shapes, and what is computed from them. */
export function foldConstant(view: NodeView): Tensor | undefined {
  const { operation } = view.node;
  // An exporter that finds equal parameters keeps one and makes the others its Identity; here they become separate again.
  if (operation === "Identity") return view.constantTensor(0);
  const tensor = operation === "Constant" ? constantOf(view) : computed(view);
  if (tensor !== undefined) written.add(tensor);
  return tensor;
}
