// The places of the windows of convolutions and pools on the spatial axes.
import type { NodeView } from "../nodeView.ts";
import { wholeNumbers } from "./wholeNumbers.ts";

/** The windows along one spatial axis. */
export interface Window {
  readonly length: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
  readonly after: number;
  /** How many windows there are. */
  readonly count: number;
}

/** Zeros before and after an axis so that a window starts at every stride-th element; an odd one goes to the given side. */
function samePads(length: number, reach: number, stride: number, oddAfter: boolean): readonly [number, number] {
  const total = Math.max(0, (Math.ceil(length / stride) - 1) * stride + reach - length);
  const less = Math.floor(total / 2);
  return oddAfter ? [less, total - less] : [total - less, less];
}

/** The pads of each axis, before and after: as stated, or as `auto_pad` computes them. */
function pads(view: NodeView, reaches: readonly number[], strides: readonly number[]): (readonly [number, number])[] {
  const automatic = view.attribute("string", "auto_pad", "NOTSET");
  const stated = wholeNumbers(view, "pads", 2 * reaches.length, 0);
  const ways: Readonly<Record<string, (axis: number) => readonly [number, number]>> = {
    NOTSET: (axis) => [stated[axis], stated[axis + reaches.length]],
    VALID: () => [0, 0],
    SAME_UPPER: (axis) => samePads(view.shape(0)[axis + 2], reaches[axis], strides[axis], true),
    SAME_LOWER: (axis) => samePads(view.shape(0)[axis + 2], reaches[axis], strides[axis], false),
  };
  const way = ways[automatic] ?? view.fail(`auto_pad among ${Object.keys(ways).join(", ")}`, automatic);
  return reaches.map((_, axis) => way(axis));
}

/** How many windows there are; with `ceil_mode` the last one may reach over the end, but not begin behind the input. */
function windowCount(room: number, stride: number, lastStart: number, ceil: boolean): number {
  if (!ceil) return Math.floor(room / stride) + 1;
  return Math.min(Math.ceil(room / stride), Math.ceil(lastStart / stride) - 1) + 1;
}

/** The windows along each spatial axis of input 0, for a kernel of the given size. */
export function windows(view: NodeView, kernel: readonly number[]): readonly Window[] {
  const lengths = view.shape(0).slice(2);
  if (kernel.length !== lengths.length) view.fail(`a kernel of ${lengths.length} dimensions`, kernel);
  const [strides, dilations] = ["strides", "dilations"].map((name) => wholeNumbers(view, name, lengths.length, 1));
  const reaches = kernel.map((size, i) => dilations[i] * (size - 1) + 1);
  const around = pads(view, reaches, strides);
  return lengths.map((length, i) => {
    const [[before, after], stride] = [around[i], strides[i]];
    const room = length + before + after - reaches[i];
    if (room < 0) view.fail(`a window of at most ${length + before + after} elements`, reaches[i]);
    const count = windowCount(room, stride, length + before, view.flag("ceil_mode"));
    return { length, kernel: kernel[i], stride, dilation: dilations[i], before, after, count };
  });
}

/** Every combination of one entry of each list, in row-major order. */
function combinations(lists: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return lists.reduce<readonly (readonly number[])[]>(
    (found, list) => found.flatMap((some) => list.map((entry) => [...some, entry])),
    [[]],
  );
}

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

/** For each window, and in it for each tap, the place in the input that it sees; the place behind the last where it sees a pad. */
export function seenPlaces(all: readonly Window[]): readonly number[] {
  const size = all.reduce((product, { length }) => product * length, 1);
  const taps = combinations(all.map(({ kernel }) => upTo(kernel)));
  return combinations(all.map(({ count }) => upTo(count))).flatMap((window) =>
    taps.map((tap) => {
      const at = all.map(({ stride, dilation, before }, axis) => window[axis] * stride + tap[axis] * dilation - before);
      const inside = all.every(({ length }, axis) => at[axis] >= 0 && at[axis] < length);
      return inside ? all.reduce((place, { length }, axis) => place * length + at[axis], 0) : size;
    }),
  );
}
