// Raw columns → features as graph nodes: the counterpart of `featureWriter`.
import { elementTypeCode, int, type Attribute } from "@softlabel/engine";
import { type CategoryColumn, type EncodedColumn, type NumericColumn, type Preprocessing } from "@softlabel/data";
import { featureNames, missingTexts } from "@softlabel/data/internal";
import type { DeployedInput } from "./deployedInput.ts";
import type { GraphPart } from "./graphPart.ts";

/** A column, its graph input, and the index of its first feature. */
interface Fed<Column> {
  readonly column: Column;
  readonly input: DeployedInput;
  readonly at: number;
}

/** A value [N, width] and the feature index of each column; undefined for columns that are not features. */
interface Block {
  readonly value: string;
  readonly places: readonly (number | undefined)[];
}

const to = (type: "float32" | "float64") => ({ to: int(elementTypeCode(type)) });
const strings = (value: readonly string[]): Attribute => ({ kind: "strings", value });
const ints = (value: readonly number[]): Attribute => ({ kind: "ints", value });

/**
 * All numeric columns: (x - mean) / deviation in float64, as in training, 0 if x is NaN; and whether it is NaN.
 * float32 would lose digits when x is close to the mean: years would become multiples of 1e-4.
 */
function numericBlocks(part: GraphPart, columns: readonly Fed<NumericColumn>[]): Block[] {
  if (columns.length === 0) return [];
  const wide = columns.map(({ input }) =>
    input.elementType === "float64" ? input.name : part.node("Cast", [input.name], to("float64")),
  );
  const raw = part.node("Concat", wide, { axis: int(1) });
  const row = (name: "mean" | "deviation") => {
    const values = columns.map(({ column }) => column[name]);
    return part.constant(name, "float64", [1, values.length], values);
  };
  const scaled = part.node("Div", [part.node("Sub", [raw, row("mean")]), row("deviation")]);
  const isMissing = part.node("IsNaN", [raw]);
  const zero = part.constant("zero", "float32", [], [0]);
  const value = part.node("Where", [isMissing, zero, part.node("Cast", [scaled], to("float32"))]);
  const values = { value, places: columns.map(({ at }) => at) };
  if (!columns.some(({ column }) => column.missing)) return [values];
  const flags = part.node("Cast", [isMissing], to("float32"));
  return [values, { value: flags, places: columns.map(({ column, at }) => (column.missing ? at + 1 : undefined)) }];
}

/** The index of each text among a category's features, and that of other texts; -1 for none. */
function placesOf({ column, input }: Fed<CategoryColumn>): { texts: string[]; places: number[]; others: number } {
  const { categories, other, missing } = column;
  const count = categories.length;
  const absent = [...new Set([input.missing!, ...missingTexts])].filter((text) => !categories.includes(text));
  const absentPlace = missing ? count + Number(other) : -1;
  return {
    texts: [...categories, ...absent],
    places: [...categories.keys(), ...absent.map(() => absentPlace)],
    others: other ? count : -1,
  };
}

/** One-hot encodes a category. */
function categoryBlock(part: GraphPart, fed: Fed<CategoryColumn>): Block {
  const { texts, places, others } = placesOf(fed);
  const { length: width } = featureNames(fed.column);
  const place = part.node("LabelEncoder", [fed.input.name], {
    keys_strings: strings(texts),
    values_int64s: ints(places),
    default_int64: int(others),
  });
  const range = Array.from({ length: width }, (_, i) => i);
  const equal = part.node("Equal", [place, part.constant(`0 to ${width - 1}`, "int64", [1, width], range)]);
  return { value: part.node("Cast", [equal], to("float32")), places: range.map((i) => fed.at + i) };
}

/** Concatenates blocks in the order of the features. */
function ordered(part: GraphPart, blocks: readonly Block[], width: number): string {
  const values = blocks.map(({ value }) => value);
  const all = values.length === 1 ? values[0] : part.node("Concat", values, { axis: int(1) });
  const found = blocks.flatMap(({ places }) => places);
  const order = Array.from({ length: width }, (_, place) => found.indexOf(place));
  if (found.length === width && order.every((from, place) => from === place)) return all;
  return part.node("Gather", [all, part.constant("order", "int64", [width], order)], { axis: int(1) });
}

/** The columns with their inputs and feature indices. */
function feed(columns: readonly EncodedColumn[], inputs: readonly DeployedInput[]): Fed<EncodedColumn>[] {
  let at = 0;
  return columns.map((column, i) => {
    const fed = { column, input: inputs[i], at };
    at += featureNames(column).length;
    return fed;
  });
}

/**
 * Adds the nodes from the columns of a table to its features.
 * @param inputs one per column, in their order
 * @returns the name of the features, float32 [N, features]
 */
export function addColumns(part: GraphPart, inputs: readonly DeployedInput[], preprocessing: Preprocessing): string {
  const fed = feed(preprocessing.columns, inputs);
  const isCategory = (each: Fed<EncodedColumn>): each is Fed<CategoryColumn> => each.column.kind === "category";
  const isNumeric = (each: Fed<EncodedColumn>): each is Fed<NumericColumn> => each.column.kind !== "category";
  const categories = fed.filter(isCategory).map((each) => categoryBlock(part, each));
  return ordered(part, [...numericBlocks(part, fed.filter(isNumeric)), ...categories], preprocessing.features.length);
}
