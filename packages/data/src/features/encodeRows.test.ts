// New rows as features: every kind of column, what is missing, unknown or wrong.
import { describe, expect, it } from "vitest";
import { encodeRows, type TableRow } from "./encodeRows.ts";
import type { EncodedColumn, Preprocessing } from "./preprocessing.ts";
import { featureNames } from "./preprocessing.ts";

const numeric = (kind: "number" | "boolean" | "date", missing = false): EncodedColumn => ({
  name: "x",
  kind,
  mean: 1,
  deviation: 2,
  missing,
});
const category = (other: boolean, missing: boolean): EncodedColumn => ({
  name: "x",
  kind: "category",
  categories: ["1", "NA"],
  other,
  missing,
});

const encode = (column: EncodedColumn, value: TableRow["x"]): number[] => {
  const features = featureNames(column);
  const preprocessing: Preprocessing = {
    version: 1,
    label: "y",
    classes: [],
    columns: [column],
    dropped: [],
    features,
  };
  return Array.from(encodeRows(preprocessing, [{ x: value }]));
};

describe("encodeRows", () => {
  it("takes null as missing, whatever the categories are called", () => {
    const column = { ...category(true, true), categories: ["null", "undefined"] } as EncodedColumn;
    expect([encode(column, null), encode(column, undefined), encode(column, "null")]).toEqual([
      [0, 0, 0, 1],
      [0, 0, 0, 1],
      [1, 0, 0, 0],
    ]);
  });

  it.each<[string, EncodedColumn, TableRow["x"], number[]]>([
    ["a number", numeric("number"), 5, [2]],
    ["a number as text", numeric("number"), "5", [2]],
    ["a number rounded as the deployed model takes it", numeric("number"), 2 ** 24 + 1, [8388607.5]],
    ["a large integer", numeric("number"), 5n, [2]],
    ["a missing number", numeric("number", true), "NA", [0, 1]],
    ["a number missing as never in training", numeric("number"), null, [0]],
    ["a number that is there", numeric("number", true), 1, [0, 0]],
    ["a boolean", numeric("boolean"), true, [0]],
    ["a boolean as text", numeric("boolean"), "false", [-0.5]],
    ["a date", numeric("date"), "1970-01-06", [2]],
    ["a time", numeric("date"), "1970-01-06 12:00:00", [2.25]],
    ["a time with a zone", numeric("date"), "1970-01-06T12:00:00+12:00", [2]],
    ["a time of day", numeric("date"), "12:00:00", [-0.25]],
    ["a Date", numeric("date"), new Date(5 * 86_400_000), [2]],
    ["a category", category(true, true), "1", [1, 0, 0, 0]],
    ["a category as number", category(true, true), 1, [1, 0, 0, 0]],
    ["a category that looks missing", category(true, true), "NA", [0, 1, 0, 0]],
    ["a missing category", category(true, true), "", [0, 0, 0, 1]],
    ["a missing category without other", category(false, true), undefined, [0, 0, 1]],
    ["an unknown category", category(true, true), "new", [0, 0, 1, 0]],
    ["an unknown category as never in training", category(false, true), "new", [0, 0, 0]],
    ["a category missing as never in training", category(true, false), null, [0, 0, 0]],
  ])("gives %s", (_, column, value, features) => {
    expect(encode(column, value)).toEqual(features);
  });

  it.each<[EncodedColumn, TableRow["x"], string]>([
    [numeric("number"), "five", 'encodeRows: expected a number in column x, got "five"; see row 0 of those given'],
    [numeric("number"), Infinity, "encodeRows: expected a number in column x, got Infinity"],
    [numeric("boolean"), 2, "encodeRows: expected a boolean in column x, got 2"],
    [numeric("date"), "soon", 'encodeRows: expected a date in column x, got "soon"'],
  ])("refuses %j of %s", (column, value, message) => {
    expect(() => encode(column, value)).toThrow(message);
  });
});
