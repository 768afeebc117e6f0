// Augmentations as a table, and their text form: "flip+shift:4+mixup:0.2".
import { check, formatNamed, parseNamed } from "@softlabel/core/internal";
import { toSettings } from "../settings.ts";
import type { Augmentation, AugmentationDefinition } from "./augmentation.ts";
import { colour } from "./colour.ts";
import { flip } from "./flip.ts";
import { layoutOf } from "./images.ts";
import { cutMix, mixup } from "./mixing.ts";
import { crop, shift } from "./translation.ts";

/** Every augmentation that `parseAugmentation` knows: its names, ranges, defaults and help. */
export const augmentationTable: readonly AugmentationDefinition[] = [flip, shift, crop, colour, mixup, cutMix];

/**
 * Reads augmentations, which are joined by "+" and applied in that order to every batch of a training. Images are planar:
 * [channels, height, width] or [height, width].
 * @param text names of `augmentationTable`, each with its parameters, such as "flip+crop:4" or "colour:saturation=0.5+mixup:0.2"
 * @throws UsageError for unknown names, values out of range and one that is given twice
 * @example
 * ```ts
 * import { createRandom } from "@softlabel/core";
 * import { parseAugmentation } from "@softlabel/engine";
 * const inputs = Uint8Array.of(1, 2, 3, 4);
 * const batch = { inputs, targets: new Float32Array(2), count: 1, shape: [2, 2], classes: 2 };
 * parseAugmentation("flip:1").apply(batch, createRandom(1));
 * Array.from(inputs); // => [2, 1, 4, 3]
 * String(parseAugmentation("flip:0.5 + shift:pixels=4")); // => "flip+shift:4"
 * ```
 */
export function parseAugmentation(text: string): Augmentation {
  // A "+" separates only before a name: 1e+3 is a number.
  const parsed = text.split(/\+(?=\s*[a-z])/i).map((part) => parseNamed("augmentation", part, augmentationTable));
  const names = parsed.map(({ row }) => row.name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) check(false, `augmentation ${JSON.stringify(text)}`, "each augmentation once", twice);
  const changes = parsed.map(({ row, values }) => ({ name: row.name, change: row.change(toSettings(values)) }));
  return {
    mixes: parsed.some(({ row }) => row.mixes),
    checkShape(shape) {
      if (parsed.some(({ row }) => row.images)) layoutOf(shape);
    },
    apply(batch, random) {
      // Each draws from its own stream, so that one more changes nothing about the others.
      for (const { name, change } of changes) change(batch, random.fork(name));
    },
    toString: () => parsed.map(({ row, values }) => formatNamed(row, values)).join("+"),
  };
}
