// Changes brightness, contrast and saturation of images.
import type { ParameterDefinition } from "@softlabel/core";
import type { AugmentationDefinition } from "./augmentation.ts";
import { layoutOf, writable } from "./images.ts";

/** How bright red, green and blue look (Rec. 601). */
const luma = [0.299, 0.587, 0.114];

/** The grey of every pixel into `grey`; its mean. */
function greyOf(values: ArrayLike<number>, channels: number, grey: Float32Array): number {
  const shares = channels === 3 ? luma : Array.from({ length: channels }, () => 1 / channels);
  const area = grey.length;
  let total = 0;
  for (let i = 0; i < area; i++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += shares[channel] * values[channel * area + i];
    grey[i] = sum;
    total += sum;
  }
  return total / area;
}

/** What an image's values are multiplied by. */
interface Factors {
  readonly brightness: number;
  readonly contrast: number;
  readonly saturation: number;
}

/**
 * Changes an image, with v a value, g its pixel's grey and m the mean of the greys: first brightness b v, then contrast
 * c v + (1-c) m, then saturation s v + (1-s) g; together b (c (s v + (1-s) g) + (1-c) m).
 */
function changeImage(
  values: Uint8ClampedArray | Float32Array,
  grey: Float32Array,
  channels: number,
  { brightness, contrast, saturation }: Factors,
): void {
  const mean = greyOf(values, channels, grey);
  const area = grey.length;
  const [own, ofGrey] = [brightness * contrast * saturation, brightness * contrast * (1 - saturation)];
  const constant = brightness * (1 - contrast) * mean;
  for (let channel = 0; channel < channels; channel++)
    for (let i = 0; i < area; i++)
      values[channel * area + i] = own * values[channel * area + i] + ofGrey * grey[i] + constant;
}

const strength = (name: string): ParameterDefinition => ({
  name,
  default: 0.2,
  range: { from: 0, to: 1 },
  help: `its factor is up to so far from 1`,
});

export const colour: AugmentationDefinition = {
  name: "colour",
  summary: "multiplies brightness, contrast and saturation of images by factors around 1",
  images: true,
  parameters: [strength("brightness"), strength("contrast"), strength("saturation")],
  change:
    ({ brightness, contrast, saturation }) =>
    (batch, random) => {
      const { channels, height, width } = layoutOf(batch.shape);
      const values = writable(batch.inputs);
      const size = channels * height * width;
      const grey = new Float32Array(height * width);
      const around = (strength: number): number => 1 + strength * (2 * random.uniform() - 1);
      for (let image = 0; image < batch.count; image++)
        changeImage(values.subarray(image * size, (image + 1) * size), grey, channels, {
          brightness: around(brightness),
          contrast: around(contrast),
          saturation: around(saturation),
        });
    },
};
