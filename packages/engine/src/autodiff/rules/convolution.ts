// Gradient rules of convolutions and pools; values are [N, C, spatial axes …].
import { attributesOf, int, ints, sizeOf, text, type Attributes } from "../../onnx/graph.ts";
import { spreads } from "../../onnx/shapes/spread.ts";
import type { Backward } from "../backward.ts";
import { apply, type Gradient } from "../expression.ts";
import type { Rule } from "../rule.ts";
import { convolutionInput } from "./convolution/input.ts";
import { convolutionWeight } from "./convolution/weight.ts";

/** db = Σ dy over examples and places */
function convolutionBias(g: Backward): Gradient {
  const axes = g.shape(g.dy).flatMap((_, axis) => (axis === 1 ? [] : [axis]));
  return apply("ReduceSum", [g.dy, g.int64(axes)], { keepdims: int(0) });
}

/** dx: each dy goes to where its window's largest element was, counted row by row whatever the file says; windows may overlap. */
function maxPool(g: Backward): Gradient {
  const shape = g.view.shape(0);
  const attributes = { ...g.view.node.attributes, storage_order: int(0) };
  const [, places] = g.steps(["largest", "places"], "MaxPool", [g.x[0]], attributes);
  const flat = [sizeOf(g.shape(g.y))];
  const zeros = g.step("zeros", "Expand", [g.scalar(0), g.int64([sizeOf(shape)])]);
  const inputs = [zeros, g.reshaped("flat places", places, flat), g.reshaped("flat dy", g.dy, flat)];
  const sums = g.step("flat", "ScatterElements", inputs, { axis: int(0), reduction: text("add") });
  return apply("Reshape", [sums, g.int64(shape)]);
}

/** A convolution from the output of a transposed convolution to its input. */
/** The attributes of the convolution from the output's places to the input's. */
function backwards({ view }: Backward): Attributes {
  const { strides, dilations, group } = view.node.attributes;
  const all = spreads(view);
  const pads = ints([...all.map(({ before }) => before), ...all.map(({ after }) => after)]);
  return attributesOf({ strides, dilations, group, pads });
}

/** dx: the convolution of dy with the same weights. */
const transposedInput = (g: Backward): Gradient => apply("Conv", [g.dy, g.x[1]], backwards(g));

/** dW: the weights' gradient of that convolution, to which dy is the input and x the gradient of the output. */
const transposedWeight = (g: Backward): Gradient =>
  convolutionWeight(g.inPlace("Conv", [g.dy, g.x[1]], backwards(g), g.x[0]));

export const convolutionRules = {
  Conv: [convolutionInput, convolutionWeight, convolutionBias],
  ConvTranspose: [transposedInput, transposedWeight, convolutionBias],
  MaxPool: [maxPool],
} satisfies Readonly<Record<string, Rule>>;
