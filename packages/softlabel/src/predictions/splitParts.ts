// Which rows of a file are test rows and which are for validation, by the words of a split column.
import { refuse } from "../data/refuse.ts";

/** What becomes of a row. */
export const rowParts = { test: 0, validation: 1, leftOut: 2 } as const;

const words: readonly { readonly part: keyof typeof rowParts; readonly values: readonly string[] }[] = [
  { part: "test", values: ["test", "testing", "tst", "eval", "evaluation", "holdout", "hold-out"] },
  { part: "validation", values: ["validation", "valid", "val", "dev", "development", "calibration", "calib", "cal"] },
  { part: "leftOut", values: ["train", "training", "fit"] },
];

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
    const row = words.find((each) => each.values.includes(value.trim().toLowerCase()));
    if (row === undefined) {
      const known = words.map(({ values: [first] }) => first).join(", ");
      return refuse(text, `${column} to say ${known} in every row`, `"${value}"`, "rename the values");
    }
    parts.set(value, rowParts[row.part]);
  }
  if (![...parts.values()].includes(rowParts.test)) {
    refuse(text, `test rows by ${column}`, `only ${values.join(", ") || "none"}`, "name the test rows test");
  }
  return parts;
}
