// What a trial leaves of classes that it did not learn: logits and features of their rows.
import path from "node:path";
import type { Examples, Predictions } from "@softlabel/engine";
import type { LeftOut } from "@softlabel/data";
import { readNpy, writeNpy } from "../files/arrayRecord.ts";

/** Rows of left-out classes as a model sees them. */
export interface LeftOutRows {
  /** Places among the left-out classes. */
  readonly labels: Int32Array;
  /** [N, K], of the classes that were learnt. */
  readonly logits: Float32Array;
  /** [N, D], what the last layer sees. */
  readonly features: Float32Array;
}

/** The rows of both parts. */
export interface LeftOutRecords {
  readonly train: LeftOutRows;
  readonly test: LeftOutRows;
}

type Part = keyof LeftOutRecords;
const parts: readonly Part[] = ["train", "test"];
const columns = ["labels", "logits", "features"] as const;

const fileOf = (folder: string, part: Part, column: string): string =>
  path.join(folder, "left-out", `${part}-${column}.npy`);

/** Predicts the rows of left-out classes. */
export async function predictLeftOut(
  { train, test }: LeftOut,
  predict: (examples: Examples) => Promise<Predictions>,
): Promise<LeftOutRecords> {
  const rowsOf = async (examples: Examples): Promise<LeftOutRows> => {
    const { logits, features } = await predict(examples);
    return { labels: examples.labels, logits, features: features! };
  };
  return { train: await rowsOf(train), test: await rowsOf(test) };
}

/** Puts them on record. */
export function writeLeftOut(folder: string, records: LeftOutRecords): void {
  for (const part of parts) {
    const count = records[part].labels.length;
    for (const column of columns) {
      const data = records[part][column];
      const shape = column === "labels" ? [count] : [count, count === 0 ? 0 : data.length / count];
      writeNpy(fileOf(folder, part, column), { data, shape });
    }
  }
}

function readRows(folder: string, part: Part): LeftOutRows | undefined {
  const [labels, logits, features] = columns.map((column) => readNpy(fileOf(folder, part, column)));
  if (!(labels instanceof Int32Array && logits instanceof Float32Array && features instanceof Float32Array))
    return undefined;
  return { labels, logits, features };
}

/** The rows on record, or nothing where no classes were left out. */
export function readLeftOut(folder: string): LeftOutRecords | undefined {
  const [train, test] = parts.map((part) => readRows(folder, part));
  return train === undefined || test === undefined ? undefined : { train, test };
}
