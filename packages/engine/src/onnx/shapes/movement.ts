// Shape rules of operations that move, repeat or pick elements without computing.
import { tensorOf } from "../elementTypes.ts";
import { sizeOf, type Tensor, type ValueType } from "../graph.ts";
import type { NodeView } from "../nodeView.ts";
import { broadcastShapes } from "./broadcast.ts";
import { sharedElementType, type ShapeRule } from "./rule.ts";
import { slicedShape } from "./slice.ts";

/** The result of reshaping: 0 copies a dimension (unless allowzero), one -1 takes what is left. */
function reshaped(view: NodeView): readonly number[] {
  const from = view.shape(0);
  const copied = view.constantNeeded(1).map((d, axis) => (d === 0 && !view.flag("allowzero") ? from[axis] : d));
  const rest = copied.includes(-1) ? sizeOf(from) / sizeOf(copied.filter((d) => d !== -1)) : 0;
  const shape = copied.map((d) => (d === -1 ? rest : d));
  return sizeOf(shape) === sizeOf(from) && Number.isInteger(rest)
    ? shape
    : view.fail(`a shape of ${sizeOf(from)} elements`, copied);
}

/** Dimensions before the axis become rows, those from it on columns. */
function flattened(view: NodeView): readonly number[] {
  const shape = view.shape(0);
  const given = view.attribute("int", "axis", 1);
  const axis = given === shape.length ? given : view.axis(given, shape.length);
  return [sizeOf(shape.slice(0, axis)), sizeOf(shape.slice(axis))];
}

/** The permutation of a Transpose: reversal where none is given. */
export function permutation(view: NodeView): readonly number[] {
  const rank = view.shape(0).length;
  const reversed = view.shape(0).map((_, axis) => rank - 1 - axis);
  const order = view.attribute("ints", "perm", reversed);
  const valid = [...order].sort((a, b) => a - b).join() === [...reversed].reverse().join();
  return valid ? order : view.fail(`a permutation of ${rank} axes`, order);
}

function concatenated(view: NodeView): readonly number[] {
  const shapes = view.inputs().map((type) => type.shape);
  const axis = view.axis(view.attribute("int", "axis", 0), shapes[0].length);
  const fits = shapes.every(
    (s) => s.length === shapes[0].length && s.every((d, i) => i === axis || d === shapes[0][i]),
  );
  if (!fits) view.fail(`shapes that agree except on axis ${axis}`, shapes);
  return shapes[0].with(
    axis,
    shapes.reduce((sum, shape) => sum + shape[axis], 0),
  );
}

function gathered(view: NodeView): readonly number[] {
  const shape = view.shape(0);
  const axis = view.axis(view.attribute("int", "axis", 0), shape.length);
  return [...shape.slice(0, axis), ...view.shape(1), ...shape.slice(axis + 1)];
}

function unsqueezed(view: NodeView): readonly number[] {
  const given = view.has(1) ? view.constantNeeded(1) : view.attribute("ints", "axes", []);
  const rank = view.shape(0).length + given.length;
  const axes = given.map((axis) => view.axis(axis, rank));
  const rest = [...view.shape(0)];
  return Array.from({ length: rank }, (_, axis) => (axes.includes(axis) ? 1 : rest.shift()!));
}

function squeezed(view: NodeView): readonly number[] {
  const shape = view.shape(0);
  const axes = view.axes(1, shape.length) ?? shape.flatMap((d, axis) => (d === 1 ? [axis] : []));
  const long = axes.find((axis) => shape[axis] !== 1);
  if (long !== undefined) view.fail("axes of length 1", shape[long]);
  return shape.filter((_, axis) => !axes.includes(axis));
}

function expanded(view: NodeView): readonly number[] {
  const shapes = [view.shape(0), view.constantNeeded(1)];
  return broadcastShapes(shapes) ?? view.fail("a shape to which the input broadcasts", shapes);
}

/** Pads of [begin of each axis, end of each axis], for all axes. */
function padded(view: NodeView): readonly number[] {
  const [shape, pads] = [view.shape(0), view.constantNeeded(1)];
  const mode = view.attribute("string", "mode", "constant");
  if (mode !== "constant") view.fail("mode constant, in which others are written", mode);
  if (pads.length !== 2 * shape.length) view.fail(`${2 * shape.length} pads, two an axis`, pads);
  return shape.map((dimension, axis) => dimension + pads[axis] + pads[axis + shape.length]);
}

/** The axes whose lengths a Shape node lists: those from `start` up to `end`. */
export function listedAxes(view: NodeView): readonly number[] {
  const axes = view.shape(0).map((_, axis) => axis);
  return axes.slice(view.attribute("int", "start", 0), view.attribute("int", "end", axes.length));
}

