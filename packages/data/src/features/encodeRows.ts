// New rows of a table → features, as they were made for training.
import { fail } from "@softlabel/core/internal";
import { missingTexts } from "./missingTexts.ts";
import { featureNames, featureWriter, type EncodedColumn, type Preprocessing } from "./preprocessing.ts";

/** A value of a row: what a CSV or JSON file, or a database, gives; null, undefined and empty texts are missing. */
export type TableValue = string | number | bigint | boolean | Date | null | undefined;

/** A row by column; columns that were not used in training may be absent. */
export type TableRow = Readonly<Record<string, TableValue>>;

/** Days since 1970: as DuckDB, reads times without a zone as UTC, and times of day as times of the first day. */
function days(value: TableValue): number {
  if (value instanceof Date) return value.getTime() / 86_400_000;
  const text = String(value).trim().replace(" ", "T");
  const dated = /^\d\d:\d\d/.test(text) ? `1970-01-01T${text}` : text;
  return Date.parse(dated.includes("T") && !/(Z|[+-]\d\d(:?\d\d)?)$/i.test(dated) ? `${dated}Z` : dated) / 86_400_000;
}

const booleans: Readonly<Record<string, number>> = { true: 1, false: 0, "1": 1, "0": 0 };

/** How a value that is there becomes a number, by the kind of its column; NaN where it cannot. */
const readers: Readonly<Record<Exclude<EncodedColumn["kind"], "category">, (value: TableValue) => number>> = {
  number: (value) => (value instanceof Date ? NaN : Number(value)),
  boolean: (value) => booleans[String(value).toLowerCase()] ?? NaN,
  date: days,
};

const isMissing = (value: TableValue): boolean =>
  value === null || value === undefined || (typeof value === "string" && missingTexts.includes(value));

/** A function from a value to what the column's feature writer takes. */
function valueReader(column: EncodedColumn): (value: TableValue, row: number) => number {
  if (column.kind === "category") {
    const places = new Map(column.categories.map((text, place) => [text, place]));
    const placeOf = (text: string): number => places.get(text) ?? (isMissing(text) ? NaN : -1);
    return (value) => (value === null || value === undefined ? NaN : placeOf(String(value)));
  }
  const read = readers[column.kind];
  return (value, row) => {
    if (isMissing(value)) return NaN;
    const number = read(value);
    if (Number.isFinite(number)) return number;
    return fail("encodeRows", `a ${column.kind} in column ${column.name}`, value, `see row ${row} of those given`);
  };
}

/**
 * The features of rows of a table, as training saw them: missing numbers at the training mean, numbers standardised,
 * texts one-hot, texts unknown in training at the feature for others, or without any.
 * @param preprocessing what preprocessing.json holds
 * @param rows values by column
 * @returns [rows, features] row-major; the model's input
 * @throws UsageError when a value is not of its column's kind
 * @example
 * ```ts
 * import { encodeRows } from "softlabel";
 * const island = { name: "island", kind: "category", categories: ["Biscoe", "Dream"], other: false, missing: true } as const;
 * const mass = { name: "mass", kind: "number", mean: 4000, deviation: 500, missing: false } as const;
 * const preprocessing = {
 *   version: 1,
 *   label: "species",
 *   classes: ["Adelie", "Gentoo"],
 *   columns: [mass, island],
 *   dropped: [],
 *   features: ["mass", "island = Biscoe", "island = Dream", "island is missing"],
 * } as const;
 * encodeRows(preprocessing, [{ mass: 4500, island: "Dream" }, { island: null }]); // => [1, 0, 1, 0, 0, 0, 0, 1]
 * ```
 */
export function encodeRows(preprocessing: Preprocessing, rows: readonly TableRow[]): Float32Array {
  const { columns, features } = preprocessing;
  const encoders = columns.map((column) => ({
    name: column.name,
    width: featureNames(column).length,
    read: valueReader(column),
    write: featureWriter(column),
  }));
  const output = new Float32Array(rows.length * features.length);
  rows.forEach((row, i) => {
    let at = i * features.length;
    for (const { name, width, read, write } of encoders) {
      write(read(row[name], i), output, at);
      at += width;
    }
  });
  return output;
}
