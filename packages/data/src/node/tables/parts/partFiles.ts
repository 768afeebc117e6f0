// Files that hold the test rows and the validation rows of a table: which they are, and whether their columns are the table's.
import { refuse } from "../../../base/refuse.ts";
import type { PartName } from "../../../splits/partWords.ts";
import { kindOf, kindWords } from "../columnKinds.ts";
import type { Column, TableColumns } from "../tableColumns.ts";
import { sourceFiles, tableFormat } from "../tableSource.ts";

/** A table that holds the rows of one part alone. */
export interface PartFile {
  readonly part: Exclude<PartName, "train">;
  /** Its text: a file, a pattern, or a query. */
  readonly text: string;
  readonly files: readonly string[];
}

/**
 * The tables that were named for parts, in the order of the parts.
 * @throws UsageError where one is not there, or no table
 */
export async function partFiles(texts: Readonly<Record<PartFile["part"], string | undefined>>): Promise<PartFile[]> {
  const parts: PartFile[] = [];
  for (const part of ["validation", "test"] as const) {
    const text = texts[part];
    if (text === undefined) continue;
    const remedy = "name a file that ends in .csv, .tsv, .parquet, .json or .jsonl, or give a fraction such as 0.2";
    if (tableFormat(text) === undefined) refuse(`--${part}`, "a table, as the data is one", `"${text}"`, remedy);
    parts.push({ part, text, files: await sourceFiles(text) });
  }
  return parts;
}

/**
 * Refuses a part's table that lacks a column of the data, or has other values there.
 * @param text the data text
 * @param types of the data's columns by name
 * @param found the columns of the part's table
 */
export function checkPartColumns(
  { text: own }: Pick<PartFile, "text">,
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
