// Rows of one part that also occur in another: a test on what was trained on flatters a model.
import { type Examples } from "@softlabel/engine";
import { rowSourceOf, sizeOf } from "@softlabel/engine/internal";
import { rowBlocks } from "../base/rowBlocks.ts";
import { firstOccurrences, RowKeys } from "./rowKeys.ts";

/** How many rows of `part` have the inputs of a row of `train`, whatever their labels. */
function countOverlap(train: Examples, part: Examples): number {
  const size = sizeOf(train.shape);
  const rowKeys = new RowKeys(size * (rowSourceOf(train).elementType === "uint8" ? 1 : 4));
  const keys = new Float64Array(train.count + part.count);
  let row = 0;
  for (const examples of [train, part])
    for (const { rows, values } of rowBlocks(examples))
      for (let i = 0; i < rows; i++) keys[row++] = rowKeys.of(values.subarray(i * size, (i + 1) * size));
  const first = firstOccurrences(keys);
  let count = 0;
  for (let i = train.count; i < keys.length; i++) if (first[i] < train.count) count++;
  return count;
}

/** The sentences on rows that occur in training too; none where none do. */
export function overlapNotes(
  parts: Readonly<Record<"train" | "test", Examples>> & { readonly validation?: Examples },
): string[] {
  const { train } = parts;
  return (["validation", "test"] as const).flatMap((name) => {
    const part = parts[name];
    const shared = part === undefined ? 0 : countOverlap(train, part);
    if (shared === 0) return [];
    const [are, rows] = shared === 1 ? ["is", "a training row"] : ["are", "training rows"];
    const of = `${shared.toLocaleString("en")} of ${part!.count.toLocaleString("en")}`;
    return [`${of} ${name} rows ${are} identical to ${rows}: scores on them flatter the model.`];
  });
}
