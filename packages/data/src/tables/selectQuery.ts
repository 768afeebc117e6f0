// A user's query as it may run: one SELECT statement that reads tables it names, and nothing else.
import { listed } from "@softlabel/core/internal";
import { refuse } from "../base/refuse.ts";
import { literal, type Database } from "./database.ts";

/** Table functions that read the files named in their first argument. */
const readers: ReadonlySet<string> = new Set([
  ...["read_csv", "read_csv_auto", "read_parquet", "parquet_scan"],
  ...["read_json", "read_json_auto", "read_ndjson", "read_ndjson_auto"],
]);

/** Table functions that make rows of their arguments. */
const generators: ReadonlySet<string> = new Set(["range", "generate_series", "unnest", "repeat"]);

/** A node of DuckDB's syntax tree; its fields depend on its type. */
interface SyntaxNode {
  readonly type?: unknown;
  readonly function?: SyntaxNode;
  readonly function_name?: unknown;
  readonly children?: readonly SyntaxNode[];
}

interface Serialized {
  readonly error: boolean;
  readonly error_type?: string;
  readonly error_message?: string;
  readonly statements?: readonly unknown[];
}

const remedy = "give one SELECT statement that reads the files in it";

/** Whether an argument is written out: a text, or a list of texts. */
const isWritten = ({ type, function_name: name, children = [] }: SyntaxNode): boolean =>
  type === "VALUE_CONSTANT" || (name === "list_value" && children.every((child) => child.type === "VALUE_CONSTANT"));

function checkTableFunction(who: string, { function_name: found, children = [] }: SyntaxNode): void {
  const name = String(found);
  if (generators.has(name)) return;
  if (!readers.has(name)) {
    const known = listed([...readers, ...generators], "or");
    refuse(who, `tables, or one of the functions ${known}`, `the function ${name}`, "read the file in another way");
  }
  if (children.length === 0 || !isWritten(children[0])) {
    refuse(who, `the name of a file, or a list of names, in ${name}`, "an expression", "write the names out");
  }
}

/** Visits every node below a value, without recursion: a query may nest deeply. */
function checkFunctions(who: string, statement: unknown): void {
  const open: unknown[] = [statement];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== "object" || node === null) continue;
    const { type, function: called } = node as SyntaxNode;
    if (type === "TABLE_FUNCTION" && called !== undefined) checkTableFunction(who, called);
    open.push(...(Object.values(node) as unknown[]));
  }
}

/**
 * The query without a semicolon at its end. It parses by itself as one SELECT statement, so brackets around it cannot be
 * closed from inside.
 * @throws UsageError for any other statement, several, and table functions that do more than read named files
 */
export async function selectQuery(database: Database, text: string): Promise<string> {
  const who = text.trim();
  const [[serialized]] = await database.texts(`select json_serialize_sql(${literal(text)}::varchar)`);
  const { error, error_type: kind, error_message: said = "", statements = [] } = JSON.parse(serialized!) as Serialized;
  if (error && kind === "parser") refuse(who, "a SQL query that DuckDB can parse", said);
  if (error) refuse(who, "one SELECT statement", "another kind of statement", remedy);
  if (statements.length !== 1) refuse(who, "one SELECT statement", `${statements.length} statements`, remedy);
  checkFunctions(who, statements[0]);
  return text.replace(/;\s*$/, "");
}
