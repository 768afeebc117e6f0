// Which data texts are tables, and how lines of CSV files are cut.
import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { splitLine } from "../../tables/csvDialect.ts";
import { sourceFiles, tableFormat, tableSource } from "./tableSource.ts";
import { tableFolder, writeLines } from "./tables.fixtures.ts";

const at = tableFolder();

describe("tableFormat", () => {
  it.each([
    ["a.csv", "csv"],
    ["folder/a.TSV.gz", "csv"],
    ["part-*.parquet", "parquet"],
    ["a.jsonl", "json"],
    ["select * from 'a.csv'", "query"],
    ["  FROM 'a.csv'", "query"],
    ["with a as (select 1) from a", "query"],
    ["glyphs", undefined],
    ["fashion-mnist:train=100", undefined],
    ["selected", undefined],
    ["folder", undefined],
  ])("of %s is %s", (text, format) => {
    expect(tableFormat(text)).toBe(format);
  });
});

describe("tableSource", () => {
  const nested = (levels: number): string => `{"a": ${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`;

  it("takes JSON of 100 levels, brackets in texts aside", async () => {
    const file = writeLines(at("deep.json"), [nested(100), JSON.stringify({ a: `\\"${"[".repeat(200)}` })]);
    expect((await tableSource(file)).files).toEqual([file]);
  });

  it("refuses JSON that nests deeper, packed or in a query too", async () => {
    const file = writeLines(at("deeper.json"), [nested(101)]);
    const packed = at("deeper.json.gz");
    writeFileSync(packed, gzipSync(nested(100_000)));
    const message = "expected JSON of at most 100 levels, got more";
    for (const text of [file, packed, `from '${file}'`, `from read_json(['${packed}'])`]) {
      await expect(tableSource(text)).rejects.toThrow(message);
    }
  });
});

describe("sourceFiles", () => {
  it("finds one file, those of a pattern, and those that a query names", async () => {
    const [a, b] = [writeLines(at("a.csv"), ["x"]), writeLines(at("b.csv"), ["x"])];
    expect(await sourceFiles(a)).toEqual([a]);
    expect(await sourceFiles(at("*.csv"))).toEqual([a, b]);
    expect(await sourceFiles(`select 'x' from "${b}" join '${at("[a].csv")}' using (x)`)).toEqual([a, b]);
    expect(await sourceFiles("from range(3)")).toEqual([]);
  });
});

describe("splitLine", () => {
  it.each([
    ["a,b", ",", ["a", "b"]],
    ['"a,b",c', ",", ["a,b", "c"]],
    ['"say ""hi""";b', ";", ['say "hi"', "b"]],
    [",", ",", ["", ""]],
    ["", ",", [""]],
  ])("cuts %s at %s", (line, delimiter, values) => {
    expect(splitLine(line, delimiter)).toEqual(values);
  });
});
