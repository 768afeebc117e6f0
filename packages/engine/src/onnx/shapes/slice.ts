// Which elements a Slice takes along each axis.
import type { NodeView } from "../nodeView.ts";

/** Along one axis: element start, start + step, … , `count` of them; the step may be negative. */
export interface AxisSlice {
  readonly axis: number;
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** Resolves negative and far-out bounds of one axis as the ONNX operator does. */
function resolve(axis: number, length: number, start: number, end: number, step: number): AxisSlice {
  const fromFront = (bound: number): number => (bound < 0 ? bound + length : bound);
  const [low, high] = step > 0 ? [0, length] : [-1, length - 1];
  const first = clamp(fromFront(start), step > 0 ? 0 : 0, high);
  const last = clamp(fromFront(end), low, high);
  return { axis, start: first, step, count: Math.max(0, Math.ceil((last - first) / step)) };
}

/** The slices of a Slice node, one an axis that it names; starts, ends, axes and steps must be constants. */
export function axisSlices(view: NodeView): readonly AxisSlice[] {
  const shape = view.shape(0);
  const [starts, ends] = [view.constantNeeded(1), view.constantNeeded(2)];
  const axes = view.has(3) ? view.constantNeeded(3) : starts.map((_, i) => i);
  const steps = view.has(4) ? view.constantNeeded(4) : starts.map(() => 1);
  return starts.map((start, i) => {
    const axis = view.axis(axes[i], shape.length);
    if (steps[i] === 0) view.fail("steps other than 0", steps);
    return resolve(axis, shape[axis], start, ends[i], steps[i]);
  });
}

/** The shape that a Slice node leaves. */
export function slicedShape(view: NodeView): readonly number[] {
  return axisSlices(view).reduce((shape, { axis, count }) => shape.with(axis, count), [...view.shape(0)]);
}
