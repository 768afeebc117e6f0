// Mixes examples with others of their batch, and their targets alike: mixup and CutMix.
import { cutMixShare, mixTargets, type Box, type ParameterDefinition, type Random } from "@softlabel/core";
import type { AugmentationDefinition, AugmentedBatch } from "./augmentation.ts";
import { layoutOf, writable, type ImageLayout } from "./images.ts";

/**
 * The logarithm of a number of the Gamma distribution of scale 1, by Marsaglia and Tsang 2000: from d v with v = (1 + x/√(9d))³, x
 * normal, d = shape - 1/3. A shape below 1 is had from shape + 1 by a factor u^(1/shape).
 */
function drawLogGamma(shape: number, random: Random): number {
  if (shape < 1) return drawLogGamma(shape + 1, random) + Math.log(1 - random.uniform()) / shape;
  const d = shape - 1 / 3;
  for (;;) {
    const x = random.normal();
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v <= 0) continue;
    if (Math.log(1 - random.uniform()) < x ** 2 / 2 + d * (1 - v + Math.log(v))) return Math.log(d * v);
  }
}

/**
 * A number of the Beta(α, α) distribution: around 1/2 for large α, close to 0 or 1 for small.
 * @param alpha α, above 0
 */
export function drawBeta(alpha: number, random: Random): number {
  // Of the logarithms, because for small α both numbers may be too small to be told from 0.
  return 1 / (1 + Math.exp(drawLogGamma(alpha, random) - drawLogGamma(alpha, random)));
}

/** For every example the one that it is mixed with; perhaps itself. */
function drawPartners(count: number, random: Random): Int32Array {
  return random.shuffle(Int32Array.from({ length: count }, (_, row) => row));
}

/** Mixes targets and weights as the inputs were: a share λ stays with the row itself. */
function mixTargetsOf({ targets, weights, classes }: AugmentedBatch, partners: Int32Array, share: number): void {
  targets.set(mixTargets(Float64Array.from(targets), classes, partners, share));
  weights?.set(weights.map((own, row) => share * own + (1 - share) * weights[partners[row]]));
}

/** A box of about the share 1-λ of an image, its centre anywhere, cut off at the image's edges. */
function drawBox({ height, width }: ImageLayout, share: number, random: Random): Box {
  const part = Math.sqrt(1 - share);
  const interval = (length: number): [number, number] => {
    const centre = random.integer(length);
    const half = Math.floor((part * length) / 2);
    return [Math.max(0, centre - half), Math.min(length, centre + half)];
  };
  const [left, right] = interval(width);
  const [top, bottom] = interval(height);
  return { left, top, right, bottom };
}

/** Copies what is in the box from every image's partner. */
function pasteBoxes({ inputs, count, shape }: AugmentedBatch, partners: Int32Array, box: Box): void {
  const { channels, height, width } = layoutOf(shape);
  const original = inputs.slice();
  const size = channels * height * width;
  for (let image = 0; image < count; image++) {
    const toPartner = (partners[image] - image) * size;
    for (let channel = 0; channel < channels; channel++)
      for (let y = box.top; y < box.bottom; y++) {
        const line = ((image * channels + channel) * height + y) * width;
        for (let i = line + box.left; i < line + box.right; i++) inputs[i] = original[i + toPartner];
      }
  }
}

const alpha: ParameterDefinition = {
  name: "alpha",
  default: 1,
  range: { from: 0, to: 100, open: "from" },
  alone: "written",
  help: "of Beta(alpha, alpha), from which each batch draws the share that stays an example's own",
};

export const mixup: AugmentationDefinition = {
  name: "mixup",
  summary: "replaces examples by means of two, and targets likewise (Zhang et al. 2018)",
  mixes: true,
  parameters: [{ ...alpha, default: 0.2 }],
  change:
    ({ alpha }) =>
    (batch, random) => {
      const share = drawBeta(alpha, random);
      const partners = drawPartners(batch.count, random);
      const original = batch.inputs.slice();
      const values = writable(batch.inputs);
      const size = values.length / batch.count;
      for (let row = 0; row < batch.count; row++) {
        const [own, other] = [row * size, partners[row] * size];
        for (let i = 0; i < size; i++) values[own + i] = share * original[own + i] + (1 - share) * original[other + i];
      }
      mixTargetsOf(batch, partners, share);
    },
};

export const cutMix: AugmentationDefinition = {
  name: "cutmix",
  summary: "pastes a box of another image into each, and mixes targets by its area (Yun et al. 2019)",
  images: true,
  mixes: true,
  parameters: [alpha],
  change:
    ({ alpha }) =>
    (batch, random) => {
      const layout = layoutOf(batch.shape);
      const box = drawBox(layout, drawBeta(alpha, random), random);
      const partners = drawPartners(batch.count, random);
      pasteBoxes(batch, partners, box);
      mixTargetsOf(batch, partners, cutMixShare(layout.width, layout.height, box));
    },
};
