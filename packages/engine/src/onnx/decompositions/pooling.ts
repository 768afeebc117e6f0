// Pools, and convolutions with automatic padding.
import { int, ints, sizeOf, type Attributes } from "../graph.ts";
import { poolKernel } from "../shapes/convolution.ts";
import { spreads } from "../shapes/spread.ts";
import { windows, type Window } from "../shapes/window.ts";
import type { Decomposition, Parts } from "./parts.ts";

/** How many elements each window along an axis averages: those of the input, and the pads if they count. */
function elementCounts(w: Window, padsCount: boolean): readonly number[] {
  const [first, end] = padsCount ? [-w.before, w.length + w.after] : [0, w.length];
  return Array.from({ length: w.count }, (_, i) => {
    const taps = Array.from({ length: w.kernel }, (_, tap) => i * w.stride - w.before + tap * w.dilation);
    return taps.filter((place) => place >= first && place < end).length;
  });
}

/** The number of elements that each window has along all axes together, row-major. */
function windowSizes(all: readonly Window[], padsCount: boolean): readonly number[] {
  return all.reduce<readonly number[]>(
    (sizes, w) => sizes.flatMap((size) => elementCounts(w, padsCount).map((count) => size * count)),
    [1],
  );
}

/** A convolution of each channel on its own with equal weights; windows over the edge are divided by what they see. */
const averagePool: Decomposition = (parts) => {
  const channels = parts.view.shape(0)[1];
  const kernel = poolKernel(parts.view);
  const all = windows(parts.view, kernel);
  const size = sizeOf(kernel);
  const sizes = windowSizes(all, parts.view.flag("count_include_pad"));
  const weight = parts.constant("weight", [channels, 1, ...kernel], new Array<number>(channels * size).fill(1 / size));
  // With ceil_mode the last window may reach beyond the stated pads; without, it may end before them.
  const ends = all.map((w) => (w.count - 1) * w.stride + w.dilation * (w.kernel - 1) + 1 - w.before);
  const attributes = {
    group: int(channels),
    strides: ints(all.map(({ stride }) => stride)),
    dilations: ints(all.map(({ dilation }) => dilation)),
    pads: ints([...all.map(({ before }) => before), ...all.map(({ length }, i) => Math.max(0, ends[i] - length))]),
  };
  if (sizes.every((count) => count === size)) parts.result("Conv", [parts.x[0], weight], attributes);
  else {
    const shares = sizes.map((count) => size / count);
    const correction = parts.constant("size/elements", [1, 1, ...all.map(({ count }) => count)], shares);
    parts.result("Mul", [parts.step("average", "Conv", [parts.x[0], weight], attributes), correction]);
  }
};

const globalAveragePool: Decomposition = (parts) => {
  const axes = parts.view
    .shape(0)
    .slice(2)
    .map((_, i) => i + 2);
  parts.result("ReduceMean", [parts.x[0], parts.int64(axes)], { keepdims: int(1) });
};

/** One window; of several largest elements only the first gets a gradient, as in every MaxPool. */
const globalMaxPool: Decomposition = (parts) => {
  parts.result("MaxPool", [parts.x[0]], { kernel_shape: ints(parts.view.shape(0).slice(2)) });
};

/** What comes before and after each spatial axis. */
type Around = (parts: Parts) => readonly { readonly before: number; readonly after: number }[];

/** The same node with stated pads. */
const withPads =
  (around: Around): Decomposition =>
  (parts) => {
    const { operation, attributes } = parts.view.node;
    const stated = Object.entries(attributes).filter(([name]) => name !== "auto_pad" && name !== "output_shape");
    const all = around(parts);
    const pads: Attributes = { pads: ints([...all.map(({ before }) => before), ...all.map(({ after }) => after)]) };
    parts.result(operation, parts.x, { ...Object.fromEntries(stated), ...pads });
  };

export const pools = {
  Conv: withPads(({ view }) => windows(view, view.shape(1).slice(2))),
  ConvTranspose: withPads(({ view }) => spreads(view)),
  MaxPool: withPads(({ view }) => windows(view, poolKernel(view))),
  AveragePool: averagePool,
  GlobalAveragePool: globalAveragePool,
  GlobalMaxPool: globalMaxPool,
} satisfies Readonly<Record<string, Decomposition>>;
