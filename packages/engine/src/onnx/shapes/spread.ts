// How the elements of a transposed convolution spread over the spatial axes of its output.
import type { NodeView } from "../nodeView.ts";

/** One spatial axis: its elements cover `full` elements, of which those before and after are cut off. */
export interface Spread {
  readonly full: number;
  readonly before: number;
  readonly after: number;
}

/** How much is cut off so that `length` elements are left; of an odd number one more behind only where asked for. */
function cutTo(full: number, length: number, moreBehind: boolean): Spread {
  const total = full - length;
  const less = Math.floor(total / 2);
  return moreBehind ? { full, before: less, after: total - less } : { full, before: total - less, after: less };
}

/** The spread along each spatial axis: with pads as stated, for a stated output, or for an output `stride` times as long. */
export function spreads(view: NodeView): readonly Spread[] {
  const [lengths, kernel] = [view.shape(0).slice(2), view.shape(1).slice(2)];
  if (kernel.length !== lengths.length) view.fail(`a kernel of ${lengths.length} dimensions`, kernel);
  const [ones, zeros] = [lengths.map(() => 1), lengths.map(() => 0)];
  const [strides, dilations] = [view.attribute("ints", "strides", ones), view.attribute("ints", "dilations", ones)];
  const extra = view.attribute("ints", "output_padding", zeros);
  const pads = view.attribute("ints", "pads", [...zeros, ...zeros]);
  const wanted = view.attribute("ints", "output_shape", undefined)?.slice(-lengths.length);
  const automatic = view.attribute("string", "auto_pad", "NOTSET");
  return lengths.map((length, i) => {
    const full = strides[i] * (length - 1) + dilations[i] * (kernel[i] - 1) + 1 + extra[i];
    if (wanted !== undefined) return cutTo(full, wanted[i], automatic === "SAME_UPPER");
    if (automatic.startsWith("SAME")) return cutTo(full, length * strides[i], automatic === "SAME_UPPER");
    return { full, before: pads[i], after: pads[i + lengths.length] };
  });
}
