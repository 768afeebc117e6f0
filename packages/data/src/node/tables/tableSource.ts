// What a data text names, when it names a table: files by their endings, a pattern of them, or a SQL query.
import { existsSync } from "node:fs";
import path from "node:path";
import { preparedFolder, withTemporaryFolder } from "../prepared/preparedDataset.ts";
import { refuse } from "../../base/refuse.ts";
import { literal, withDatabase } from "./database.ts";

/** How the rows of a table are read. */
export type TableFormat = "csv" | "parquet" | "json" | "query";

const endings: readonly { readonly format: TableFormat; readonly names: RegExp }[] = [
  { format: "csv", names: /\.(csv|tsv|tab)(\.gz|\.zst)?$/i },
  { format: "parquet", names: /\.(parquet|pq)$/i },
  { format: "json", names: /\.(json|jsonl|ndjson)(\.gz|\.zst)?$/i },
];

const startsQuery = /^\s*(select|with|from)\s/i;
const isPattern = (text: string): boolean => /[*?[]/.test(text);

/** How the table that `text` names is read; undefined where it names none. */
export function tableFormat(text: string): TableFormat | undefined {
  if (startsQuery.test(text) && !existsSync(text)) return "query";
  return endings.find(({ names }) => names.test(text))?.format;
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

/** The file or files of a name; none where there is none. */
async function filesNamed(name: string): Promise<string[]> {
  if (existsSync(name)) return [name];
  return isPattern(name) ? matches(name) : [];
}

/** Everything that stands in quotes in a query: the files it reads are among them. */
const quoted = (query: string): string[] => [...query.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, a, b]) => a ?? b);

/**
 * The files that a table is read from, sorted.
 * @throws UsageError when no file has the name, or none matches the pattern
 */
export async function sourceFiles(text: string): Promise<string[]> {
  const isQuery = tableFormat(text) === "query";
  const files = new Set<string>();
  for (const name of isQuery ? quoted(text) : [text]) {
    for (const file of await filesNamed(name)) files.add(file);
  }
  if (files.size > 0 || isQuery) return [...files].sort();
  const what = isPattern(text) ? "a pattern that matches files" : "a file";
  return refuse(text, what, "no such file or folder", "check the path");
}
