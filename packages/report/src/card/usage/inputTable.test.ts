// The inputs of a table's model: what a caller needs to know.
import { describe, expect, it } from "vitest";
import { type EncodedColumn, type Preprocessing } from "@softlabel/data";
import { featureNames } from "@softlabel/data/internal";
import { deployedInputs } from "@softlabel/experiment/internal";
import { inputTable } from "./inputTable.ts";

/** The row of the table for a column alone. */
function rowOf(column: EncodedColumn): string {
  const features = featureNames(column);
  const preprocessing: Preprocessing = {
    version: 1,
    label: "y",
    classes: [],
    columns: [column],
    dropped: [],
    features,
  };
  const inputs = deployedInputs({ shape: [features.length], elementType: "float32", preprocessing });
  return inputTable(inputs, preprocessing).split("\n")[2];
}

const numeric = { name: "x", kind: "number", mean: 0, deviation: 1, missing: true } as const;
const category = { name: "x", kind: "category", categories: ["a", "b"], other: false, missing: true } as const;
const none = "any other text is in no category: all features are 0";

describe("inputTable", () => {
  it.each<[string, EncodedColumn, string]>([
    ["a number", numeric, "| `x` | float32 | numbers | `NaN` |"],
    [
      "a number that was never missing",
      { ...numeric, missing: false },
      "| `x` | float32 | numbers | `NaN` (none in training: the mean) |",
    ],
    ["a coarse number", { ...numeric, elementType: "float64" }, "| `x` | float64 | numbers | `NaN` |"],
    ["a boolean", { ...numeric, kind: "boolean" }, "| `x` | float32 | 0 or 1 | `NaN` |"],
    [
      "a date",
      { ...numeric, kind: "date" },
      "| `x` | float32 | days since 1970-01-01 UTC, times as fractions of a day | `NaN` |",
    ],
    ["a text", category, `| \`x\` | string | \`a\`, \`b\`; ${none} | \`""\` |`],
    [
      "a text of which there were rare ones",
      { ...category, other: true },
      '| `x` | string | `a`, `b`; any other text is treated like the rare texts of the training rows: the feature for others is 1 | `""` |',
    ],
    [
      "a text that was never missing, one of them empty",
      { ...category, categories: ["", "NA"], missing: false },
      `| \`x\` | string | \`""\`, \`NA\`; ${none} | \`N/A\` (none in training: zeros) |`,
    ],
    [
      "many texts",
      { ...category, categories: Array.from({ length: 14 }, (_, i) => `t${i}`) },
      `| \`x\` | string | ${Array.from({ length: 12 }, (_, i) => `\`t${i}\``).join(", ")} and 2 more; ${none} | \`""\` |`,
    ],
    [
      "a column with an output's name",
      { ...numeric, name: "label" },
      "| `label_` (column `label`) | float32 | numbers | `NaN` |",
    ],
    ["a column with the signs of Markdown", { ...numeric, name: "a|b`" }, '| "a\\|b\\`" | float32 | numbers | `NaN` |'],
  ])("describes %s", (_, column, row) => {
    expect(rowOf(column)).toBe(row);
  });
});
