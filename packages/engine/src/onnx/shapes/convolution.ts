// Shape rules of operations on channels: convolutions, pools and batch normalisation; values are [N, C, spatial axes …].
import type { NodeView } from "../nodeView.ts";
import { sharedElementType, type ShapeRule } from "./rule.ts";
import { spreads } from "./spread.ts";
import { windows } from "./window.ts";

const convolution: ShapeRule = (view) => {
  const [[batch, channels], weight] = [view.shape(0), view.shape(1)];
  const group = view.attribute("int", "group", 1);
  if (weight[1] * group !== channels) view.fail(`weights for ${channels} channels in ${group} groups`, weight);
  const counts = windows(view, weight.slice(2)).map(({ count }) => count);
  return { elementType: sharedElementType(view), shape: [batch, weight[0], ...counts] };
};

/** The convolution read backwards: each input element spreads over a window of the output. */
const transposedConvolution: ShapeRule = (view) => {
  const [[batch, channels], weight] = [view.shape(0), view.shape(1)];
  if (weight[0] !== channels) view.fail(`weights for ${channels} channels`, weight);
  const lengths = spreads(view).map((spread) => spread.full - spread.before - spread.after);
  return {
    elementType: sharedElementType(view),
    shape: [batch, weight[1] * view.attribute("int", "group", 1), ...lengths],
  };
};

/** The kernel of a pool, which an attribute states. */
export function poolKernel(view: NodeView): readonly number[] {
  return view.attribute("ints", "kernel_shape", undefined) ?? view.fail("an attribute kernel_shape", "none");
}

/** The largest of each window, and where it was in the whole input. */
const maxPool: ShapeRule = (view) => {
  const { elementType, shape } = view.input(0);
  const pooled = [...shape.slice(0, 2), ...windows(view, poolKernel(view)).map(({ count }) => count)];
  return [
    { elementType, shape: pooled },
    { elementType: "int64", shape: pooled },
  ];
};

/** The normalised values; in training also the mean and the variance of each channel. */
const batchNormalization: ShapeRule = (view) => {
  const { elementType, shape } = view.input(0);
  const statistic = { elementType, shape: [shape[1]] };
  const odd = [1, 2, 3, 4].find((index) => view.shape(index).join() !== statistic.shape.join());
  if (odd !== undefined) view.fail(`input ${odd} of shape [${shape[1]}], a number per channel`, view.shape(odd));
  return view.flag("training_mode") ? [view.input(0), statistic, statistic] : view.input(0);
};

export const channelShapes = {
  BatchNormalization: batchNormalization,
  Conv: convolution,
  ConvTranspose: transposedConvolution,
  MaxPool: maxPool,
} satisfies Readonly<Record<string, ShapeRule>>;
