// Gradient rules of operations that move, repeat or pick elements: what was moved there flows back.
import { attributesOf, int, ints, sizeOf, text } from "../../onnx/graph.ts";
import { permutation } from "../../onnx/shapes/movement.ts";
import { axisSlices, type AxisSlice } from "../../onnx/shapes/slice.ts";
import type { Backward } from "../backward.ts";
import { apply, type Gradient } from "../expression.ts";
import type { Rule } from "../rule.ts";

const intoInputShape = (g: Backward): Gradient => apply("Reshape", [g.dy, g.int64(g.view.shape(0))]);

function inversePermutation(g: Backward): Gradient {
  const order = permutation(g.view);
  return apply("Transpose", [g.dy], { perm: ints(order.map((_, axis) => order.indexOf(axis))) });
}

/** The part of dy where input `index` is. */
function ownPart(g: Backward, index: number): Gradient {
  const axis = g.view.axis(g.view.attribute("int", "axis", 0), g.view.shape(0).length);
  const lengths = g.x.map((_, i) => g.view.shape(i)[axis]);
  const start = lengths.slice(0, index).reduce((sum, length) => sum + length, 0);
  return apply("Slice", [g.dy, g.int64([start]), g.int64([start + lengths[index]]), g.int64([axis])]);
}

/** dy, or what was made of it, surrounded by zeros; [before, after] an axis. */
function padded(g: Backward, pads: readonly (readonly [number, number])[], dy = g.dy): Gradient {
  if (pads.every(([before, after]) => before === 0 && after === 0)) return dy;
  return apply("Pad", [dy, g.int64([...pads.map(([before]) => before), ...pads.map(([, after]) => after)])]);
}

/** For each element of an axis its place in what was sliced off, or the place behind the last where it was left out. */
function placesOfSlice({ start, step, count }: AxisSlice, length: number): readonly number[] {
  const places = new Array<number>(length).fill(count);
  for (let i = 0; i < count; i++) places[start + i * step] = i;
  return places;
}

/** Zeros go where nothing was taken: by padding for steps of 1, else by gathering from dy with a zero behind its end. */
function unsliced(g: Backward): Gradient {
  const shape = g.view.shape(0);
  const slices = axisSlices(g.view);
  const pads = shape.map((length, axis): readonly [number, number] => {
    const slice = slices.find((candidate) => candidate.axis === axis);
    if (slice === undefined) return [0, 0];
    return slice.step === 1 ? [slice.start, length - slice.start - slice.count] : [0, 1];
  });
  const stepped = slices.filter(({ step }) => step !== 1);
  return stepped.reduce<Gradient>(
    (gradient, slice) => {
      const places = g.int64(placesOfSlice(slice, shape[slice.axis]));
      return apply("Gather", [g.value(`before axis ${slice.axis}`, gradient), places], { axis: int(slice.axis) });
    },
    padded(g, pads),
  );
}

/** The first of indices that are known and follow one another; undefined for others. */
function runStart(indices: readonly number[] | undefined, length: number): number | undefined {
  const [first, ...rest] = indices?.map((index) => (index < 0 ? index + length : index)) ?? [];
  return rest.every((index, i) => index === first + i + 1) ? first : undefined;
}

/** Gathered elements that are side by side go back by padding; others are added, since indices may repeat. */
function gathered(g: Backward): Gradient {
  const shape = g.view.shape(0);
  const axis = g.view.axis(g.view.attribute("int", "axis", 0), shape.length);
  const count = sizeOf(g.view.shape(1));
  const picked = g.reshaped("picked", g.dy, shape.with(axis, count));
  const first = runStart(g.view.constant(1), shape[axis]);
  if (first === undefined) return scattered(g, axis, picked);
  const pads = shape.map((length, i): readonly [number, number] =>
    i === axis ? [first, length - first - count] : [0, 0],
  );
  return padded(g, pads, picked);
}

