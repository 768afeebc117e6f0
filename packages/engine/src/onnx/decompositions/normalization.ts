// Normalisations: subtract a mean, divide by a standard deviation, scale and shift.
import { sizeOf } from "../graph.ts";
import type { Decomposition, Parts } from "./parts.ts";

/** centred · scale / √(variance + ε) + bias; the bias may be left out. */
function normalized(parts: Parts, centred: string, variance: string, scale: string, bias?: string): void {
  const epsilon = parts.scalar(parts.view.attribute("float", "epsilon", 1e-5));
  const deviation = parts.step("deviation", "Sqrt", [parts.step("variance+ε", "Add", [variance, epsilon])]);
  const factor = parts.step("factor", "Div", [scale, deviation]);
  if (bias === undefined) parts.result("Mul", [centred, factor]);
  else parts.result("Add", [parts.step("scaled", "Mul", [centred, factor]), bias]);
}

/** What remains of a value when its mean is subtracted, that mean, and the mean of its square. */
function moments(parts: Parts, axes: readonly number[]): { mean: string; centred: string; variance: string } {
  const mean = parts.mean("mean", parts.x[0], axes);
  const centred = parts.step("centred", "Sub", [parts.x[0], mean]);
  const square = parts.step("square", "Mul", [centred, centred]);
  return { mean, centred, variance: parts.mean("variance", square, axes) };
}

/** Over the last axes, from the attribute `axis` on. */
const layerNormalization: Decomposition = (parts) => {
  const rank = parts.view.shape(0).length;
  const first = parts.view.axis(parts.view.attribute("int", "axis", -1), rank);
  const axes = Array.from({ length: rank - first }, (_, i) => first + i);
  const { centred, variance } = moments(parts, axes);
  normalized(parts, centred, variance, parts.x[1], parts.view.has(2) ? parts.x[2] : undefined);
};

/** Whether a BatchNormalization normalises by the statistics of the batch. */
function usesBatch({ view, layers, x }: Parts): boolean {
  if (layers.mode === "as the file") return view.flag("training_mode");
  return layers.mode === "training" && !(layers.frozen.has(x[1]) && layers.frozen.has(x[2]));
}

/** Records the batch's statistics: `batch(…)` of the running mean, and of the running variance with n/(n-1), unbiased. */
function keepStatistics(parts: Parts, mean: string, variance: string): void {
  const { builder, view, layers } = parts;
  const shape = view.shape(0);
  const count = sizeOf(shape) / shape[1];
  if (count < 2) view.fail("more than one value a channel to train on", count, "use a larger batch");
  const unbiased = parts.step("unbiased variance", "Mul", [variance, parts.scalar(count / (count - 1))]);
  const momentum = 1 - view.attribute("float", "momentum", 0.9);
  [mean, unbiased].forEach((value, i) => {
    const name = parts.x[3 + i];
    builder.node("Reshape", [value, parts.int64([shape[1]])], {}, `batch(${name})`);
    layers.statistics.push({ name, momentum });
  });
}

/** Over all axes but the channels: by the batch's own statistics in training, else by the running ones. */
const batchNormalization: Decomposition = (parts) => {
  const shape = parts.view.shape(0);
  const perChannel = parts.int64([shape[1], ...shape.slice(2).fill(1)]);
  const column = (role: string, index: number): string => parts.step(role, "Reshape", [parts.x[index], perChannel]);
  const [scale, bias] = [column("scale", 1), column("bias", 2)];
  if (usesBatch(parts)) {
    const axes = shape.flatMap((_, axis) => (axis === 1 ? [] : [axis]));
    const { mean, centred, variance } = moments(parts, axes);
    if (parts.layers.mode === "training") keepStatistics(parts, mean, variance);
    normalized(parts, centred, variance, scale, bias);
  } else {
    const centred = parts.step("centred", "Sub", [parts.x[0], column("mean", 3)]);
    normalized(parts, centred, column("variance", 4), scale, bias);
  }
};

export const normalizations = {
  LayerNormalization: layerNormalization,
  BatchNormalization: batchNormalization,
} satisfies Readonly<Record<string, Decomposition>>;
