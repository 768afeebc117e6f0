// The first line of a CSV file: what separates its values, and the names of its columns.
import { refuse } from "../base/refuse.ts";
import { literal, type Database } from "./database.ts";
import { checkDistinct } from "./tableColumns.ts";

/** How a CSV file is cut into values. */
export interface CsvDialect {
  readonly delimiter: string;
  /** The names in the first line; a column without one is named for its place. */
  readonly names: readonly string[];
}

const delimiters = [",", "\t", ";", "|"];

/** The values of one line; a delimiter between quotes is part of a value. */
export function splitLine(line: string, delimiter: string): string[] {
  const values = [""];
  let inQuotes = false;
  for (const character of line) {
    if (character === '"') inQuotes = !inQuotes;
    if (character === delimiter && !inQuotes) values.push("");
    else values[values.length - 1] += character;
  }
  return values.map((value) => value.replace(/^"(.*)"$/s, "$1").replaceAll('""', '"'));
}

/** The whole first line as one value: unit separators stand in no table. */
const lineOptions = String.raw`auto_detect = false, columns = {'line': 'VARCHAR'}, delim = '\x1f', quote = '', escape = '', header = false`;

/**
 * The dialect of a file, from its first line. DuckDB's own guess is not asked for: it takes a file whose rows differ in
 * length for one of a single column.
 * @throws UsageError for an empty file, or when two columns have the same name
 */
async function readDialect(database: Database, file: string): Promise<CsvDialect> {
  const [row] = await database.texts(`select line from read_csv(${literal(file)}, ${lineOptions}) limit 1`);
  const line = row?.[0] ?? "";
  if (line === "") refuse(file, "names of columns in the first line", "an empty file or line");
  if (line.includes("\0"))
    refuse(file, "a text file", "bytes that are not text", "check that it is what its name says");
  const delimiter = delimiters.reduce((best, other) =>
    splitLine(line, other).length > splitLine(line, best).length ? other : best,
  );
  const names = splitLine(line, delimiter).map((name, column) => name.trim() || `column ${column + 1}`);
  checkDistinct(file, names);
  return { delimiter, names };
}

/**
 * The dialect that all files share.
 * @throws UsageError when the columns of one are not those of the first
 */
export async function readSharedDialect(database: Database, files: readonly string[]): Promise<CsvDialect> {
  const first = await readDialect(database, files[0]);
  for (const file of files.slice(1)) {
    const { delimiter, names } = await readDialect(database, file);
    if (names.join("\n") === first.names.join("\n") && delimiter === first.delimiter) continue;
    refuse(file, `the columns of ${files[0]}: ${first.names.join(", ")}`, names.join(", "), "order matters too");
  }
  return first;
}
