// What the reading of tables needs of a database, and how SQL writes names and texts. On Node the database is DuckDB.

/** How a column is read: as double, in which case it must never be NULL, or as text. */
export type ChunkKind = "number" | "text";

/** The values of a column: numbers, which are only valid until the next chunk, or texts, null where there is none. */
export type ChunkColumn = Float64Array | readonly (string | null)[];

/** Consecutive rows. */
export interface Chunk {
  readonly rows: number;
  readonly columns: readonly ChunkColumn[];
}

/** A column of a new table. */
export interface AppendedColumn {
  readonly name: string;
  readonly kind: "text" | "integer" | "number";
}

/** Adds rows to a table. */
export interface Appender {
  /** Adds rows, one list per column; null and NaN become NULL. */
  add(columns: readonly ArrayLike<string | number | null>[], rows: number): void;
  close(): void;
}

/** A database that answers queries in DuckDB's SQL. */
export interface Database {
  run(sql: string): Promise<void>;
  /** A few rows whose columns are all text. */
  texts(sql: string): Promise<(string | null)[][]>;
  /** One row whose columns are all double. */
  numbers(sql: string): Promise<number[]>;
  /**
   * Every row in order, one call per chunk; all columns are double and never NULL.
   * @param visit receives one array per column, valid only until it returns
   */
  stream(sql: string, visit: (columns: readonly Float64Array[], count: number) => void): Promise<void>;
  /** Every row of columns of the given kinds, in order. */
  chunks(sql: string, kinds: readonly ChunkKind[]): AsyncGenerator<Chunk>;
  /** Creates a table and returns a writer for its rows. */
  append(table: string, columns: readonly AppendedColumn[]): Promise<Appender>;
  close(): void;
}

/** A name as SQL writes it. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text as SQL writes it. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Texts as a SQL list. */
export const literals = (texts: readonly string[]): string => `[${texts.map(literal).join(", ")}]`;
