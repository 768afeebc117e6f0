// The text of an experiment's augmentation, which may be none.
import { parseAugmentation, type Augmentation } from "@softlabel/engine";

/** What is written where batches are trained on as they are. */
export const noAugmentation = "none";

/** The augmentation that the text stands for, if any. */
export function augmentationOf(text: string): Augmentation | undefined {
  return text.trim() === noAugmentation ? undefined : parseAugmentation(text);
}
