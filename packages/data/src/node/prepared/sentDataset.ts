// A data set as a description and blocks of rows, for another machine that prepares it from them without reading the source.
import { rowSourceOf, sizeOf } from "@softlabel/engine/internal";
import { partNames, type Dataset, type PartName } from "../../base/dataset.ts";
import { bytesOf } from "../../base/bytes.ts";
import type { Prepared } from "../../base/prepared.ts";
import { createValues, rowBlocks } from "../../base/rowBlocks.ts";
import type { Preparation } from "./preparedDataset.ts";

/** The rows of a block: labels, then groups if there are any, then inputs, as bytes. */
export interface SentBlock {
  readonly part: PartName;
  readonly rows: number;
  readonly grouped: boolean;
}

/** A data set without its rows, and the blocks that they come in. */
export interface SentDescription {
  readonly prepared: Prepared;
  readonly blocks: readonly SentBlock[];
}

/** One block with its bytes. */
export interface SentRows extends SentBlock {
  readonly bytes: Uint8Array;
}

function join(arrays: readonly ArrayBufferView[]): Uint8Array {
  const bytes = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const array of arrays) {
    bytes.set(bytesOf(array), at);
    at += array.byteLength;
  }
  return bytes;
}

/** The description of a data set that is sent; what its origin alone could give, true probabilities, stays behind. */
export function describeSent(dataset: Dataset): Prepared {
  const { train, validation, test, groups, leftOut, name, fingerprint, posterior, ...described } = dataset;
  return { ...described, elementType: rowSourceOf(train).elementType };
}

/** All rows of a data set, part by part. */
export function* sentRows(dataset: Dataset): Generator<SentRows> {
  for (const part of partNames) {
    const examples = dataset[part];
    const groups = part === "train" ? dataset.groups : undefined;
    if (examples === undefined) continue;
    for (const { from, rows, values } of rowBlocks(examples)) {
      const labels = examples.labels.subarray(from, from + rows);
      const own = groups === undefined ? [] : [groups.subarray(from, from + rows)];
      yield { part, rows, grouped: groups !== undefined, bytes: join([labels, ...own, values]) };
    }
  }
}

/**
 * Prepares a data set from what was sent.
 * @param next gives the bytes of each block in turn
 */
export function prepareSent(
  { prepared, blocks }: SentDescription,
  next: () => Promise<Uint8Array>,
): Preparation["prepare"] {
  return async (writers) => {
    for (const { part, rows, grouped } of blocks) {
      // A Buffer's slice would be a view: only a copy begins where its buffer does.
      const bytes = new Uint8Array(await next());
      const integers = (place: number): Int32Array => new Int32Array(bytes.buffer, 4 * rows * place, rows);
      const values = createValues(prepared.elementType, rows * sizeOf(prepared.shape));
      bytesOf(values).set(bytes.subarray(4 * rows * (grouped ? 2 : 1)));
      writers[part].add(values, integers(0), grouped ? integers(1) : undefined);
    }
    return prepared;
  };
}
