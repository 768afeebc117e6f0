// Finds the files that the text of a table names.
import { existsSync } from "node:fs";
import path from "node:path";
import { refuse } from "../../base/refuse.ts";
import { literal } from "../../tables/database.ts";
import type { PartTable } from "../../tables/parts/partColumns.ts";
import { formatOf, isQuery, type TableFormat, type TableSource } from "../../tables/tableSource.ts";
import { withDatabase } from "../duckdb/database.ts";
import { checkJsonDepth } from "./jsonDepth.ts";
import { preparedFolder, withTemporaryFolder } from "../prepared/preparedDataset.ts";

const isPattern = (text: string): boolean => /[*?[]/.test(text);

/** How the table that `text` names is read; undefined if it names none. */
export function tableFormat(text: string): TableFormat | undefined {
  return isQuery(text) && !existsSync(text) ? "query" : formatOf(text);
}

/** The files that match a pattern, sorted. */
async function matches(pattern: string): Promise<string[]> {
  return withTemporaryFolder(path.join(preparedFolder(), "pattern"), (folder) =>
    withDatabase(folder, async (database) => {
      const rows = await database.texts(`select file from glob(${literal(pattern)}) order by file`);
      return rows.map(([file]) => String(file));
    }),
  );
}

/** The file or files of a name; none if nothing has that name. */
async function filesNamed(name: string): Promise<string[]> {
  if (existsSync(name)) return [name];
  return isPattern(name) ? matches(name) : [];
}

/** All quoted texts of a query: the files it reads are among them. */
const quoted = (query: string): string[] => [...query.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, a, b]) => a ?? b);

/**
 * The files that a text names, sorted: one, those of a pattern, or those in a query.
 * @throws UsageError when no file has the name, or none matches the pattern
 */
export async function sourceFiles(text: string): Promise<string[]> {
  const isSql = tableFormat(text) === "query";
  const found = new Set<string>();
  for (const name of isSql ? quoted(text) : [text]) for (const file of await filesNamed(name)) found.add(file);
  if (found.size > 0 || isSql) return [...found].sort();
  const what = isPattern(text) ? "a pattern that matches files" : "a file";
  return refuse(text, what, "no such file or folder", "check the path");
}

/** Whether a file is read as JSON: its ending says so, or a function in a query. */
const readsJson = (text: string, file: string): boolean =>
  formatOf(file) === "json" || (tableFormat(text) === "query" && /read_(nd)?json/i.test(text));

/**
 * The source of a table.
 * @param text a table, as `tableFormat` recognises it
 * @throws UsageError when it names no files
 */
export async function tableSource(text: string): Promise<TableSource> {
  const format = tableFormat(text)!;
  const files = await sourceFiles(text);
  for (const file of files) if (readsJson(text, file)) await checkJsonDepth(file);
  return { text, format, files };
}

/**
 * The tables given for validation and test rows.
 * @throws UsageError if one does not exist or is not a table
 */
export async function partTables(texts: Readonly<Record<PartTable["part"], string | undefined>>): Promise<PartTable[]> {
  const parts: PartTable[] = [];
  for (const part of ["validation", "test"] as const) {
    const text = texts[part];
    if (text === undefined) continue;
    const remedy = "name a file that ends in .csv, .tsv, .parquet, .json or .jsonl, or give a fraction such as 0.2";
    if (tableFormat(text) === undefined) refuse(`--${part}`, "a table, as the data is one", `"${text}"`, remedy);
    parts.push({ part, ...(await tableSource(text)) });
  }
  return parts;
}
