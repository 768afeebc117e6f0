// One pass over all rows of a data set: keys of their content, thumbnails of images, and what the values are like.
import { rowSourceOf, sizeOf } from "@softlabel/engine/internal";
import { partsOf, type Dataset } from "../base/dataset.ts";
import { rowBlocks } from "../base/rowBlocks.ts";
import { RowKeys } from "./rowKeys.ts";
import { createThumbnailer, thumbnailLength } from "./thumbnails.ts";

/** What the values of all rows are like. */
export interface ValueSummary {
  readonly least: number;
  readonly greatest: number;
  readonly mean: number;
  readonly standardDeviation: number;
  /** Values that are not finite; the others are summarised. */
  readonly notFinite: number;
}

/** What one pass finds, the rows of all parts one after another. */
interface Survey {
  readonly keys: Float64Array;
  readonly labels: Int32Array;
  /** [rows, thumbnail]; of images only. */
  readonly thumbnails?: Uint8Array;
  readonly values: ValueSummary;
}

/** Sums over values as they come. */
class ValueSums {
  #count = 0;
  #least = Infinity;
  #greatest = -Infinity;
  #sum = 0;
  #squares = 0;
  #notFinite = 0;

  add(values: Uint8Array | Float32Array): void {
    let [least, greatest, sum, squares, finite] = [this.#least, this.#greatest, 0, 0, 0];
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (!Number.isFinite(value)) continue;
      finite++;
      sum += value;
      squares += value * value;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
    this.#count += finite;
    this.#notFinite += values.length - finite;
    this.#sum += sum;
    this.#squares += squares;
    [this.#least, this.#greatest] = [least, greatest];
  }

  end(): ValueSummary {
    const mean = this.#sum / this.#count;
    const variance = Math.max(0, this.#squares / this.#count - mean * mean);
    const [least, greatest, notFinite] = [this.#least, this.#greatest, this.#notFinite];
    return { least, greatest, mean, standardDeviation: Math.sqrt(variance), notFinite };
  }
}

/** Goes once through all rows. */
export function surveyRows(dataset: Dataset): Survey {
  const parts = partsOf(dataset);
  const rows = parts.reduce((sum, { count }) => sum + count, 0);
  const size = sizeOf(dataset.shape);
  const { elementType } = rowSourceOf(dataset.train);
  const rowKeys = new RowKeys(size * (elementType === "uint8" ? 1 : 4));
  const { image } = dataset;
  const thumbnail = image === undefined ? undefined : createThumbnailer(image);
  const thumbnails = new Uint8Array(thumbnail === undefined ? 0 : rows * thumbnailLength);
  const [keys, labels, sums] = [new Float64Array(rows), new Int32Array(rows), new ValueSums()];
  let start = 0;
  for (const part of parts) {
    labels.set(part.labels, start);
    for (const block of rowBlocks(part)) {
      sums.add(block.values);
      for (let i = 0; i < block.rows; i++) {
        const row = block.values.subarray(i * size, (i + 1) * size);
        const index = start + block.from + i;
        keys[index] = rowKeys.of(row);
        if (row instanceof Uint8Array && thumbnail) thumbnails.set(thumbnail(row), index * thumbnailLength);
      }
    }
    start += part.count;
  }
  const images = thumbnail !== undefined && elementType === "uint8";
  return { keys, labels, values: sums.end(), ...(images && { thumbnails }) };
}
