// Test rows of a table on record, so that a report can show them without the data.
import { inputsOf, selectRows } from "@softlabel/engine";
import { type Dataset } from "@softlabel/data";
import { decodeRow } from "@softlabel/data/internal";
import type { ExamplePrediction } from "../results/results.ts";
import { readJson, writeJson, type RecordStore } from "../store/recordStore.ts";

/** A row's values by column. */
type Row = NonNullable<ExamplePrediction["row"]>;

const rowFile = (index: number): string => `rows/test-${index}.json`;

/** Writes the values of test rows, where the data is a table. */
export function writeRows(records: RecordStore, indices: readonly number[], { preprocessing, test }: Dataset): void {
  if (preprocessing === undefined) return;
  for (const index of indices) {
    const features = inputsOf(selectRows(test, Int32Array.of(index)));
    if (!(features instanceof Float32Array)) return;
    writeJson(records, rowFile(index), decodeRow(preprocessing, features));
  }
}

/** The row's values, where they were written. */
export function readRow(records: RecordStore, index: number): Row | undefined {
  return readJson(records, rowFile(index)) as Row | undefined;
}
