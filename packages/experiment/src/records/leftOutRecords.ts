// Records of held-out classes: logits and features of their rows.
import type { Examples, Predictions } from "@softlabel/engine";
import type { LeftOut } from "@softlabel/data";
import { readNpy, writeNpy, type RecordStore } from "../store/recordStore.ts";

/** Rows of held-out classes as a model sees them. */
export interface LeftOutRows {
  /** Indices among the held-out classes. */
  readonly labels: Int32Array;
  /** [N, K], for the learnt classes. */
  readonly logits: Float32Array;
  /** [N, D], the input of the last layer. */
  readonly features: Float32Array;
}

/** The rows of both splits. */
export interface LeftOutRecords {
  readonly train: LeftOutRows;
  readonly test: LeftOutRows;
}

type Part = keyof LeftOutRecords;
const parts: readonly Part[] = ["train", "test"];
const columns = ["labels", "logits", "features"] as const;

const fileOf = (part: Part, column: string): string => `left-out/${part}-${column}.npy`;

/** Predicts the rows of held-out classes. */
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

/** Writes the records. */
export function writeLeftOut(records: RecordStore, rows: LeftOutRecords): void {
  for (const part of parts) {
    const count = rows[part].labels.length;
    for (const column of columns) {
      const data = rows[part][column];
      const shape = column === "labels" ? [count] : [count, count === 0 ? 0 : data.length / count];
      writeNpy(records, fileOf(part, column), { data, shape });
    }
  }
}

function readRows(records: RecordStore, part: Part): LeftOutRows | undefined {
  const [labels, logits, features] = columns.map((column) => readNpy(records, fileOf(part, column))?.data);
  if (!(labels instanceof Int32Array && logits instanceof Float32Array && features instanceof Float32Array))
    return undefined;
  return { labels, logits, features };
}

/** Reads the records; undefined if no classes were held out. */
export function readLeftOut(records: RecordStore): LeftOutRecords | undefined {
  const [train, test] = parts.map((part) => readRows(records, part));
  return train === undefined || test === undefined ? undefined : { train, test };
}
