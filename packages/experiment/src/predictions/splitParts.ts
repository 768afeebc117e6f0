// Which rows of a file are test rows and which are for validation, by the words of a split column.
import { partNamed, refuse } from "@softlabel/data/internal";

/** What becomes of a row. */
export const rowParts = { test: 0, validation: 1, leftOut: 2 } as const;

const partOf = { train: "leftOut", validation: "validation", test: "test" } as const;

/** Names that a split column has without being named. */
export const usualSplits = ["split", "subset", "partition"];

/**
 * What becomes of the rows with each value of a split column.
 * @param text the file, for messages
 * @throws UsageError for a value that is neither, and where no row is a test row
 */
export function partsOfSplit(text: string, column: string, values: readonly string[]): ReadonlyMap<string, number> {
  const parts = new Map<string, number>();
  for (const value of values) {
    const named = partNamed(value);
    if (named === undefined) {
      return refuse(text, `${column} to say test, validation, train in every row`, `"${value}"`, "rename the values");
    }
    parts.set(value, rowParts[partOf[named]]);
  }
  if (![...parts.values()].includes(rowParts.test)) {
    refuse(text, `test rows by ${column}`, `only ${values.join(", ") || "none"}`, "name the test rows test");
  }
  return parts;
}
