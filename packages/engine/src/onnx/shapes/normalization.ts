// Shape rules of normalisations by statistics of channels; values are [N, C, …].
import type { ShapeRule } from "./rule.ts";

/** The normalised values; in training also the mean and the variance of each channel. */
const batchNormalization: ShapeRule = (view) => {
  const { elementType, shape } = view.input(0);
  const statistic = { elementType, shape: [shape[1]] };
  const odd = [1, 2, 3, 4].find((index) => view.shape(index).join() !== statistic.shape.join());
  if (odd !== undefined) view.fail(`input ${odd} of shape [${shape[1]}], a number a channel`, view.shape(odd));
  return view.flag("training_mode") ? [view.input(0), statistic, statistic] : view.input(0);
};

export const normalizationShapes = { BatchNormalization: batchNormalization } satisfies Readonly<
  Record<string, ShapeRule>
>;
