// Normalisations: subtract a mean, divide by a standard deviation, scale and shift.
import { batchNormalized, unbiasedFactor, type BatchNormalized } from "../batchNormalized.ts";
import { float, int } from "../graph.ts";
import type { Decomposition, Parts } from "./parts.ts";

/** (x - mean) / √(variance + ε), with mean and variance over some axes of a value. */
export function standardized(parts: Parts, value: string, axes: readonly number[]): string {
  const count = axes.reduce((product, axis) => product * parts.builder.type(value).shape[axis], 1);
  const centred = parts.step("centred", "Sub", [value, parts.mean("mean", value, axes)]);
  const squares = parts.step("squares", "ReduceSumSquare", [centred, parts.int64(axes)], { keepdims: int(1) });
  const variance = parts.step("variance", "Mul", [squares, parts.scalar(1 / count)]);
  const epsilon = parts.scalar(parts.view.attribute("float", "epsilon", 1e-5));
  const deviation = parts.step("deviation", "Sqrt", [parts.step("variance+ε", "Add", [variance, epsilon])]);
  return parts.step("standardized", "Div", [centred, deviation]);
}

/** Over the last axes, from the attribute `axis` on. */
const layerNormalization: Decomposition = (parts) => {
  const rank = parts.view.shape(0).length;
  const first = parts.view.axis(parts.view.attribute("int", "axis", -1), rank);
  const axes = Array.from({ length: rank - first }, (_, i) => first + i);
  const standard = standardized(parts, parts.x[0], axes);
  if (parts.view.has(2)) parts.result("Add", [parts.step("scaled", "Mul", [standard, parts.x[1]]), parts.x[2]]);
  else parts.result("Mul", [standard, parts.x[1]]);
};

/** x / √(mean of x² + ε), over the last axes from the attribute `axis` on, times a scale. */
const rootMeanSquare: Decomposition = (parts) => {
  const { view, x } = parts;
  const rank = view.shape(0).length;
  const first = view.axis(view.attribute("int", "axis", -1), rank);
  const axes = Array.from({ length: rank - first }, (_, i) => first + i);
  const mean = parts.mean("mean of x²", parts.step("x²", "Mul", [x[0], x[0]]), axes);
  const epsilon = parts.scalar(view.attribute("float", "epsilon", 1e-5));
  const root = parts.step("root", "Sqrt", [parts.step("mean+ε", "Add", [mean, epsilon])]);
  parts.result("Mul", [parts.step("normalized", "Div", [x[0], root]), x[1]]);
};

/** x / (bias + α/size Σ x²)^β, the sum over as many neighbouring channels. */
const acrossChannels: Decomposition = (parts) => {
  const { view, x } = parts;
  const size = view.attribute("int", "size", undefined) ?? view.fail("an attribute size", "none");
  const shape = view.shape(0);
  const before = Math.floor((size - 1) / 2);
  const pads = [0, before, ...shape.slice(2).map(() => 0), 0, size - 1 - before, ...shape.slice(2).map(() => 0)];
  const squares = parts.step("padded", "Pad", [parts.step("x²", "Mul", [x[0], x[0]]), parts.int64(pads)]);
  const slices = Array.from({ length: size }, (_, i) =>
    parts.step(`channel ${i}`, "Slice", [squares, parts.int64([i]), parts.int64([i + shape[1]]), parts.int64([1])]),
  );
  const sum = size === 1 ? slices[0] : parts.step("sum", "Sum", slices);
  const share = parts.scalar(view.attribute("float", "alpha", 1e-4) / size);
  const bias = parts.scalar(view.attribute("float", "bias", 1));
  const base = parts.step("base", "Add", [parts.step("scaled", "Mul", [sum, share]), bias]);
  const power = parts.step("power", "Pow", [base, parts.scalar(view.attribute("float", "beta", 0.75))]);
  parts.result("Div", [x[0], power]);
};

/** Whether a BatchNormalization normalises weights: by their own statistics, in evaluation too. */
const isOfWeights = ({ view, layers, x }: Parts): boolean => view.flag("training_mode") && !layers.changing.has(x[0]);

/** Whether a BatchNormalization normalises by the statistics of what it is given. */
function usesBatch(parts: Parts): boolean {
  const { view, layers, x } = parts;
  if (layers.mode === "as the file" || isOfWeights(parts)) return view.flag("training_mode");
  return layers.mode === "training" && !(layers.frozen.has(x[1]) && layers.frozen.has(x[2]));
}

/** Records the batch's statistics, for the running ones to follow. */
function keepStatistics({ builder, view, layers, x }: Parts, { y, mean, variance }: BatchNormalized): void {
  const momentum = 1 - view.attribute("float", "momentum", 0.9);
  const factor = unbiasedFactor(builder, y);
  layers.batches.push(
    { name: x[3], momentum, value: mean, factor: 1 },
    { name: x[4], momentum, value: variance, factor },
  );
}

/** Over all axes but the channels: by the batch's own statistics in training, else by the running ones. */
const batchNormalization: Decomposition = (parts) => {
  const { builder, view, x, layers } = parts;
  const epsilon = view.attribute("float", "epsilon", 1e-5);
  const y = view.node.outputs[0];
  if (usesBatch(parts)) {
    const batch = batchNormalized(builder, [x[0], x[1], x[2]], epsilon, y);
    if (layers.mode === "training" && !isOfWeights(parts)) keepStatistics(parts, batch);
  } else parts.result("BatchNormalization", x, { epsilon: float(epsilon) });
};

export const normalizations = {
  LayerNormalization: layerNormalization,
  RMSNormalization: rootMeanSquare,
  LRN: acrossChannels,
  BatchNormalization: batchNormalization,
} satisfies Readonly<Record<string, Decomposition>>;
