// Where the rows of a table come from: files of one format, or a SQL query.

/** How the rows of a table are read. */
export type TableFormat = "csv" | "parquet" | "json" | "query";

/** The source of a table's rows. */
export interface TableSource {
  /** As the user wrote it: a file, a pattern or a query. */
  readonly text: string;
  readonly format: TableFormat;
  /** The files that are read, sorted. */
  readonly files: readonly string[];
}

const endings: readonly { readonly format: TableFormat; readonly names: RegExp }[] = [
  { format: "csv", names: /\.(csv|tsv|tab)(\.gz|\.zst)?$/i },
  { format: "parquet", names: /\.(parquet|pq)$/i },
  { format: "json", names: /\.(json|jsonl|ndjson)(\.gz|\.zst)?$/i },
];

/** The format of a file or pattern by its ending; undefined if it is not a table. */
export const formatOf = (name: string): TableFormat | undefined =>
  endings.find(({ names }) => names.test(name))?.format;

/** Whether a text begins as a SQL query does. */
export const isQuery = (text: string): boolean => /^\s*(select|with|from)\s/i.test(text);
