// Gradients of a convolution in its input: each dy spreads over its window with the kernel's weights.
import { int, ints, type Attributes } from "../../../onnx/graph.ts";
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
 * matrices: a quarter of the time of reversing taps where they lie (measured).
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

/** dx = dy ⋆ W turned, where windows lie side by side: each element is seen from every tap. */
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

/** The convolution is faster than its transposed form, which adds up columns on one thread (measured). */
export function convolutionInput(g: Backward): Gradient {
  const geometry = geometryOf(g);
  const dense = geometry.windows.every((w) => w.stride === 1 && Math.max(w.before, w.after) < reach(w));
  return dense ? inputByConvolution(g, geometry) : inputByTransposed(g, geometry);
}
