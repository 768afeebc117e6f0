// Gradient rules of convolutions and pools; values are [N, C, spatial axes …].
import { int, ints, sizeOf, text, type Attributes } from "../../onnx/graph.ts";
import { windows, type Window } from "../../onnx/shapes/window.ts";
import type { Backward } from "../backward.ts";
import { apply, type Gradient } from "../expression.ts";
import type { Rule } from "../rule.ts";

const spatial = ({ view }: Backward): readonly Window[] => windows(view, view.shape(1).slice(2));
const groups = ({ view }: Backward): number => view.attribute("int", "group", 1);
const reach = ({ kernel, dilation }: Window): number => dilation * (kernel - 1) + 1;

function pads(all: readonly Window[], after: (window: Window) => number): Attributes {
  return { pads: ints([...all.map(({ before }) => before), ...all.map(after)]) };
}

/** dx: each dy spreads over its window with the kernel's weights; elements behind the last window get 0. */
function convolutionInput(g: Backward): Gradient {
  const all = spatial(g);
  const unseen = all.map((w) => w.length + w.before + w.after - (w.stride * (w.count - 1) + reach(w)));
  return apply("ConvTranspose", [g.dy, g.x[1]], {
    ...pads(all, ({ after }) => after),
    strides: ints(all.map(({ stride }) => stride)),
    dilations: ints(all.map(({ dilation }) => dilation)),
    output_padding: ints(unseen),
    group: int(groups(g)),
  });
}

/** [N, G·c, …] as [c, G·N, …]: the batch becomes channels, so that a convolution sums over it. */
function batchAsChannels(g: Backward, x: string, count: number): string {
  const [batch, channels, ...rest] = g.shape(x);
  const own = channels / count;
  const split = g.reshaped("x by group", x, [batch, count, own, ...rest]);
  const order = ints([2, 1, 0, ...rest.map((_, i) => i + 3)]);
  const turned = g.step("x by channel", "Transpose", [split], { perm: order });
  return g.reshaped("x as batch", turned, [own, count * batch, ...rest]);
}

const swapFirstTwo = (rank: number): Attributes => ({
  perm: ints(Array.from({ length: rank }, (_, i) => (i < 2 ? 1 - i : i))),
});

/** dW = x ⋆ dy: the convolution of x with dy as its kernel, strides and dilations exchanged, summed over the batch. */
function weightByConvolution(g: Backward, all: readonly Window[]): Gradient {
  const rank = all.length + 2;
  const x = batchAsChannels(g, g.x[0], groups(g));
  const dy = g.step("dy as kernel", "Transpose", [g.dy], swapFirstTwo(rank));
  const slides = g.step("slides", "Conv", [x, dy], {
    ...pads(all, ({ after }) => after),
    strides: ints(all.map(({ dilation }) => dilation)),
    dilations: ints(all.map(({ stride }) => stride)),
    group: int(groups(g)),
  });
  // Where strides left elements at the end unseen, the kernel slides on over them.
  const kernel = g.view.shape(1).slice(2);
  const excess = g
    .shape(slides)
    .slice(2)
    .some((length, i) => length !== kernel[i]);
  const axes = g.int64(kernel.map((_, i) => i + 2));
  const cut = excess
    ? g.step("kernel", "Slice", [slides, g.int64(kernel.map(() => 0)), g.int64(kernel), axes])
    : slides;
  return apply("Transpose", [cut], swapFirstTwo(rank));
}

/** Every way to take one step an axis, as places in a row-major array of the given lengths. */
function places(steps: readonly (readonly number[])[], lengths: readonly number[]): readonly number[] {
  return lengths.reduce((found, length, axis) => found.flatMap((p) => steps[axis].map((s) => p * length + s)), [0]);
}

const multiples = (count: number, factor: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => i * factor);

/** For each window, where the elements lie that it sees, in the padded input's spatial axes. */
function seenPlaces(all: readonly Window[], padded: readonly number[]): readonly number[] {
  const starts = places(
    all.map(({ count, stride }) => multiples(count, stride)),
    padded,
  );
  const taps = places(
    all.map(({ kernel, dilation }) => multiples(kernel, dilation)),
    padded,
  );
  return starts.flatMap((start) => taps.map((tap) => start + tap));
}

/** [N, C, …] as [N, …, C]. */
function channelsLast(g: Backward, role: string, value: string): string {
  const rank = g.shape(value).length;
  return g.step(role, "Transpose", [value], { perm: ints([0, ...multiples(rank - 2, 1).map((i) => i + 2), 1]) });
}

/** dW = dYᵀ columns(x): one product of matrices with a row a window, whose columns are what the window sees of x. */
function weightByProduct(g: Backward, all: readonly Window[]): Gradient {
  const [outputs, channels, ...kernel] = g.view.shape(1);
  const [before, after] = [all.map((w) => w.before), all.map((w) => w.after)];
  const pad = g.int64([0, ...before, 0, 0, ...after, 0]);
  const padded = g.step("x padded", "Pad", [channelsLast(g, "x channels last", g.x[0]), pad]);
  const [batch, ...lengths] = g.shape(padded).slice(0, -1);
  const flat = g.reshaped("x flat", padded, [batch, sizeOf(lengths), channels]);
  const seen = g.step("seen", "Gather", [flat, g.table("places", seenPlaces(all, lengths))], { axis: int(1) });
  const columns = g.reshaped("columns", seen, [-1, sizeOf(kernel) * channels]);
  const rows = g.reshaped("rows", channelsLast(g, "dy channels last", g.dy), [-1, outputs]);
  const product = g.step("product", "Gemm", [rows, columns], { transA: int(1) });
  const byTap = g.reshaped("by tap", product, [outputs, sizeOf(kernel), channels]);
  return apply("Reshape", [
    g.step("by channel", "Transpose", [byTap], { perm: ints([0, 2, 1]) }),
    g.int64(g.view.shape(1)),
  ]);
}

/** The product is about twice as fast, but for few channels or many windows (measured), and it has no groups. */
function convolutionWeight(g: Backward): Gradient {
  const all = spatial(g);
  const count = sizeOf(all.map((window) => window.count));
  const byProduct = groups(g) === 1 && g.view.shape(1)[1] > 8 && count < 2500;
  return byProduct ? weightByProduct(g, all) : weightByConvolution(g, all);
}

/** db = Σ dy over examples and places */
function convolutionBias(g: Backward): Gradient {
  const axes = g.shape(g.dy).flatMap((_, axis) => (axis === 1 ? [] : [axis]));
  return apply("ReduceSum", [g.dy, g.int64(axes)], { keepdims: int(0) });
}

/** dx: each dy goes to where its window's largest element was; windows may overlap. */
function maxPool(g: Backward): Gradient {
  const shape = g.view.shape(0);
  const [, places] = g.steps(["largest", "places"], "MaxPool", [g.x[0]], g.view.node.attributes);
  const flat = [sizeOf(g.shape(g.y))];
  const zeros = g.step("zeros", "Expand", [g.scalar(0), g.int64([sizeOf(shape)])]);
  const inputs = [zeros, g.reshaped("flat places", places, flat), g.reshaped("flat dy", g.dy, flat)];
  const sums = g.step("flat", "ScatterElements", inputs, { axis: int(0), reduction: text("add") });
  return apply("Reshape", [sums, g.int64(shape)]);
}

export const convolutionRules = {
  Conv: [convolutionInput, convolutionWeight, convolutionBias],
  ConvTranspose: ["unimplemented"],
  MaxPool: [maxPool],
} satisfies Readonly<Record<string, Rule>>;
