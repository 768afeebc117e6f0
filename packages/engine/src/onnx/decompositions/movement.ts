// Operations that move elements.
import type { Decomposition, Parts } from "./parts.ts";

/** The sizes of a Split's parts: given as input or (older sets) attribute, or equal, the last one smaller if need be. */
function partSizes({ view }: Parts, length: number): readonly number[] {
  const count = view.node.outputs.length;
  const equal = Math.ceil(length / count);
  const sizes = Array.from({ length: count }, (_, i) => Math.min(equal, length - i * equal));
  return view.has(1) ? view.constantNeeded(1) : view.attribute("ints", "split", sizes);
}

/** A slice for each output. */
const split: Decomposition = (parts) => {
  const axis = parts.view.axis(parts.view.attribute("int", "axis", 0), parts.view.shape(0).length);
  let start = 0;
  partSizes(parts, parts.view.shape(0)[axis]).forEach((size, i) => {
    const bounds = [parts.int64([start]), parts.int64([(start += size)]), parts.int64([axis])];
    parts.result("Slice", [parts.x[0], ...bounds], {}, i);
  });
};

export const movements = { Split: split } satisfies Readonly<Record<string, Decomposition>>;
