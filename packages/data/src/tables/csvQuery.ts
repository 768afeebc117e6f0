// The SQL that reads CSV files, with every type stated: nothing is left to DuckDB's guess but the kind of a column.
import { readSharedDialect, type CsvDialect } from "./csvDialect.ts";
import { literal, literals, type Database } from "./database.ts";
import { missingTexts } from "../features/missingTexts.ts";

function commonOptions({ delimiter }: CsvDialect, missing: readonly string[]): string {
  return `delim = ${literal(delimiter)}, quote = '"', escape = '"', header = true, skip = 0, nullstr = ${literals(missing)}`;
}

/** What a guessed type is read as: the guess is made from the first 20,000 rows, and takes "yes" and "t" for booleans. */
function widened(type: string): string {
  if (/INT/.test(type)) return "DOUBLE";
  return type === "BOOLEAN" ? "VARCHAR" : type;
}

interface Guess {
  readonly types: readonly string[];
  /** Options that say how dates are written. */
  readonly formats: readonly string[];
}

/** The types that DuckDB finds in the first rows; text for all where it cannot make sense of the rows. */
async function guessTypes(
  database: Database,
  files: readonly string[],
  dialect: CsvDialect,
  missing: readonly string[],
): Promise<Guess> {
  const sniffed = `from sniff_csv(${literal(files[0])}, ${commonOptions(dialect, missing)})`;
  const text: Guess = { types: dialect.names.map(() => "VARCHAR"), formats: [] };
  try {
    const rows = await database.texts(`select unnest(Columns).type ${sniffed}`);
    const [[date, timestamp]] = await database.texts(`select DateFormat, TimestampFormat ${sniffed}`);
    if (rows.length !== dialect.names.length) return text;
    const formats = [
      ...(date ? [`dateformat = ${literal(date)}`] : []),
      ...(timestamp ? [`timestampformat = ${literal(timestamp)}`] : []),
    ];
    return { types: rows.map(([type]) => widened(String(type))), formats };
  } catch {
    // The rows are read as text then, which tells the line that is wrong; guessing does not.
    return text;
  }
}

/** How the columns of a table were read, for tables whose columns should match. */
export interface ColumnReading {
  /** Types by column; other columns are guessed. */
  readonly types: ReadonlyMap<string, string>;
  /** Options that say how dates are written; guessed where there are none. */
  readonly formats: readonly string[];
}

/** How CSV files are read. */
export interface CsvReading {
  /** Columns that are read as text, whatever they hold. */
  readonly asText: readonly string[] | "all";
  /** How another table was read whose columns these should match. */
  readonly like?: ColumnReading | undefined;
  /** Unquoted texts that stand for a missing value. */
  readonly missing?: readonly string[] | undefined;
}

/** A query for the rows of CSV files, and how they are cut into values. */
interface CsvQuery {
  readonly sql: string;
  readonly dialect: CsvDialect;
  readonly formats: readonly string[];
  /** The same without lines that cannot be read; DuckDB then lists those in `reject_errors`. */
  readonly lenientSql: string;
}

/**
 * The query that reads CSV files.
 * @throws UsageError when a file is empty, names a column twice, or has other columns than the first file
 */
export async function csvQuery(
  database: Database,
  files: readonly string[],
  { asText, like, missing = missingTexts }: CsvReading,
): Promise<CsvQuery> {
  const dialect = await readSharedDialect(database, files);
  const { types, formats: guessed } = await guessTypes(database, files, dialect, missing);
  const formats = like !== undefined && like.formats.length > 0 ? like.formats : guessed;
  const typed = dialect.names.map((name, column) => {
    const type = asText === "all" || asText.includes(name) ? "VARCHAR" : (like?.types.get(name) ?? types[column]);
    return `${literal(name)}: ${literal(type)}`;
  });
  const options = [
    "auto_detect = false",
    `columns = {${typed.join(", ")}}`,
    commonOptions(dialect, missing),
    ...formats,
  ];
  const sqlWith = (more: readonly string[]): string =>
    `select * from read_csv(${literals(files)}, ${[...options, ...more].join(", ")})`;
  return { sql: sqlWith([]), lenientSql: sqlWith(["store_rejects = true"]), dialect, formats };
}
