// The inputs of a table's model.onnx, in Markdown: their values, and how a missing value is written.
import { firstOf } from "@softlabel/core/internal";
import type { CategoryColumn, EncodedColumn, Preprocessing } from "@softlabel/data";
import type { DeployedInput } from "@softlabel/experiment/internal";

/** Categories that are listed; of more, the first ones. */
const listedCategories = 12;

/** Text as code in a cell of a table, or escaped where code cannot hold it. */
function code(text: string): string {
  if (text === "") return '`""`';
  if (text.trim() !== "" && /^[^`|\n\r]*$/.test(text)) return `\`${text}\``;
  return JSON.stringify(text).replace(/[\\`*_{}[\]<>()#|]/g, "\\$&");
}

/** How a text outside the categories is encoded. */
function describeUnseen({ other }: CategoryColumn): string {
  return other
    ? "any other text is treated like the rare texts of the training rows: the feature for others is 1"
    : "any other text is in no category: all features are 0";
}

function categoryValues(column: CategoryColumn): string {
  const { categories } = column;
  return `${firstOf(categories.map(code), listedCategories)}; ${describeUnseen(column)}`;
}

const kinds = {
  number: "numbers",
  boolean: "0 or 1",
  date: "days since 1970-01-01 UTC, times as fractions of a day",
} as const;

function valuesOf(column: EncodedColumn): string {
  return column.kind === "category" ? categoryValues(column) : kinds[column.kind];
}

/** How a missing value is written, and how it is encoded if training rows had none. */
function describeMissing(column: EncodedColumn, { missing }: DeployedInput): string {
  const written = missing === undefined ? "`NaN`" : code(missing);
  if (column.missing) return written;
  return `${written} (none in training: ${column.kind === "category" ? "zeros" : "the mean"})`;
}

/** A Markdown table with a row per input. */
export function inputTable(inputs: readonly DeployedInput[], { columns }: Preprocessing): string {
  const rows = columns.map((column, i) => {
    const input = inputs[i];
    const renamed = input.name === column.name ? "" : ` (column ${code(column.name)})`;
    return `| ${code(input.name)}${renamed} | ${input.elementType} | ${valuesOf(column)} | ${describeMissing(column, input)} |`;
  });
  return ["| input | type | values | missing |", "| --- | --- | --- | --- |", ...rows].join("\n");
}
