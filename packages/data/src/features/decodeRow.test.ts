// Rows of a table, encoded and decoded again.
import { describe, expect, it } from "vitest";
import { decodeRow } from "./decodeRow.ts";
import { encodeRows, type TableRow } from "./encodeRows.ts";
import { featureNames, type EncodedColumn } from "./preprocessing.ts";

const columns: readonly EncodedColumn[] = [
  { name: "mass", kind: "number", mean: 4000, deviation: 523, missing: true },
  { name: "seen", kind: "date", mean: 14000, deviation: 100, missing: false, elementType: "float64" },
  { name: "tagged", kind: "boolean", mean: 0.5, deviation: 0.5, missing: false },
  { name: "island", kind: "category", categories: ["Biscoe", "Dream"], other: true, missing: true },
];
const features = columns.flatMap(featureNames);
const preprocessing = { version: 1, label: "species", classes: ["a", "b"], columns, dropped: [], features } as const;
const again = (row: TableRow) => decodeRow(preprocessing, encodeRows(preprocessing, [row]));

describe("decodeRow", () => {
  it("gives values of every kind back", () => {
    const row = { mass: 4321.5, seen: "2008-11-16", tagged: "true", island: "Dream" };
    expect(again(row)).toEqual(row);
    expect(again({ ...row, seen: "2008-11-16 12:30:00" }).seen).toBe("2008-11-16T12:30:00");
  });

  it("gives null for what is missing, and other for a text unknown in training", () => {
    expect(again({ mass: null, seen: "2008-11-16", tagged: false, island: null })).toMatchObject({
      mass: null,
      tagged: "false",
      island: null,
    });
    expect(again({ seen: "2008-11-16", tagged: 1, island: "Torgersen" })).toMatchObject({
      tagged: "true",
      island: "other",
    });
  });
});
