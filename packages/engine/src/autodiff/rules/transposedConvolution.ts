// Gradient rules of transposed convolutions: what is a gradient to a convolution is the way forward here, and back.
import { ints, type Attributes } from "../../onnx/graph.ts";
import { spreads } from "../../onnx/shapes/spread.ts";
import type { Backward } from "../backward.ts";
import { apply, type Gradient } from "../expression.ts";
import type { Rule } from "../rule.ts";
import { convolutionBias } from "./convolution.ts";
import { convolutionWeight } from "./convolution/weight.ts";

/** The attributes of the convolution from the output's places to the input's. */
function backwards({ view }: Backward): Attributes {
  const { strides, dilations, group } = view.node.attributes;
  const given = Object.entries({ strides, dilations, group }).filter(([, attribute]) => attribute !== undefined);
  const all = spreads(view);
  const pads = ints([...all.map(({ before }) => before), ...all.map(({ after }) => after)]);
  return { ...Object.fromEntries(given), pads };
}

/** dx: the convolution of dy with the same weights. */
const transposedInput = (g: Backward): Gradient => apply("Conv", [g.dy, g.x[1]], backwards(g));

/** dW: the weights' gradient of that convolution, to which dy is the input and x the gradient of the output. */
const transposedWeight = (g: Backward): Gradient =>
  convolutionWeight(g.inPlace("Conv", [g.dy, g.x[1]], backwards(g), g.x[0]));

export const transposedConvolutionRules = {
  ConvTranspose: [transposedInput, transposedWeight, convolutionBias],
} satisfies Readonly<Record<string, Rule>>;
