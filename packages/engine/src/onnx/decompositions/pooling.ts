// Pools that average.
import { int, sizeOf } from "../graph.ts";
import { poolKernel } from "../shapes/convolution.ts";
import type { Decomposition } from "./parts.ts";

/** A convolution of each channel on its own with equal weights. */
const averagePool: Decomposition = (parts) => {
  const channels = parts.view.shape(0)[1];
  const kernel = poolKernel(parts.view);
  const pads = parts.view.attribute("ints", "pads", []);
  const uncounted = pads.some((pad) => pad > 0) && !parts.view.flag("count_include_pad");
  if (uncounted) parts.view.fail("no pads, or pads that count (count_include_pad 1)", pads);
  const size = sizeOf(kernel);
  const weight = parts.constant("weight", [channels, 1, ...kernel], new Float64Array(channels * size).fill(1 / size));
  const shared = Object.entries(parts.view.node.attributes).filter(([key]) => key === "strides" || key === "pads");
  parts.result("Conv", [parts.x[0], weight], { ...Object.fromEntries(shared), group: int(channels) });
};

const globalAveragePool: Decomposition = (parts) => {
  const axes = parts.view
    .shape(0)
    .slice(2)
    .map((_, i) => i + 2);
  parts.result("ReduceMean", [parts.x[0], parts.int64(axes)], { keepdims: int(1) });
};

export const pools = { AveragePool: averagePool, GlobalAveragePool: globalAveragePool } satisfies Readonly<
  Record<string, Decomposition>
>;
