// Shape rules of operations along axes: sums, means, extremes and softmax.
import type { NodeView } from "../nodeView.ts";
import type { ShapeRule } from "./rule.ts";

const withAxis: ShapeRule = (view) => {
  view.axis(view.attribute("int", "axis", -1), view.shape(0).length);
  return view.input(0);
};

/** The axes that a reduction sums away: those given, all where none are, and none where `noop_with_empty_axes` says so. */
export function reducedAxes(view: NodeView): readonly number[] {
  const rank = view.shape(0).length;
  const axes = view.axes(1, rank) ?? [];
  return axes.length > 0 || view.flag("noop_with_empty_axes") ? axes : view.shape(0).map((_, axis) => axis);
}

/** The input's shape with the reduced axes kept as length 1. */
export function keptShape(view: NodeView, axes: readonly number[]): readonly number[] {
  return view.shape(0).map((dimension, axis) => (axes.includes(axis) ? 1 : dimension));
}

function reducedShape(view: NodeView, axes: readonly number[]): readonly number[] {
  return view.flag("keepdims", true) ? keptShape(view, axes) : view.shape(0).filter((_, axis) => !axes.includes(axis));
}

const reduction: ShapeRule = (view) => ({
  elementType: view.input(0).elementType,
  shape: reducedShape(view, reducedAxes(view)),
});

const extremePlace: ShapeRule = (view) => ({
  elementType: "int64",
  shape: reducedShape(view, [view.axis(view.attribute("int", "axis", 0), view.shape(0).length)]),
});

export const reductionShapes = {
  Softmax: withAxis,
  LogSoftmax: withAxis,
  ReduceSum: reduction,
  ReduceMean: reduction,
  ReduceMax: reduction,
  ReduceMin: reduction,
  ReduceSumSquare: reduction,
  ReduceL2: reduction,
  ReduceLogSumExp: reduction,
  ReduceProd: reduction,
  CumSum: (view) => view.input(0),
  ArgMax: extremePlace,
  ArgMin: extremePlace,
} satisfies Readonly<Record<string, ShapeRule>>;
