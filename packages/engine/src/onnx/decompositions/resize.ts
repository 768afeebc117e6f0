// Resizing: along each axis an output element is a weighted mean of input elements; the weights are constants.
import { int, ints } from "../graph.ts";
import type { NodeView } from "../nodeView.ts";
import { repeat } from "./movement.ts";
import type { Decomposition, Parts } from "./parts.ts";

/** One axis that changes, in its length or in where its elements are. */
interface Resized {
  readonly axis: number;
  readonly from: number;
  readonly to: number;
  readonly scale: number;
}

type Coordinate = (i: number, axis: Resized) => number;
// Rounded as ONNX Runtime rounds: what falls on a whole number in float32 may be below it in float64.
const { fround } = Math;
const halfPixel: Coordinate = (i, { scale }) => fround(fround((i + 0.5) / scale) - 0.5);

/** Where in the input output element i is. */
const coordinates: Readonly<Record<string, Coordinate>> = {
  half_pixel: halfPixel,
  pytorch_half_pixel: (i, axis) => (axis.to > 1 ? halfPixel(i, axis) : 0),
  half_pixel_symmetric: (i, axis) => {
    const shift = (axis.from / 2) * (1 - axis.to / (axis.scale * axis.from));
    return shift + halfPixel(i, axis);
  },
  align_corners: (i, { from, to }) => (to === 1 ? 0 : (i * (from - 1)) / (to - 1)),
  asymmetric: (i, { scale }) => fround(i / scale),
};

const roundings: Readonly<Record<string, (x: number) => number>> = {
  round_prefer_floor: (x) => Math.ceil(x - 0.5),
  round_prefer_ceil: (x) => Math.floor(x + 0.5),
  floor: Math.floor,
  ceil: Math.ceil,
};

/** The entry of a table that a text attribute names. */
function choice<Entry>(view: NodeView, name: string, fallback: string, table: Readonly<Record<string, Entry>>): Entry {
  const chosen = view.attribute("string", name, fallback);
  return table[chosen] ?? view.fail(`${name} among ${Object.keys(table).join(", ")}`, chosen);
}

const clamp = (place: number, { from }: Resized): number => Math.min(Math.max(place, 0), from - 1);

/** Weights of the input elements around a coordinate, by place. */
type Kernel = (x: number, axis: Resized, view: NodeView) => readonly (readonly [place: number, weight: number])[];

const linear: Kernel = (x, axis) => {
  const inside = clamp(x, axis);
  const left = Math.floor(inside);
  return [
    [left, left + 1 - inside],
    [clamp(left + 1, axis), inside - left],
  ];
};

/** Keys' cubic convolution with parameter a over four elements. */
const cubic: Kernel = (x, axis, view) => {
  const a = view.attribute("float", "cubic_coeff_a", -0.75);
  const left = Math.floor(x);
  const near = (d: number): number => ((a + 2) * d - (a + 3)) * d * d + 1;
  const far = (d: number): number => ((a * d - 5 * a) * d + 8 * a) * d - 4 * a;
  return [-1, 0, 1, 2].map((step) => {
    const distance = Math.abs(x - left - step);
    return [clamp(left + step, axis), distance <= 1 ? near(distance) : far(distance)];
  });
};

/** The matrix [to, from] that resizes an axis. */
function weights(axis: Resized, kernel: Kernel, coordinate: Coordinate, view: NodeView): Float64Array {
  const matrix = new Float64Array(axis.to * axis.from);
  for (let i = 0; i < axis.to; i++)
    for (const [place, weight] of kernel(coordinate(i, axis), axis, view)) matrix[i * axis.from + place] += weight;
  return matrix;
}

