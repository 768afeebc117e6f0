// The sizes of a convolution, as its gradients see them.
import { ints, sizeOf, type Attributes } from "../../../onnx/graph.ts";
import { windows, type Window } from "../../../onnx/shapes/window.ts";
import type { Backward } from "../../backward.ts";

/** A convolution of x [N, G·C, …] with W [G·O, C, …]: C channels and O outputs in each of G groups. */
export interface Geometry {
  readonly batch: number;
  readonly groups: number;
  readonly channels: number;
  readonly outputs: number;
  /** The places of the windows on each spatial axis. */
  readonly windows: readonly Window[];
  /** The lengths of the kernel's axes. */
  readonly kernel: readonly number[];
}

/** The sizes of the convolution that a rule looks at. */
export function geometryOf({ view }: Backward): Geometry {
  const [[batch], [outputs, channels, ...kernel]] = [view.shape(0), view.shape(1)];
  const groups = view.attribute("int", "group", 1);
  return { batch, groups, channels, outputs: outputs / groups, windows: windows(view, kernel), kernel };
}

/** How far a kernel reaches along an axis. */
export const reach = ({ kernel, dilation }: Window): number => dilation * (kernel - 1) + 1;

/** How many elements behind the last window, pads included, no window sees. */
export const unseen = (w: Window): number => w.length + w.before + w.after - (w.stride * (w.count - 1) + reach(w));

/** The attributes of a convolution with such pads before and after each axis. */
export function padded(before: readonly number[], after: readonly number[]): Attributes {
  return { pads: ints([...before, ...after]) };
}

/** The axes of a permutation from `first` on, `count` of them. */
export const axes = (first: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => first + i);

/** [N, C, …] as [N, …, C]. */
export function channelsLast(g: Backward, role: string, value: string): string {
  const rank = g.shape(value).length;
  return g.step(role, "Transpose", [value], { perm: ints([0, ...axes(2, rank - 2), 1]) });
}

/** [N, C, …] as [C, N, …]. */
export function batchSecond(rank: number): Attributes {
  return { perm: ints([1, 0, ...axes(2, rank - 2)]) };
}

/** W [O, C, kernel] as [O, K, C] or back: its taps before its channels. */
export const lastTwoSwapped: Attributes = { perm: ints([0, 2, 1]) };

/** The number of taps of a kernel. */
export const taps = ({ kernel }: Geometry): number => sizeOf(kernel);
