// How the windows of convolutions and pools lie on the spatial axes.
import type { NodeView } from "../nodeView.ts";

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

/** The windows along each spatial axis of input 0, for a kernel of the given size. */
export function windows(view: NodeView, kernel: readonly number[]): readonly Window[] {
  const lengths = view.shape(0).slice(2);
  if (kernel.length !== lengths.length) view.fail(`a kernel of ${lengths.length} dimensions`, kernel);
  const automatic = view.attribute("string", "auto_pad", "NOTSET");
  if (automatic !== "NOTSET") view.fail("explicit pads (auto_pad NOTSET)", automatic);
  if (view.flag("ceil_mode")) view.fail("windows that lie inside (ceil_mode 0)", 1);
  const ones = lengths.map(() => 1);
  const [strides, dilations] = [view.attribute("ints", "strides", ones), view.attribute("ints", "dilations", ones)];
  const pads = view.attribute("ints", "pads", [...ones, ...ones].fill(0));
  return lengths.map((length, i) => {
    const shared = { length, kernel: kernel[i], stride: strides[i], dilation: dilations[i] };
    const [before, after] = [pads[i], pads[i + lengths.length]];
    const reach = dilations[i] * (kernel[i] - 1) + 1;
    return { ...shared, before, after, count: Math.floor((length + before + after - reach) / strides[i]) + 1 };
  });
}
