// Test rows of a table on record, so that a report can show them without the data.
import path from "node:path";
import { inputsOf, selectRows } from "@softlabel/engine";
import { type Dataset } from "@softlabel/data";
import { decodeRow } from "@softlabel/data/internal";
import { readJson, toJson, writeWhole } from "../files/files.ts";
import type { ExamplePrediction } from "../results/results.ts";

/** A row's values by column. */
type Row = NonNullable<ExamplePrediction["row"]>;

const rowFile = (folder: string, index: number): string => path.join(folder, "rows", `test-${index}.json`);

/** Writes the values of test rows, where the data is a table. */
export function writeRows(folder: string, indices: readonly number[], { preprocessing, test }: Dataset): void {
  if (preprocessing === undefined) return;
  for (const index of indices) {
    const features = inputsOf(selectRows(test, Int32Array.of(index)));
    if (!(features instanceof Float32Array)) return;
    writeWhole(rowFile(folder, index), toJson(decodeRow(preprocessing, features)));
  }
}

/** The row's values, where they were written. */
export function readRow(folder: string, index: number): Row | undefined {
  return readJson(rowFile(folder, index)) as Row | undefined;
}
