// Decides the size and the channels that all images of a data set are brought to.
import type { ImageFormat, ImageHeader } from "./decodeImage.ts";
import { readHeader } from "./decodeImage.ts";
import { inOrder } from "./inOrder.ts";
import type { LabelledImage } from "./imageList.ts";

/** A common size of more pixels a side than this is not kept unasked: training on it would take hours. */
const largestKept = 128;

/** The side of images that have no common size, or too large a one. */
const usualSide = 64;

/** Images are looked at evenly spread when there are more. */
const sampleSize = 1000;

/** The format, and a sentence where images are scaled without having been asked to be. */
interface ChosenFormat {
  readonly format: ImageFormat;
  readonly note?: string;
}

function sizeNote(headers: readonly ImageHeader[], alike: boolean): string {
  const [{ width, height }] = headers;
  const found = alike ? `The images have ${width} × ${height} pixels` : "The images differ in size";
  return `${found}: they are scaled and cropped to ${usualSide} × ${usualSide}; --size asks for another size.`;
}

/** The format for images with these headers; `size` is the side that was asked for. */
export function chooseFormat(headers: readonly ImageHeader[], size: number | undefined): ChosenFormat {
  const channels = headers.length > 0 && headers.every(({ grey }) => grey) ? 1 : 3;
  if (size !== undefined || headers.length === 0) {
    return { format: { width: size ?? usualSide, height: size ?? usualSide, channels } };
  }
  const [{ width, height }] = headers;
  const alike = headers.every((header) => header.width === width && header.height === height);
  if (alike && Math.max(width, height) <= largestKept) return { format: { width, height, channels } };
  return { format: { width: usualSide, height: usualSide, channels }, note: sizeNote(headers, alike) };
}

/** The headers of up to a thousand images, evenly spread; those that cannot be read are passed over. */
export async function sampleHeaders(images: readonly LabelledImage[]): Promise<ImageHeader[]> {
  const step = Math.max(1, images.length / sampleSize);
  const sample = Array.from({ length: Math.min(images.length, sampleSize) }, (_, i) => images[Math.floor(i * step)]);
  const headers: ImageHeader[] = [];
  for await (const header of inOrder(sample, 4, ({ file }) => readHeader(file).catch(() => undefined))) {
    if (header !== undefined) headers.push(header);
  }
  return headers;
}