/** The axes that change, from scales or sizes for all axes or for those that the attribute `axes` names. */
function resizedAxes(view: NodeView): readonly Resized[] {
  const shape = view.shape(0);
  const named = view.attribute(
    "ints",
    "axes",
    shape.map((_, axis) => axis),
  );
  const scales = view.has(2) ? view.constantNeeded(2) : [];
  const sizes = view.has(3) ? view.constantNeeded(3) : [];
  if (scales.length !== named.length && sizes.length !== named.length)
    view.fail(`${named.length} scales or sizes`, { scales, sizes });
  return named.flatMap((given, i) => {
    const axis = view.axis(given, shape.length);
    const from = shape[axis];
    const to = sizes.length > 0 ? sizes[i] : Math.floor(fround(from * scales[i]));
    const scale = sizes.length > 0 ? fround(to / from) : scales[i];
    if (!(scale > 0 && scale < Infinity)) view.fail("scales above 0 and finite", scale);
    return to === from && scale === 1 ? [] : [{ axis, from, to, scale }];
  });
}

/** The places that nearest neighbours take, for each axis. */
function nearestPlaces(axes: readonly Resized[], coordinate: Coordinate, view: NodeView): readonly number[][] {
  const rounded = choice(view, "nearest_mode", "round_prefer_floor", roundings);
  return axes.map((axis) => Array.from({ length: axis.to }, (_, i) => clamp(rounded(coordinate(i, axis)), axis)));
}

/** Elements that are each repeated as often are copied, which has a fast gradient; others are gathered. */
function nearest(parts: Parts, axes: readonly Resized[], coordinate: Coordinate): void {
  const places = nearestPlaces(axes, coordinate, parts.view);
  const whole = axes.every(({ from, to }, i) => places[i].every((place, j) => place === Math.floor((j * from) / to)));
  if (whole && axes.every(({ from, to }) => to % from === 0)) {
    const ones = parts.view.shape(0).map(() => 1);
    const copies = axes.reduce((counts, { axis, from, to }) => counts.with(axis, to / from), ones);
    repeat(parts, ones, copies);
    return;
  }
  const value = axes.reduce(
    (resized, { axis }, i) =>
      parts.step(`axis ${axis}`, "Gather", [resized, parts.int64(places[i])], { axis: int(axis) }),
    parts.x[0],
  );
  parts.result("Identity", [value]);
}

/** A product with the matrix of weights along an axis, which is made the last one and put back. */
function weighted(parts: Parts, value: string, { axis, from, to }: Resized, matrix: Float64Array): string {
  const rank = parts.view.shape(0).length;
  const swap = parts.view.shape(0).map((_, i) => (i === axis ? rank - 1 : i === rank - 1 ? axis : i));
  const role = `axis ${axis}`;
  const constant = parts.constant(`${role}/weights`, [to, from], matrix);
  if (axis === rank - 2) return parts.step(role, "MatMul", [constant, value]);
  const turnedWeights = parts.step(`${role}/columns`, "Transpose", [constant]);
  if (axis === rank - 1) return parts.step(role, "MatMul", [value, turnedWeights]);
  const turned = parts.step(`${role}/turned`, "Transpose", [value], { perm: ints(swap) });
  const product = parts.step(`${role}/product`, "MatMul", [turned, turnedWeights]);
  return parts.step(role, "Transpose", [product], { perm: ints(swap) });
}

const resize: Decomposition = (parts) => {
  const { view, x } = parts;
  if (view.flag("antialias")) view.fail("antialias 0", 1);
  if (view.flag("exclude_outside")) view.fail("exclude_outside 0", 1);
  choice(view, "keep_aspect_ratio_policy", "stretch", { stretch: true });
  const coordinate = choice(view, "coordinate_transformation_mode", "half_pixel", coordinates);
  const kernel = choice<Kernel | "none">(view, "mode", "nearest", { nearest: "none", linear, cubic });
  const axes = resizedAxes(view);
  if (kernel === "none") nearest(parts, axes, coordinate);
  else {
    const resized = (value: string, axis: Resized): string =>
      weighted(parts, value, axis, weights(axis, kernel, coordinate, view));
    parts.result("Identity", [axes.reduce(resized, x[0])]);
  }
};

export const resizes = { Resize: resize } satisfies Readonly<Record<string, Decomposition>>;
