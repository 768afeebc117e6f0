// Moves images by whole pixels: shift, which repeats the edge, and crop, which brings in zeros.
import type { ParameterDefinition } from "@softlabel/core";
import type { AugmentationDefinition, Change } from "./augmentation.ts";
import { layoutOf, type ImageLayout } from "./images.ts";

/** What is seen where nothing was: the nearest pixel of the edge again, or zeros. */
type Beyond = "edge" | "zeros";

/** The places of `length` that a move by `offset` leaves empty, from the first to before the last, and the nearest other. */
function emptied(length: number, offset: number): { from: number; to: number; nearest: number } {
  if (offset > 0) return { from: 0, to: Math.min(offset, length), nearest: offset };
  const from = Math.max(0, length + offset);
  return { from, to: length, nearest: from - 1 };
}

/** Moves an image in place: all its values at once, after which only the emptied lines and columns are wrong. */
function moveImage(
  values: Uint8Array | Float32Array,
  { channels, height, width }: ImageLayout,
  down: number,
  right: number,
  beyond: Beyond,
): void {
  const offset = down * width + right;
  values.copyWithin(Math.max(offset, 0), Math.max(-offset, 0));
  const columns = emptied(width, right);
  for (let start = 0; start < values.length; start += width) {
    const value = beyond === "edge" ? values[start + columns.nearest] : 0;
    for (let x = columns.from; x < columns.to; x++) values[start + x] = value;
  }
  const rows = emptied(height, down);
  for (let channel = 0; channel < channels; channel++)
    for (let y = rows.from; y < rows.to; y++) {
      const lineAt = (row: number): number => (channel * height + row) * width;
      if (beyond === "zeros") values.fill(0, lineAt(y), lineAt(y + 1));
      else values.copyWithin(lineAt(y), lineAt(rows.nearest), lineAt(rows.nearest + 1));
    }
}

/** Moves each image by up to so many pixels along each axis, every whole number being as likely. */
function moveBy(pixels: number, beyond: Beyond): Change {
  return ({ inputs, count, shape }, random) => {
    const layout = layoutOf(shape);
    const size = inputs.length / count;
    // An edge that is repeated stays the last that is seen of an image.
    const draw = (length: number): number => {
      const offset = random.integer(2 * pixels + 1) - pixels;
      return beyond === "edge" ? Math.max(1 - length, Math.min(length - 1, offset)) : offset;
    };
    for (let image = 0; image < count; image++) {
      const [down, right] = [draw(layout.height), draw(layout.width)];
      moveImage(inputs.subarray(image * size, (image + 1) * size), layout, down, right, beyond);
    }
  };
}

const pixels = (name: string, help: string): ParameterDefinition => ({
  name,
  default: 4,
  range: { from: 0, to: 1024, integer: true },
  alone: "written",
  help,
});

export const shift: AugmentationDefinition = {
  name: "shift",
  summary: "moves images up to so many pixels each way; the edge is repeated",
  images: true,
  parameters: [pixels("pixels", "the farthest move, down, up, right and left")],
  change: ({ pixels }) => moveBy(pixels, "edge"),
};

export const crop: AugmentationDefinition = {
  name: "crop",
  summary: "cuts images of their own size out of images with a margin of zeros (He et al. 2016)",
  images: true,
  parameters: [pixels("padding", "the margin's pixels on each side")],
  change: ({ padding }) => moveBy(padding, "zeros"),
};
