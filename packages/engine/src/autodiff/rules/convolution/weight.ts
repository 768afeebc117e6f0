// Gradients of a convolution in its weights: x ⋆ dy, with strides and dilations exchanged, summed over the batch.
import { int, ints } from "../../../onnx/graph.ts";
import type { Window } from "../../../onnx/shapes/window.ts";
import type { Backward } from "../../backward.ts";
import { apply, type Gradient } from "../../expression.ts";
import {
  axes,
  batchSecond,
  channelsLast,
  geometryOf,
  lastTwoSwapped,
  padded,
  taps,
  unseen,
  type Geometry,
} from "./geometry.ts";

/** dy [N, G·O, …] as kernels [G·O, N, …]. */
function dyAsKernel(g: Backward): string {
  return g.step("dy as kernel", "Transpose", [g.dy], batchSecond(g.shape(g.dy).length));
}

/** x as one image [1, G·N, …, last·C]: examples are its channels, channels are side by side along the last axis. */
function asPicture(g: Backward, { batch, groups, channels, windows }: Geometry): string {
  const lengths = windows.map(({ length }) => length);
  const grouped = (): string => {
    const split = g.reshaped("x by group", g.x[0], [batch, groups, channels, ...lengths]);
    return g.step("x channels last", "Transpose", [split], { perm: ints([1, 0, ...axes(3, lengths.length), 2]) });
  };
  const last = groups === 1 ? channelsLast(g, "x channels last", g.x[0]) : grouped();
  return g.reshaped("x as image", last, [1, groups * batch, ...widened(lengths, channels)]);
}

/** The numbers of each axis, the last one times the channels that are along it. */
function widened(values: readonly number[], channels: number): readonly number[] {
  return values.map((value, axis) => (axis === values.length - 1 ? value * channels : value));
}

/** The image without what no window sees, where that is more than pads. */
function cropped(g: Backward, image: string, { windows, channels }: Geometry): string {
  const ends = widened(
    windows.map((w) => w.length - Math.max(0, unseen(w) - w.after)),
    channels,
  );
  const whole = windows.every((w) => unseen(w) <= w.after);
  if (whole) return image;
  const spatial = g.int64(axes(2, windows.length));
  return g.step("x seen", "Slice", [image, g.int64(windows.map(() => 0)), g.int64(ends), spatial]);
}

/**
 * dW[o, c, a, b] = Σ x[n, c, i + a, j + b] dy[n, o, i, j] as one convolution of one image: with channels side by side along
 * its last axis, moving the kernel dy by one element goes to the next channel, by C elements to the next tap.
 */
function weightByPicture(g: Backward, geometry: Geometry): Gradient {
  const { groups, channels, windows } = geometry;
  const pads = (of: (w: Window) => number): readonly number[] => widened(windows.map(of), channels);
  const image = cropped(g, asPicture(g, geometry), geometry);
  const slides = g.step("slides", "Conv", [image, dyAsKernel(g)], {
    ...padded(
      pads(({ before }) => before),
      pads((w) => Math.max(0, w.after - unseen(w))),
    ),
    strides: ints(windows.map(({ dilation }) => dilation)),
    dilations: ints(pads(({ stride }) => stride)),
    group: int(groups),
  });
  const shape = g.view.shape(1);
  const byTap = g.reshaped("by tap", slides, [shape[0], taps(geometry), channels]);
  if (taps(geometry) === 1 || channels === 1) return apply("Reshape", [byTap, g.int64(shape)]);
  return apply("Reshape", [g.step("by channel", "Transpose", [byTap], lastTwoSwapped), g.int64(shape)]);
}

/** [N, G·C, …] as [C, G·N, …]: a batch of channels, whose channels are the examples. */
function channelsAsBatch(g: Backward, { batch, groups, channels, windows }: Geometry): string {
  const lengths = windows.map(({ length }) => length);
  const split = g.reshaped("x by group", g.x[0], [batch, groups, channels, ...lengths]);
  const order = { perm: ints([2, 1, 0, ...axes(3, lengths.length)]) };
  return g.reshaped("x as batch", g.step("x by channel", "Transpose", [split], order), [
    channels,
    groups * batch,
    ...lengths,
  ]);
}

/** dW as a convolution of each channel's own image, which any dilation allows. */
function weightByChannel(g: Backward, geometry: Geometry): Gradient {
  const { groups, windows, kernel } = geometry;
  const slides = g.step("slides", "Conv", [channelsAsBatch(g, geometry), dyAsKernel(g)], {
    ...padded(
      windows.map(({ before }) => before),
      windows.map(({ after }) => after),
    ),
    strides: ints(windows.map(({ dilation }) => dilation)),
    dilations: ints(windows.map(({ stride }) => stride)),
    group: int(groups),
  });
  // Where strides left elements at the end unseen, the kernel slides on over them.
  const excess = g.shape(slides).some((length, axis) => axis > 1 && length !== kernel[axis - 2]);
  const starts = g.int64(kernel.map(() => 0));
  const spatial = g.int64(axes(2, kernel.length));
  const cut = excess ? g.step("kernel", "Slice", [slides, starts, g.int64(kernel), spatial]) : slides;
  return apply("Transpose", [cut], batchSecond(kernel.length + 2));
}

/** The ways to compute dW; each one's result is the others', for the convolutions that it can do. */
export const weightFormulations = { image: weightByPicture, channel: weightByChannel };

/** Which convolutions a way can do. */
export const weightLimits: Readonly<Record<keyof typeof weightFormulations, (geometry: Geometry) => boolean>> = {
  image: ({ windows }) => (windows.at(-1)?.dilation ?? 1) === 1,
  channel: () => true,
};

/**
 * One image is a third faster than a product with columns in memory and needs a ninth of their memory (measured for
 * kernels of 3×3), and as fast as the forward convolution; but steps between taps along its last axis are steps between
 * channels then, so that these taps have to be neighbours.
 */
export function convolutionWeight(g: Backward): Gradient {
  const geometry = geometryOf(g);
  return weightLimits.image(geometry) ? weightByPicture(g, geometry) : weightByChannel(g, geometry);
}
