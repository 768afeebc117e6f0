// Image files, decoded a few at a time, as a model's input takes them.
import path from "node:path";
import { sizeOf } from "@softlabel/engine/internal";
import { refuse } from "@softlabel/data/internal";
import { atOnce, decodeImage, type ImageFormat, inOrder, reasonOf } from "@softlabel/data/node/internal";
import { pixelEncoder, type PixelEncoder, type PixelInput } from "../encode/pixelEncoder.ts";
import type { ImageInput } from "../model/inputKinds.ts";
import type { ImageFiles } from "./imageFiles.ts";
import type { PixelScaling } from "./pixelScaling.ts";
import { blockRows, type Finding, type RowBlock, type RowSource } from "./rowBlock.ts";

/** What images are brought to, and how they are handed over. */
interface ImagePlan {
  readonly format: ImageFormat;
  readonly input: PixelInput;
}

const isChannels = (size: number | undefined): size is 1 | 3 => size === 1 || size === 3;

/** The form of a model's images: [height, width], [channels, height, width] or [height, width, channels]. */
export function planImages(model: string, { name, elementType, shape }: ImageInput): ImagePlan {
  const sizes = shape as readonly number[];
  const [first, second, third] = sizes;
  const plan = (height: number, width: number, channels: 1 | 3, channelsLast: boolean): ImagePlan => ({
    format: { width, height, channels },
    input: { name, elementType, shape: sizes, channelsLast },
  });
  if (sizes.length === 2) return plan(first, second, 1, false);
  if (isChannels(first)) return plan(second, third, first, false);
  if (isChannels(third)) return plan(first, second, third, true);
  return refuse(model, "images of 1 or 3 channels", `an input of [N, ${sizes.join(", ")}]`);
}

/** Images that could not be decoded. */
class Unreadable {
  readonly #root: string;
  readonly #files: string[] = [];
  #first = "";

  constructor(root: string) {
    this.#root = root;
  }

  add(file: string, error: unknown): void {
    const name = path.relative(this.#root, file);
    if (this.#files.length < 5) this.#first += `${this.#first === "" ? "" : ", "}${name} (${reasonOf(error)})`;
    this.#files.push(name);
  }

  findings(): Finding[] {
    const { length } = this.#files;
    if (length === 0) return [];
    const more = length > 5 ? ` and ${length - 5} more` : "";
    const many = length === 1 ? "1 image cannot be read and gets" : `${length} images cannot be read and get`;
    const sentence = `${many} no prediction: ${this.#first}${more}.`;
    return [{ kind: "unreadable image", rows: length, examples: this.#files.slice(0, 100), sentence }];
  }
}

/** All images in blocks; one that cannot be read is left as it was before. */
async function* blocksOf(
  { files, ids, labels }: ImageFiles,
  format: ImageFormat,
  encoder: PixelEncoder,
  capacity: number,
  unreadable: Unreadable,
): AsyncGenerator<RowBlock> {
  const bad = new Uint8Array(capacity);
  const decode = (file: string) => decodeImage(file, format).catch((error: unknown) => ({ file, error }));
  let [count, next] = [0, 0];
  const take = (): RowBlock => {
    const from = next - count;
    const own = { ids: ids.slice(from, next), labels: labels?.slice(from, next) };
    const block = { count, first: from + 1, feed: encoder.feeds, bad: bad.subarray(0, count), ...own };
    count = 0;
    return block;
  };
  for await (const decoded of inOrder(files, atOnce, decode)) {
    const isRead = decoded instanceof Uint8Array;
    if (isRead) encoder.put(decoded, count);
    else unreadable.add(decoded.file, decoded.error);
    bad[count] = isRead ? 0 : 1;
    count++;
    next++;
    if (count === capacity) yield take();
  }
  if (count > 0) yield take();
}

/**
 * Images as rows.
 * @param batch rows that the model always takes at once
 */
export function imageRows(
  images: ImageFiles,
  { format, input }: ImagePlan,
  { scaling, notes }: PixelScaling,
  batch: number | undefined,
): RowSource {
  const capacity = blockRows(sizeOf(input.shape), batch);
  const encoder = pixelEncoder(input, format.channels, scaling, capacity);
  const unreadable = new Unreadable(images.root);
  return {
    noun: "image",
    id: { name: images.idName, type: "VARCHAR" },
    labelled: images.labels !== undefined,
    notes: [...images.notes, ...notes],
    blocks: () => blocksOf(images, format, encoder, capacity, unreadable),
    findings: () => Promise.resolve(unreadable.findings()),
  };
}
