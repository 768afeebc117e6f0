// The text of an augmentation, or none.
import { parseAugmentation, type Augmentation } from "@softlabel/engine";

/** The text for no augmentation. */
export const noAugmentation = "none";

/** Parses the text; undefined for none. */
export function augmentationOf(text: string): Augmentation | undefined {
  return text.trim() === noAugmentation ? undefined : parseAugmentation(text);
}
