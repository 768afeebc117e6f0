// How the elements of a transposed convolution spread over the spatial axes of its output.
import type { NodeView } from "../nodeView.ts";
import { wholeNumbers } from "./wholeNumbers.ts";

/** One spatial axis: its elements cover `full` elements, of which those before and after are cut off. */
interface Spread {
  readonly full: number;
  readonly before: number;
  readonly after: number;
}

/** How much is cut off so that `length` elements are left; of an odd number one more behind only where asked for. */
function cutTo(view: NodeView, full: number, length: number, moreBehind: boolean): Spread {
  const total = full - length;
  if (!(total >= 0)) view.fail(`an output of at most the ${full} elements that its kernel reaches`, length);
  const less = Math.floor(total / 2);
  return moreBehind ? { full, before: less, after: total - less } : { full, before: total - less, after: less };
}

/** The spread along each spatial axis: with pads as stated, for a stated output, or for an output `stride` times as long. */
export function spreads(view: NodeView): readonly Spread[] {
  const [lengths, kernel] = [view.shape(0).slice(2), view.shape(1).slice(2)];
  if (kernel.length !== lengths.length) view.fail(`a kernel of ${lengths.length} dimensions`, kernel);
  const numbers = (name: string, least: 0 | 1): readonly number[] => wholeNumbers(view, name, lengths.length, least);
  const [strides, dilations, extra] = [numbers("strides", 1), numbers("dilations", 1), numbers("output_padding", 0)];
  const pads = wholeNumbers(view, "pads", 2 * lengths.length, 0);
  const wanted = view.attribute("ints", "output_shape", undefined)?.slice(-lengths.length);
  const automatic = view.attribute("string", "auto_pad", "NOTSET");
  return lengths.map((length, i) => {
    const full = strides[i] * (length - 1) + dilations[i] * (kernel[i] - 1) + 1 + extra[i];
    if (wanted !== undefined) return cutTo(view, full, wanted[i], automatic === "SAME_UPPER");
    if (automatic.startsWith("SAME")) return cutTo(view, full, length * strides[i], automatic === "SAME_UPPER");
    return { full, before: pads[i], after: pads[i + lengths.length] };
  });
}