/** Adds each of the picked rows' gradients to where it came from. */
function scattered(g: Backward, axis: number, picked: string): Gradient {
  const shape = g.view.shape(0);
  const column = shape.map((_, i) => (i === axis ? sizeOf(g.view.shape(1)) : 1));
  const indices = g.step("indices", "Expand", [g.reshaped("column", g.x[1], column), g.int64(g.shape(picked))]);
  const zeros = g.step("zeros", "Expand", [g.scalar(0), g.int64(shape)]);
  return apply("ScatterElements", [zeros, indices, picked], { axis: int(axis), reduction: text("add") });
}

/** Adds each element's gradient to where it came from; indices may repeat. */
function scatteredElements(g: Backward): Gradient {
  const shape = g.view.shape(0);
  const zeros = g.step("zeros", "Expand", [g.scalar(0), g.int64(shape)]);
  const axis = int(g.view.attribute("int", "axis", 0));
  return apply("ScatterElements", [zeros, g.x[1], g.dy], { axis, reduction: text("add") });
}

/** The gradients of all parts side by side; zeros for a part that nothing depends on. */
function joined(g: Backward): Gradient {
  const { outputs } = g.view.node;
  const parts = outputs.map((output, i) => {
    const zeros = () => g.step(`zeros${i}`, "Expand", [g.scalar(0), g.int64(g.shape(output))]);
    return g.gradientOf(output) ?? zeros();
  });
  return parts.length === 1 ? parts[0] : apply("Concat", parts, { axis: int(g.view.attribute("int", "axis", 0)) });
}

/** Adds the gradient of each part to where it came from; indices may repeat. */
function scatteredParts(g: Backward): Gradient {
  const zeros = g.step("zeros", "Expand", [g.scalar(0), g.int64(g.view.shape(0))]);
  return apply("ScatterND", [zeros, g.x[1], g.dy], { reduction: text("add") });
}

/** What was overwritten gets nothing; what was added to, all of dy. Other ways of meeting have no gradient here. */
const overwritten =
  (operation: "ScatterElements" | "ScatterND", pick: (g: Backward) => Gradient) =>
  (g: Backward, index: number): Gradient => {
    const reduction = g.view.attribute("string", "reduction", "none");
    if (reduction !== "none" && reduction !== "add")
      g.view.fail("reduction none or add, to train through it", reduction);
    if (index === 2) return pick(g);
    if (reduction === "add") return g.dy;
    const { axis } = g.view.node.attributes;
    const zeros = g.step("zeros", "Expand", [g.scalar(0), g.int64(g.view.shape(2))]);
    return apply(operation, [g.dy, g.x[1], zeros], attributesOf({ axis }));
  };
const scatterElements = overwritten("ScatterElements", (g) =>
  apply("GatherElements", [g.dy, g.x[1]], { axis: int(g.view.attribute("int", "axis", 0)) }),
);
const scatterParts = overwritten("ScatterND", (g) => apply("GatherND", [g.dy, g.x[1]]));

/** The part of dy that is not padding, and zeros for what a negative pad cut off: the same with the pads' signs turned. */
function unpadded(g: Backward): Gradient {
  return apply("Pad", [g.dy, g.int64(g.view.constantNeeded(1).map((pad) => 0 - pad))]);
}

export const movementRules = {
  Reshape: [intoInputShape, "stopped"],
  Flatten: [intoInputShape],
  Transpose: [inversePermutation],
  Concat: [ownPart],
  Split: [joined, "stopped"],
  Slice: [unsliced, "stopped"],
  Gather: [gathered, "stopped"],
  GatherElements: [scatteredElements, "stopped"],
  GatherND: [scatteredParts, "stopped"],
  // Written as a GatherElements of its places, through which gradients flow.
  TopK: ["unimplemented", "stopped"],
  ScatterElements: [scatterElements, "stopped", scatterElements],
  ScatterND: [scatterParts, "stopped", scatterParts],
  Unsqueeze: [intoInputShape, "stopped"],
  Squeeze: [intoInputShape, "stopped"],
  // The walk sums over the copies.
  Expand: [({ dy }) => dy, "stopped"],
  Pad: [unpadded, "stopped", "unimplemented", "stopped"],
  Shape: ["zero"],
  Size: ["zero"],
  Range: ["stopped"],
  ConstantOfShape: ["stopped"],
  Constant: [],
} satisfies Readonly<Record<string, Rule>>;
