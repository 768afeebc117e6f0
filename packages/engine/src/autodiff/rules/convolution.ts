// Gradient rules of convolutions and pools; values are [N, C, spatial axes …].
import { int, sizeOf, text } from "../../onnx/graph.ts";
import type { Backward } from "../backward.ts";
import { apply, type Gradient } from "../expression.ts";
import type { Rule } from "../rule.ts";
import { convolutionInput } from "./convolution/input.ts";
import { convolutionWeight } from "./convolution/weight.ts";

/** db = Σ dy over examples and places */
export function convolutionBias(g: Backward): Gradient {
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

export const convolutionRules = {
  Conv: [convolutionInput, convolutionWeight, convolutionBias],
  MaxPool: [maxPool],
} satisfies Readonly<Record<string, Rule>>;