/** The numbers of a Range node: start, start + step, … below the limit. */
export function rangeOf(view: NodeView): readonly number[] {
  const [[start], [limit], [step]] = [view.constantNeeded(0), view.constantNeeded(1), view.constantNeeded(2)];
  return Array.from({ length: Math.max(0, Math.ceil((limit - start) / step)) }, (_, i) => start + i * step);
}

/** What a Constant node holds: a tensor, a number or a list of numbers. */
export function constantOf(view: NodeView): Tensor {
  const [whole, real] = [
    view.attribute("int", "value_int", undefined),
    view.attribute("float", "value_float", undefined),
  ];
  const wholes = view.attribute("ints", "value_ints", whole === undefined ? undefined : [whole]);
  const reals = view.attribute("floats", "value_floats", real === undefined ? undefined : [real]);
  const shapeOf = (list: readonly number[], scalar: unknown) => (scalar === undefined ? [list.length] : []);
  if (wholes !== undefined) return tensorOf("int64", shapeOf(wholes, whole), wholes);
  if (reals !== undefined) return tensorOf("float32", shapeOf(reals, real), reals);
  return view.attribute("tensor", "value", undefined) ?? view.fail("a value of numbers as attribute", "none");
}

/** The sizes of a Split's parts: given as input or (older sets) attribute, or equal, the last one smaller if need be. */
export function partSizes(view: NodeView): readonly number[] {
  const length = view.shape(0)[view.axis(view.attribute("int", "axis", 0), view.shape(0).length)];
  const count = view.node.outputs.length;
  const equal = Math.ceil(length / count);
  const sizes = Array.from({ length: count }, (_, i) => Math.min(equal, length - i * equal));
  const given = view.has(1) ? view.constantNeeded(1) : view.attribute("ints", "split", sizes);
  const fits = given.length === count && given.reduce((sum, size) => sum + size, 0) === length;
  return fits ? given : view.fail(`${count} sizes that add up to ${length}`, given);
}

const split: ShapeRule = (view) => {
  const { elementType, shape } = view.input(0);
  const axis = view.axis(view.attribute("int", "axis", 0), shape.length);
  return partSizes(view).map((size) => ({ elementType, shape: shape.with(axis, size) }));
};

/** The rows of indices pick parts of as many leading axes as they are long. */
function gatheredParts(view: NodeView): readonly number[] {
  const [shape, indices] = [view.shape(0), view.shape(1)];
  const depth = indices[indices.length - 1];
  if (depth > shape.length) view.fail(`indices of at most ${shape.length} axes`, depth);
  return [...indices.slice(0, -1), ...shape.slice(depth)];
}

const topK: ShapeRule = (view) => {
  const { elementType, shape } = view.input(0);
  const axis = view.axis(view.attribute("int", "axis", -1), shape.length);
  const [count] = view.constantNeeded(1);
  if (count > shape[axis]) view.fail(`at most ${shape[axis]} elements`, count);
  const picked = shape.with(axis, count);
  return [
    { elementType, shape: picked },
    { elementType: "int64", shape: picked },
  ];
};

/** The type of input 0 with another shape. */
const reshape =
  (shape: (view: NodeView) => readonly number[]): ShapeRule =>
  (view): ValueType => ({ elementType: view.input(0).elementType, shape: shape(view) });

export const movementShapes = {
  Reshape: reshape(reshaped),
  Flatten: reshape(flattened),
  Transpose: reshape((view) => permutation(view).map((axis) => view.shape(0)[axis])),
  Concat: (view) => ({ elementType: sharedElementType(view), shape: concatenated(view) }),
  Split: split,
  Slice: reshape(slicedShape),
  Gather: reshape(gathered),
  GatherElements: (view) => ({ elementType: view.input(0).elementType, shape: view.shape(1) }),
  GatherND: reshape(gatheredParts),
  TopK: topK,
  ScatterElements: (view) => view.input(0),
  ScatterND: (view) => view.input(0),
  Unsqueeze: reshape(unsqueezed),
  Squeeze: reshape(squeezed),
  Expand: reshape(expanded),
  Pad: reshape(padded),
  Shape: (view) => ({ elementType: "int64", shape: [listedAxes(view).length] }),
  Size: () => ({ elementType: "int64", shape: [] }),
  Range: (view) => ({ elementType: sharedElementType(view), shape: [rangeOf(view).length] }),
  ConstantOfShape: (view) => ({
    elementType: view.attribute("tensor", "value", undefined)?.elementType ?? "float32",
    shape: view.constantNeeded(0),
  }),
  Constant: (view) => {
    const { elementType, shape } = constantOf(view);
    return { elementType, shape };
  },
} satisfies Readonly<Record<string, ShapeRule>>;
