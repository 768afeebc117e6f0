// How the columns of a table become features, as data: what training saw can be made again from new rows.

/** A column of numbers, booleans or dates: one feature `(float32(value) - mean) / deviation`, 0 where the value is missing. */
export interface NumericColumn {
  readonly name: string;
  /** Booleans are 0 and 1; dates are days since 1970, times of day shares of a day. */
  readonly kind: "number" | "boolean" | "date";
  /** Mean and standard deviation over the training rows that have a value; the deviation is 1 where it would be 0. */
  readonly mean: number;
  readonly deviation: number;
  /** Whether a second feature is 1 where the value is missing: so when it was in a training row. */
  readonly missing: boolean;
  /**
   * What values are rounded to before anything else, so that `model.onnx`, which takes them so, computes the same features.
   * float64 where float32 would move a training row's feature by more than 1e-6; float32 where left out.
   */
  readonly elementType?: "float64";
}

/** A column of texts: a feature for each that is 1 in the rows that have it. A text that has none gives zeros. */
export interface CategoryColumn {
  readonly name: string;
  readonly kind: "category";
  readonly categories: readonly string[];
  /** Whether a further feature is 1 for every other text: so when training rows had more than are listed. */
  readonly other: boolean;
  /** Whether a last feature is 1 where the value is missing: so when it was in a training row. */
  readonly missing: boolean;
}

/** A column that features are made of. */
export type EncodedColumn = NumericColumn | CategoryColumn;

/** Everything that turns a row of the table into features, fitted on training rows only. */
export interface Preprocessing {
  readonly version: 1;
  /** The label's column. */
  readonly label: string;
  readonly classes: readonly string[];
  /** The columns that are used, in the order of their features. */
  readonly columns: readonly EncodedColumn[];
  /** The columns that are not used, and why. */
  readonly dropped: readonly { readonly name: string; readonly reason: string }[];
  /** The names of the features, in order. */
  readonly features: readonly string[];
}

/** The names of a column's features: "sex = MALE", "sex is missing". */
export function featureNames(column: EncodedColumn): string[] {
  const { name } = column;
  const values =
    column.kind === "category"
      ? [...column.categories.map((text) => `${name} = ${text}`), ...(column.other ? [`${name} is other`] : [])]
      : [name];
  return [...values, ...(column.missing ? [`${name} is missing`] : [])];
}

/**
 * Writes the features of one value.
 * @param value of a number, itself; of a category, its place in `categories`, or any other number; NaN where it is missing
 * @param output zeros where the column's features go
 * @param at where they go
 */
type FeatureWriter = (value: number, output: Float32Array, at: number) => void;

function writeNumeric({ mean, deviation, missing, elementType }: NumericColumn): FeatureWriter {
  const round = elementType === "float64" ? (value: number): number => value : Math.fround;
  return (value, output, at) => {
    if (!Number.isNaN(value)) output[at] = (round(value) - mean) / deviation;
    else if (missing) output[at + 1] = 1;
  };
}

function writeCategory({ categories, other, missing }: CategoryColumn): FeatureWriter {
  const count = categories.length;
  return (value, output, at) => {
    if (value >= 0 && value < count) output[at + value] = 1;
    else if (Number.isNaN(value) && missing) output[at + count + Number(other)] = 1;
    else if (!Number.isNaN(value) && other) output[at + count] = 1;
  };
}

/** The one place that says which features a value has: for training, and for new rows. */
export function featureWriter(column: EncodedColumn): FeatureWriter {
  return column.kind === "category" ? writeCategory(column) : writeNumeric(column);
}
