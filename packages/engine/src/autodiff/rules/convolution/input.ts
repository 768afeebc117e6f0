// Gradients of a convolution in its input: each dy spreads over its window with the kernel's weights.
import { int, ints, sizeOf, type Attributes } from "../../../onnx/graph.ts";
import { seenPlaces } from "../../../onnx/shapes/window.ts";
import type { Backward } from "../../backward.ts";
import { apply, type Gradient } from "../../expression.ts";
import { geometryOf, lastTwoSwapped, padded, reach, taps, unseen, type Geometry } from "./geometry.ts";

/** dx by the operation for just that; elements behind the last window get 0. */
function inputByTransposed(g: Backward, { windows, groups }: Geometry): Gradient {
  return apply("ConvTranspose", [g.dy, g.x[1]], {
    ...padded(
      windows.map(({ before }) => before),
      windows.map(({ after }) => after),
    ),
    strides: ints(windows.map(({ stride }) => stride)),
    dilations: ints(windows.map(({ dilation }) => dilation)),
    output_padding: ints(windows.map(unseen)),
    group: int(groups),
  });
}

/**
 * W [G·O, C, kernel] as [G·C, O, kernel] with its taps in reverse. Whole rows are reversed between two transpositions of
 * matrices: a quarter of the time of reversing taps where they are (measured).
 */
function turnedWeight(g: Backward, geometry: Geometry): string {
  const { groups, channels, outputs, kernel } = geometry;
  const count = taps(geometry);
  const matrices = g.reshaped("W by output", g.x[1], [groups, outputs, channels * count]);
  const turned = g.step("W by tap", "Transpose", [matrices], lastTwoSwapped);
  const rows = g.reshaped("taps", turned, [groups * channels, count, outputs]);
  const order = g.int64(Array.from({ length: count }, (_, tap) => count - 1 - tap));
  const reversed = count === 1 ? rows : g.step("taps reversed", "Gather", [rows, order], { axis: int(1) });
  const back = g.step("W reversed", "Transpose", [reversed], lastTwoSwapped);
  return g.reshaped("W turned", back, [groups * channels, outputs, ...kernel]);
}

/** dx = dy ⋆ W turned, where windows are side by side: each element is seen from every tap. */
function inputByConvolution(g: Backward, geometry: Geometry): Gradient {
  const { windows, groups } = geometry;
  const attributes: Attributes = {
    ...padded(
      windows.map((w) => reach(w) - 1 - w.before),
      windows.map((w) => reach(w) - 1 - w.after),
    ),
    dilations: ints(windows.map(({ dilation }) => dilation)),
    group: int(groups),
  };
  return apply("Conv", [g.dy, turnedWeight(g, geometry)], attributes);
}

/** For each place of the input, which cells (a tap in a window) see it; `none` fills lists that are shorter than others. */
function seeingCells(geometry: Geometry): { readonly cells: readonly number[]; readonly longest: number } {
  const places = seenPlaces(geometry.windows);
  const size = sizeOf(geometry.windows.map(({ length }) => length));
  const lists = Array.from({ length: size + 1 }, (): number[] => []);
  places.forEach((place, cell) => lists[place].push(cell));
  const seen = lists.slice(0, size);
  const longest = Math.max(1, ...seen.map((list) => list.length));
  const none = places.length;
  return { cells: seen.flatMap((list) => Array.from({ length: longest }, (_, i) => list[i] ?? none)), longest };
}

/** dx = Σ over the cells that see it of dy W: one product of matrices for the whole batch, and sums of what it gives. */
function inputByProduct(g: Backward, geometry: Geometry): Gradient {
  const { batch, channels, outputs, windows } = geometry;
  const count = sizeOf(windows.map((window) => window.count));
  const size = sizeOf(windows.map(({ length }) => length));
  const perWindow = taps(geometry);
  const flat = g.reshaped("dy flat", g.dy, [batch, outputs, count]);
  const rows = g.reshaped("dy rows", g.step("dy by window", "Transpose", [flat], lastTwoSwapped), [
    batch * count,
    outputs,
  ]);
  const weight = g.reshaped("W rows", g.x[1], [outputs, channels * perWindow]);
  const products = g.reshaped("cells", g.step("dy W", "Gemm", [rows, weight]), [batch * count, channels, perWindow]);
  const byTap = g.step("cells by tap", "Transpose", [products], lastTwoSwapped);
  const cells = g.reshaped("cells in rows", byTap, [batch, count * perWindow, channels]);
  const behind = g.step("cells and zeros", "Pad", [cells, g.int64([0, 0, 0, 0, 1, 0])]);
  const seeing = seeingCells(geometry);
  const gathered = g.step("seeing", "Gather", [behind, g.table("seeing cells", seeing.cells)], { axis: int(1) });
  const parts = g.reshaped("parts", gathered, [batch, size, seeing.longest, channels]);
  const sums = g.step("sums", "ReduceSum", [parts, g.int64([2])], { keepdims: int(0) });
  return apply("Reshape", [g.step("sums by channel", "Transpose", [sums], lastTwoSwapped), g.int64(g.view.shape(0))]);
}

/** The ways to compute dx; each one's result is the others', for the convolutions that it can do. */
export const inputFormulations = {
  product: inputByProduct,
  convolution: inputByConvolution,
  transposed: inputByTransposed,
};

/** Which convolutions a way can do. */
export const inputLimits: Readonly<Record<keyof typeof inputFormulations, (geometry: Geometry) => boolean>> = {
  product: ({ groups }) => groups === 1,
  convolution: ({ windows }) => windows.every((w) => w.stride === 1 && Math.max(w.before, w.after) < reach(w)),
  transposed: () => true,
};

/**
 * By measured times (one thread, 3×3 kernels): the product where the batch has no more windows than there are outputs, which
 * moves no weights (4.6 ms against 16.4 turned and 30.9 transposed for 16 examples of 512 channels on 2×2 places, 14.9 against
 * 26.1 for 32 with stride 2 from 8×8, but 20.4 against 16.9 from 16×16); else the convolution where strides allow it
 * (25.4 ms against 31.0 for 32 of 256 on 8×8); else the transposed convolution, which adds up columns on one thread.
 */
export function convolutionInput(g: Backward): Gradient {
  const geometry = geometryOf(g);
  const { windows, batch, outputs } = geometry;
  const few = batch * sizeOf(windows.map(({ count }) => count)) <= outputs;
  if (few && inputLimits.product(geometry)) return inputByProduct(g, geometry);
  return inputLimits.convolution(geometry) ? inputByConvolution(g, geometry) : inputByTransposed(g, geometry);
}
