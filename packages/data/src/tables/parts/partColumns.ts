// Tables that hold only validation or test rows: their columns must be those of the data.
import { refuse } from "../../base/refuse.ts";
import type { PartName } from "../../base/dataset.ts";
import { kindOf, kindWords } from "../columnKinds.ts";
import type { Column, TableColumns } from "../tableColumns.ts";
import type { TableSource } from "../tableSource.ts";

/** A table that holds the rows of one part. */
export interface PartTable extends TableSource {
  readonly part: Exclude<PartName, "train">;
}

/**
 * Refuses a part's table if it lacks a column of the data or has other values there.
 * @param text the data text
 * @param types of the data's columns by name
 * @param found the columns of the part's table
 */
export function checkPartColumns(
  { text: own }: Pick<PartTable, "text">,
  text: string,
  { label, candidates }: TableColumns,
  types: ReadonlyMap<string, string>,
  found: readonly Column[],
): void {
  const foundTypes = new Map(found);
  const names = [label, ...candidates].map(({ name }) => name);
  const missing = names.filter((name) => !foundTypes.has(name));
  const remedy = "add them, or leave them out of both with --drop";
  if (missing.length > 0) refuse(own, `the columns of ${text}`, `none called ${missing.join(", ")}`, remedy);
  for (const name of names) {
    const [kind, type] = [kindOf(types.get(name)!), foundTypes.get(name)!];
    if (kindOf(type) !== kind) refuse(own, `${kindWords.get(kind!)} in column ${name}, as in ${text}`, `type ${type}`);
  }
}
