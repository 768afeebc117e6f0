// Mirrors images left to right.
import type { AugmentationDefinition } from "./augmentation.ts";
import { layoutOf } from "./images.ts";

export const flip: AugmentationDefinition = {
  name: "flip",
  summary: "mirrors images left to right",
  images: true,
  parameters: [
    {
      name: "probability",
      default: 0.5,
      range: { from: 0, to: 1 },
      alone: "read",
      help: "with which an image is mirrored",
    },
  ],
  change:
    ({ probability }) =>
    (batch, random) => {
      const { channels, height, width } = layoutOf(batch.shape);
      const { inputs, count } = batch;
      const lines = channels * height;
      for (let image = 0; image < count; image++) {
        if (random.uniform() >= probability) continue;
        for (let line = image * lines; line < (image + 1) * lines; line++)
          for (let left = line * width, right = left + width - 1; left < right; left++, right--) {
            const value = inputs[left];
            inputs[left] = inputs[right];
            inputs[right] = value;
          }
      }
    },
};
