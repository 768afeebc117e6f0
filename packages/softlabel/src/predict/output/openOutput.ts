// Where predictions are written, and in which format: by the ending of a file, or as asked for.
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { checkName } from "@softlabel/core/internal";
import { refuse } from "@softlabel/data/internal";
import { replacing, withFile, withStream, type ByteSink } from "./byteSink.ts";
import type { OutputColumn, PredictedBlock } from "./outputColumns.ts";
import { withParquetRows } from "./parquetRows.ts";
import { textFormats, withTextRows } from "./textRows.ts";

/** The formats, with the endings of their files. */
const formatEndings = {
  csv: /\.csv$/i,
  json: /\.json$/i,
  jsonl: /\.(jsonl|ndjson)$/i,
  parquet: /\.(parquet|pq)$/i,
} as const;

/** A format of the output. */
type OutputFormat = keyof typeof formatEndings;

/** Names of all formats. */
export const outputFormats = Object.keys(formatEndings) as OutputFormat[];

/** Where predictions go; standard output where there is no file. */
export interface OutputTarget {
  readonly file: string | undefined;
  readonly format: OutputFormat;
}

/** Takes predictions block by block. */
export interface PredictionWriter {
  write(predicted: PredictedBlock): Promise<void>;
  /** False once the reader has gone. */
  readonly open: boolean;
}

function formatOf(file: string): OutputFormat {
  const found = outputFormats.find((format) => formatEndings[format].test(file));
  return (
    found ??
    refuse("--out", "a name that ends in .csv, .json, .jsonl or .parquet", `"${file}"`, "rename it or add --format")
  );
}

function checkFile(file: string, data: string): void {
  if (existsSync(file) && statSync(file).isDirectory()) refuse("--out", "the name of a file", `${file}, a folder`);
  if (path.resolve(file) === path.resolve(data))
    refuse("--out", "another file than the data", file, "predictions would take its place");
}

/**
 * Checks where predictions are to go, before anything is read.
 * @param out a file; standard output where left out
 * @param asked a format; that of the file's ending, or CSV, where left out
 * @throws UsageError where the format is unknown or needs a file, or the file is the data
 */
export function planOutput(data: string, out: string | undefined, asked: string | undefined): OutputTarget {
  const named = asked === undefined ? undefined : checkName("--format", "the format", asked, outputFormats);
  if (out === undefined) {
    if (named === "parquet")
      refuse("--format parquet", "--out FILE", "none", "Parquet cannot be written to standard output");
    return { file: undefined, format: named ?? "csv" };
  }
  checkFile(out, data);
  return { file: out, format: named ?? formatOf(out) };
}

/** Uses a writer into the target. */
export async function withOutput<Result>(
  { file, format }: OutputTarget,
  columns: readonly OutputColumn[],
  use: (writer: PredictionWriter) => Promise<Result>,
): Promise<Result> {
  if (format === "parquet")
    return replacing(file!, (temporary) => withParquetRows(temporary, columns, (write) => use({ write, open: true })));
  const withSink = (sink: ByteSink): Promise<Result> =>
    withTextRows(sink, textFormats[format], columns, (write) =>
      use({
        write,
        get open() {
          return sink.open;
        },
      }),
    );
  return file === undefined ? withStream(process.stdout, withSink) : withFile(file, withSink);
}
