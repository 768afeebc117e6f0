// Gradient rules of operations along axes: sums, means, extremes and softmax.
import { attributesOf, int, ints, sameShape, sizeOf } from "../../onnx/graph.ts";
import { keptShape, reducedAxes } from "../../onnx/shapes/reduction.ts";
import type { Backward } from "../backward.ts";
import { apply, type Gradient } from "../expression.ts";
import type { Rule } from "../rule.ts";

/** The products of all others take a square of memory. */
const largestProduct = 256;

/** The output's gradient with the reduced axes back as length 1. */
function kept(g: Backward, role: string, value: string): string {
  return g.reshaped(role, value, keptShape(g.view, reducedAxes(g.view)));
}

/** A gradient along the reduced axes, repeated to the input's shape. */
function repeated(g: Backward, value: string): Gradient {
  const shape = g.view.shape(0);
  const narrow = kept(g, "kept", value);
  return sameShape(g.shape(narrow), shape) ? narrow : apply("Expand", [narrow, g.int64(shape)]);
}

/** dx = dy / n, with n the number of elements in each mean. */
function mean(g: Backward): Gradient {
  const count = sizeOf(g.view.shape(0)) / sizeOf(g.shape(g.y));
  return repeated(g, g.step("share", "Mul", [g.dy, g.scalar(1 / count)]));
}

/** dx = dy [x = y] / how many elements are y. */
function extreme(g: Backward): Gradient {
  const chosen = g.indicator("chosen", g.step("equal", "Equal", [g.x[0], kept(g, "kept y", g.y)]));
  const axes = g.int64(reducedAxes(g.view));
  // No axes are none, not all.
  const attributes = { keepdims: int(1), noop_with_empty_axes: int(1) };
  const count = g.step("count", "ReduceSum", [chosen, axes], attributes);
  return apply("Mul", [chosen, g.step("share", "Div", [kept(g, "kept", g.dy), count])]);
}

/** Σ over the axis of a softmax, which stays with length 1. */
function sumAlongAxis(g: Backward, role: string, value: string): string {
  return g.step(role, "ReduceSum", [value, g.int64([g.view.attribute("int", "axis", -1)])], { keepdims: int(1) });
}

/** dx = y dy - y Σ y dy */
function softmax(g: Backward): Gradient {
  const weighted = g.step("y dy", "Mul", [g.y, g.dy]);
  const sum = sumAlongAxis(g, "sum", weighted);
  return apply("Sub", [weighted, g.step("y sum", "Mul", [g.y, sum])]);
}

/** dx = dy - e^y Σ dy */
function logSoftmax(g: Backward): Gradient {
  const probabilities = g.step("probabilities", "Exp", [g.y]);
  return apply("Sub", [g.dy, g.step("pull", "Mul", [probabilities, sumAlongAxis(g, "sum", g.dy)])]);
}

/** A value of the reduced shape, with the reduced axes back, times x. */
const timesInput = (g: Backward, value: string): Gradient => apply("Mul", [kept(g, "kept", value), g.x[0]]);

/** y = √Σ x²: dx = dy x / y, and 0 where y = 0, as all x are there. */
function length(g: Backward): Gradient {
  const isZero = g.step("is zero", "Equal", [g.y, g.scalar(0)]);
  const divisor = g.step("divisor", "Where", [isZero, g.scalar(1), g.y]);
  return timesInput(g, g.step("dy/y", "Div", [g.dy, divisor]));
}

/** y = ln Σ e^x: dx = dy e^(x - y) */
function logSumExp(g: Backward): Gradient {
  const share = g.step("share", "Exp", [g.step("x-y", "Sub", [g.x[0], kept(g, "kept y", g.y)])]);
  return apply("Mul", [kept(g, "kept", g.dy), share]);
}

/** The product of the other elements, also where some are 0: for each of them, 1 takes its place. */
function productOfOthers(g: Backward): Gradient {
  const shape = g.view.shape(0);
  const axes = reducedAxes(g.view);
  const count = sizeOf(axes.map((axis) => shape[axis]));
  if (count > largestProduct)
    g.view.fail(`products of at most ${largestProduct} numbers, to train through them`, count);
  const order = [...shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis)), ...axes];
  const rows = sizeOf(shape) / count;
  const turned = g.step("turned", "Transpose", [g.x[0]], { perm: ints(order) });
  const flat = g.step("rows", "Reshape", [turned, g.int64([rows, 1, count])]);
  const own = g.step("own", "Reshape", [
    g.table(
      "diagonal",
      Array.from({ length: count ** 2 }, (_, i) => Number(i % (count + 1) === 0)),
    ),
    g.int64([count, count]),
  ]);
  const isOwn = g.step("is own", "Equal", [own, g.int64([1])]);
  const others = g.step("others", "Where", [isOwn, g.scalar(1), flat]);
  const products = g.step("products", "ReduceProd", [others, g.int64([2])], { keepdims: int(0) });
  const back = order.map((_, axis) => order.indexOf(axis));
  const apart = g.step("apart", "Reshape", [products, g.int64(order.map((axis) => shape[axis]))]);
  const slopes = g.step("slopes", "Transpose", [apart], { perm: ints(back) });
  return apply("Mul", [slopes, kept(g, "kept", g.dy)]);
}

/** The sum from the other end: each element was added to all sums after it. */
function cumulativeSum(g: Backward): Gradient {
  const { exclusive, reverse } = g.view.node.attributes;
  return apply(
    "CumSum",
    [g.dy, g.x[1]],
    attributesOf({ exclusive, reverse: reverse?.value === 1 ? undefined : int(1) }),
  );
}

export const reductionRules = {
  Softmax: [softmax],
  LogSoftmax: [logSoftmax],
  ReduceSum: [(g) => repeated(g, g.dy), "stopped"],
  ReduceMean: [mean, "stopped"],
  ReduceMax: [extreme, "stopped"],
  ReduceMin: [extreme, "stopped"],
  ReduceSumSquare: [(g) => timesInput(g, g.step("2 dy", "Mul", [g.dy, g.scalar(2)])), "stopped"],
  ReduceL2: [length, "stopped"],
  ReduceLogSumExp: [logSumExp, "stopped"],
  ReduceProd: [productOfOthers, "stopped"],
  CumSum: [cumulativeSum, "stopped"],
  ArgMax: ["zero"],
  ArgMin: ["zero"],
} satisfies Readonly<Record<string, Rule>>;
