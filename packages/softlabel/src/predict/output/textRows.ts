// Rows as text, CSV or JSON, written into bytes.
import { missingTexts } from "@softlabel/data/internal";
import type { ByteSink } from "./byteSink.ts";
import type { OutputColumn, OutputKind, OutputValues, PredictedBlock } from "./outputColumns.ts";
import { longestFloat, writeFloat, writeWhole } from "./shortestFloat.ts";

/** Longer texts are left to the encoder. */
const longestCopied = 48;

/** Room that is filled and emptied again and again. */
class Bytes {
  #buffer = Buffer.alloc(2 ** 16);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  #room(more: number): void {
    if (this.#length + more <= this.#buffer.length) return;
    const larger = Buffer.alloc(Math.max(2 * this.#buffer.length, this.#length + more));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }

  text(text: string): void {
    // A code unit is three bytes at most.
    this.#room(3 * text.length);
    const begin = this.#length;
    // Short texts are copied faster here than by a call to the encoder.
    for (let i = 0; text.length < longestCopied && i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) break;
      this.#buffer[this.#length++] = code;
    }
    const copied = this.#length - begin;
    if (copied < text.length) this.#length += this.#buffer.write(text.slice(copied), this.#length);
  }

  /** A whole number of at least 1, up to 2^53. */
  whole(value: number): void {
    this.#room(longestFloat);
    this.#length = writeWhole(value, this.#buffer, this.#length);
  }

  float(value: number): void {
    this.#room(longestFloat);
    this.#length = writeFloat(value, this.#buffer, this.#length);
  }

  take(): Uint8Array {
    const taken = this.#buffer.subarray(0, this.#length);
    this.#length = 0;
    return taken;
  }
}

/** How a format writes rows. */
interface TextFormat {
  /** What stands before the first row, between rows, and after the last. */
  readonly header: (names: readonly string[]) => string;
  readonly between: string;
  readonly footer: string;
  /** What stands before a value: of the first column and of the others, and after a row's last. */
  readonly before: (name: string, column: number) => string;
  readonly after: string;
  readonly missing: string;
  readonly text: (text: string) => string;
}

/** Whether a text needs quotes in a CSV file: also where it would be taken for a missing value. */
const needsQuotes = (text: string): boolean => /[",;\t\n\r]|^\s|\s$/.test(text) || missingTexts.includes(text);

/** A text as CSV files have it. */
export function quoted(text: string): string {
  return needsQuotes(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const json = { text: JSON.stringify, missing: "null", header: () => "" } as const;
const member = (name: string, column: number): string => `${column === 0 ? "{" : ","}${JSON.stringify(name)}:`;

/** Every text format. */
export const textFormats = {
  csv: {
    header: (names) => `${names.map(quoted).join(",")}\n`,
    between: "",
    footer: "",
    before: (_, column) => (column === 0 ? "" : ","),
    after: "\n",
    missing: "",
    text: quoted,
  },
  json: { ...json, header: () => "[\n", before: member, after: "}", between: ",\n", footer: "\n]\n" },
  jsonl: { ...json, before: member, after: "}\n", between: "", footer: "" },
} as const satisfies Readonly<Record<string, TextFormat>>;

/** A function that writes the value in a row. */
type CellWriter = (bytes: Bytes, row: number) => void;

/** How values of each kind are written. */
const cellWriters: Readonly<Record<OutputKind, (values: OutputValues, format: TextFormat) => CellWriter>> = {
  text:
    (values, { text, missing }) =>
    (bytes, row) => {
      const value = values[row];
      bytes.text(value === null ? missing : text(String(value)));
    },
  integer:
    (values, { missing }) =>
    (bytes, row) => {
      const value = values[row];
      if (typeof value === "number") bytes.whole(value);
      else bytes.text(value ?? missing);
    },
  number:
    (values, { missing }) =>
    (bytes, row) => {
      const value = values[row] as number;
      if (Number.isNaN(value)) bytes.text(missing);
      else bytes.float(value);
    },
};

/** Bytes are handed on in pieces of about this size. */
const pieceBytes = 2 ** 19;

/** Uses a writer of rows as text. */
export async function withTextRows<Result>(
  sink: ByteSink,
  format: TextFormat,
  columns: readonly OutputColumn[],
  use: (write: (predicted: PredictedBlock) => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const bytes = new Bytes();
  const before = columns.map(({ name }, column) => format.before(name, column));
  let isFirst = true;
  bytes.text(format.header(columns.map(({ name }) => name)));
  const result = await use(async (predicted) => {
    const writers = columns.map(({ kind, values }) => cellWriters[kind](values(predicted), format));
    for (let row = 0; row < predicted.block.count; row++) {
      if (!isFirst) bytes.text(format.between);
      isFirst = false;
      for (let k = 0; k < writers.length; k++) {
        bytes.text(before[k]);
        writers[k](bytes, row);
      }
      bytes.text(format.after);
      if (bytes.length > pieceBytes) await sink.write(bytes.take());
    }
  });
  bytes.text(format.footer);
  await sink.write(bytes.take());
  return result;
}
