// Features of a table's row → its values, as people know them: what encodeRows did, undone.
import { featureNames, type EncodedColumn, type Preprocessing } from "./preprocessing.ts";

/** A value of a decoded row; null where it is missing. */
type DecodedValue = string | number | null;

/** Features are float32: further digits are rounding. */
const digits = 6;

/** How a number becomes a value, by the kind of its column. */
const writers: Readonly<Record<Exclude<EncodedColumn["kind"], "category">, (value: number) => DecodedValue>> = {
  number: (value) => Number(value.toPrecision(digits)),
  boolean: (value) => (value > 0.5 ? "true" : "false"),
  date: (value) => new Date(Math.round(value * 86_400) * 1000).toISOString().replace(/T00:00:00\.000Z$|\.000Z$/, ""),
};

function decodeColumn(column: EncodedColumn, features: Float32Array): DecodedValue {
  if (column.missing && features[features.length - 1] === 1) return null;
  if (column.kind !== "category") return writers[column.kind](features[0] * column.deviation + column.mean);
  const place = features.indexOf(1);
  return column.categories[place] ?? (place < 0 ? null : "other");
}

/**
 * The values of a row by column, as far as its features tell: a text that was rare in training is "other", and a number that was
 * missing is the training mean where training rows missed none.
 * @param features of one row, in the order of `preprocessing.features`
 */
export function decodeRow({ columns }: Preprocessing, features: Float32Array): Record<string, DecodedValue> {
  let at = 0;
  const entries = columns.map((column): [string, DecodedValue] => {
    const from = at;
    at += featureNames(column).length;
    return [column.name, decodeColumn(column, features.subarray(from, at))];
  });
  return Object.fromEntries(entries);
}
