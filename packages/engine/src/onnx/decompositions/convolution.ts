// Convolutions and pools whose pads are left to be computed, with their pads.
import { ints, type Attributes } from "../graph.ts";
import { poolKernel } from "../shapes/convolution.ts";
import { spreads } from "../shapes/spread.ts";
import { windows } from "../shapes/window.ts";
import type { Decomposition, Parts } from "./parts.ts";

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

export const convolutions = {
  Conv: withPads(({ view }) => windows(view, view.shape(1).slice(2))),
  ConvTranspose: withPads(({ view }) => spreads(view)),
  MaxPool: withPads(({ view }) => windows(view, poolKernel(view))),
} satisfies Readonly<Record<string, Decomposition>>;
