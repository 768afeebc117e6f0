// What DuckDB says when it cannot read a table, as one sentence: a row for each kind of failure.
import { UsageError } from "@softlabel/core";
import { refuse } from "../base/refuse.ts";
import { splitLine, type CsvDialect } from "./csvDialect.ts";

/** Where a message comes from. */
interface Context {
  /** The data text: a file, a pattern, or a query. */
  readonly text: string;
  readonly dialect?: CsvDialect | undefined;
  /** The table whose columns it should have. */
  readonly like?: string | undefined;
}

interface Failure {
  readonly pattern: RegExp;
  readonly word: (found: RegExpExecArray, context: Context) => never;
}

/** The line that a message about a CSV file names: "a.csv, line 4". */
function place({ input }: RegExpExecArray, { text }: Context): string {
  const file = /\n\s*file = (.*)/.exec(input)?.[1] ?? text;
  return `${file}, line ${/CSV Error on Line: (\d+)/.exec(input)?.[1]}`;
}

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);

function refuseLength(found: RegExpExecArray, context: Context, expected: number, got: number, line: string): never {
  refuse(place(found, context), `${expected} values, one per column`, `${got} in "${shorten(line)}"`, "fix the line");
}

const kindNames: Readonly<Record<string, string>> = { DOUBLE: "a number", BOOLEAN: "true or false", DATE: "a date" };

/** A value that its column's type cannot hold; DuckDB says so also of a line that is too short or too long. */
function refuseValue(found: RegExpExecArray, context: Context): never {
  const [, line, column, value, type] = found;
  const { dialect } = context;
  const values = dialect === undefined ? [] : splitLine(line, dialect.delimiter);
  if (dialect !== undefined && values.length !== dialect.names.length) {
    refuseLength(found, context, dialect.names.length, values.length, line);
  }
  const expected = `${kindNames[type] ?? `a value of type ${type}`} in column ${column}, as in ${context.like ?? "the rows before"}`;
  const remedy = `fix it, leave it empty if it is missing, or leave the column out with --drop ${column}`;
  refuse(place(found, context), expected, `"${shorten(value)}"`, remedy);
}

const failures: readonly Failure[] = [
  {
    pattern: /Original Line: (.*)\nExpected Number of Columns: (\d+) Found: (\d+)/,
    word: (found, context) => refuseLength(found, context, Number(found[2]), Number(found[3]), found[1]),
  },
  {
    pattern:
      /Original Line: (.*)\nError when converting column "(.*)"\. Could not convert string "(.*)" to '([\w ]+)'/s,
    word: refuseValue,
  },
  {
    pattern: /Invalid unicode/,
    word: (found, context) =>
      refuse(place(found, context), "text in UTF-8", "bytes that are not", "save the file as UTF-8"),
  },
  {
    pattern: /Original Line: (.*)\nValue with unterminated quote found/,
    word: (found, context) =>
      refuse(place(found, context), "a quote at the end of a quoted value", `"${shorten(found[1])}"`, "fix the line"),
  },
  {
    pattern: /No files found that match the pattern "(.*)"/,
    word: (found) => refuse(found[1], "a file", "no such file or folder", "check the path"),
  },
  {
    pattern: /state machine reached an invalid state/,
    word: (_, { text }) =>
      refuse(text, "lines that end alike, and quotes in pairs", "other text", "save the table as CSV again"),
  },
  {
    pattern: /^Parser Error: (.*)/,
    word: (found, { text }) => refuse(text.trim(), "a SQL query that DuckDB can parse", found[1]),
  },
];

/**
 * Throws what DuckDB threw while it read a table, in one sentence.
 * @param error whatever was thrown; a sentence of ours passes through
 */
export function refuseTable(error: unknown, context: Context): never {
  if (error instanceof UsageError) throw error;
  const message = error instanceof Error ? error.message : String(error);
  for (const { pattern, word } of failures) {
    const found = pattern.exec(message);
    if (found !== null) word(found, context);
  }
  const said = message
    .split("\n\n")[0]
    .replace(/^[\w ]+ Error: /, "")
    .replace(/\s*Possible (fixes|solutions):.*/s, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  return refuse(context.text.trim(), "a table that DuckDB can read", said);
}
