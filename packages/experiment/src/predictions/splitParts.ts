// Test and validation rows of a file, by the values of a split column.
import { partNamed, refuse } from "@softlabel/data/internal";

/** The use of a row. */
export const rowParts = { test: 0, validation: 1, leftOut: 2 } as const;

const partOf = { train: "leftOut", validation: "validation", test: "test" } as const;

/** Usual names of a split column. */
export const usualSplits = ["split", "subset", "partition"];

/**
 * The use of the rows with each value of a split column.
 * @param text the file, for messages
 * @throws UsageError for unknown values, and if there are no test rows
 */
export function partsOfSplit(text: string, column: string, values: readonly string[]): ReadonlyMap<string, number> {
  const parts = new Map<string, number>();
  for (const value of values) {
    const named = partNamed(value);
    if (named === undefined) {
      return refuse(text, `${column} to be test, validation or train in every row`, `"${value}"`, "rename the values");
    }
    parts.set(value, rowParts[partOf[named]]);
  }
  if (![...parts.values()].includes(rowParts.test)) {
    refuse(text, `test rows by ${column}`, `only ${values.join(", ") || "none"}`, "name the test rows test");
  }
  return parts;
}
