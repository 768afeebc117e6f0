// Small grey versions of images, to show in a terminal and to find images that are nearly the same.
import type { ImageSize } from "../base/dataset.ts";

/** Pixels a side. */
export const thumbnailSide = 16;

/** Pixels of a thumbnail. */
export const thumbnailLength = thumbnailSide * thumbnailSide;

/** Cells along one side: where each begins, at least a pixel wide. */
function edges(length: number): number[] {
  return Array.from({ length: thumbnailSide + 1 }, (_, cell) => Math.floor((cell * length) / thumbnailSide));
}

/** Makes thumbnails of images of one size: each cell is the mean of the pixels and channels in it. */
export function createThumbnailer({ width, height, channels }: ImageSize): (image: Uint8Array) => Uint8Array {
  const [xs, ys] = [edges(width), edges(height)];
  const area = width * height;
  const mean = (image: Uint8Array, x: number, y: number): number => {
    const [left, right] = [xs[x], Math.max(xs[x + 1], xs[x] + 1)];
    const [top, bottom] = [ys[y], Math.max(ys[y + 1], ys[y] + 1)];
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) {
      for (let row = top; row < bottom; row++) {
        for (let i = channel * area + row * width + left; i < channel * area + row * width + right; i++)
          sum += image[i];
      }
    }
    return sum / (channels * (right - left) * (bottom - top));
  };
  return (image) => Uint8Array.from({ length: thumbnailLength }, (_, i) => mean(image, i % thumbnailSide, i >> 4));
}

/**
 * The difference hash: whether the image gets lighter from one cell to the next, along each of 8 rows of 8 cells.
 * @returns 56 digits, 0 or 1
 */
export function differenceHash(thumbnail: Uint8Array): string {
  let digits = "";
  const cell = (x: number, y: number): number => {
    const i = 2 * y * thumbnailSide + 2 * x;
    return thumbnail[i] + thumbnail[i + 1] + thumbnail[i + thumbnailSide] + thumbnail[i + thumbnailSide + 1];
  };
  for (let y = 0; y < thumbnailSide / 2; y++) {
    for (let x = 1; x < thumbnailSide / 2; x++) digits += cell(x, y) > cell(x - 1, y) ? "1" : "0";
  }
  return digits;
}
