// Gradient rules of normalisations by statistics of channels; values are [N, C, …].
import { int, sizeOf } from "../../onnx/graph.ts";
import type { Backward } from "../backward.ts";
import { apply, type Gradient } from "../expression.ts";
import type { Rule } from "../rule.ts";

/** Σ over all axes but the channels, [C]. */
function channelSum(g: Backward, role: string, value: string): string {
  const axes = g.shape(value).flatMap((_, axis) => (axis === 1 ? [] : [axis]));
  return g.step(role, "ReduceSum", [value, g.int64(axes)], { keepdims: int(0) });
}

/** Numbers of channels [C] so that they broadcast along x. */
function column(g: Backward, role: string, value: string): string {
  return g.reshaped(role, value, [
    g.shape(value)[0],
    ...g.view
      .shape(0)
      .slice(2)
      .map(() => 1),
  ]);
}

/** The mean and the variance by which the values were normalised: the batch's or the running ones. */
function statistics({ view, x }: Backward): readonly [mean: string, variance: string] {
  if (!view.flag("training_mode")) return [x[3], x[4]];
  const [, mean, variance] = view.node.outputs;
  return variance === undefined ? view.fail("outputs mean and variance", view.node.outputs) : [mean, variance];
}

/** r = 1 / √(variance + ε) */
function rate(g: Backward): string {
  const epsilon = g.scalar(g.view.attribute("float", "epsilon", 1e-5));
  const deviation = g.step("deviation", "Sqrt", [g.step("variance+ε", "Add", [statistics(g)[1], epsilon])]);
  return g.step("rate", "Div", [g.scalar(1), deviation]);
}

/** db = Σ dy */
const bias = (g: Backward): string => channelSum(g, "Σ dy", g.dy);

/** ds = r Σ dy (x - mean) = r (Σ dy x - mean Σ dy) */
function scale(g: Backward): string {
  const products = channelSum(g, "Σ dy x", g.step("dy x", "Mul", [g.dy, g.x[0]]));
  const offset = g.step("mean Σ dy", "Mul", [statistics(g)[0], bias(g)]);
  return g.step("scale", "Mul", [g.step("centred", "Sub", [products, offset]), rate(g)]);
}

/**
 * By given statistics dx = A dy with A = s r. By the batch's own, of n values per channel,
 * dx = A (dy - db/n - ds r (x - mean)/n) = A dy + B x + C with B = -A r ds / n and C = -A db / n - B mean.
 */
function input(g: Backward): Gradient {
  const factor = g.step("A", "Mul", [g.x[1], rate(g)]);
  const direct = apply("Mul", [g.dy, column(g, "A column", factor)]);
  if (!g.view.flag("training_mode")) return direct;
  const share = g.scalar(-g.view.shape(0)[1] / sizeOf(g.view.shape(0)));
  const shared = g.step("-A/n", "Mul", [factor, share]);
  const slope = g.step("B", "Mul", [shared, g.step("r ds", "Mul", [rate(g), scale(g)])]);
  const back = g.step("B mean", "Mul", [slope, statistics(g)[0]]);
  const constant = g.step("C", "Sub", [g.step("-A db/n", "Mul", [shared, bias(g)]), back]);
  const linear = g.step("B x", "Mul", [g.x[0], column(g, "B column", slope)]);
  const both = g.step("A dy + B x", "Add", [g.value("A dy", direct), linear]);
  return apply("Add", [both, column(g, "C column", constant)]);
}

export const normalizationRules = {
  BatchNormalization: [input, scale, bias, "unimplemented", "unimplemented"],
} satisfies Readonly<Record<string, Rule>>;
