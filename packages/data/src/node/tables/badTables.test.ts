// Tables that cannot be used: each is refused in one sentence that says where and what to do.
import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadDataset, type LoadOptions } from "../loadDataset.ts";
import { plainRows, tableFolder, writeLines } from "./tables.fixtures.ts";

const at = tableFolder();
const plain = plainRows(24);
const numbered = (count: number, row: (i: number) => string): string[] =>
  Array.from({ length: count }, (_, i) => row(i));

interface Case {
  readonly what: string;
  readonly lines: readonly string[];
  readonly options?: LoadOptions;
  /** After the file's path. */
  readonly message: string;
}

const cases: readonly Case[] = [
  {
    what: "a row that is too short",
    lines: [...plain, "5,u", "7,8,v"],
    message: ', line 26: expected 3 values, one per column, got 2 in "5,u"; fix the line',
  },
  {
    what: "a row that is too long, far down",
    lines: [...plainRows(30_000), "5,6,u,9"],
    message: ', line 30002: expected 3 values, one per column, got 4 in "5,6,u,9"; fix the line',
  },
  {
    what: "a row that is too short, where its text falls into a column of numbers",
    lines: [...plainRows(30_000), "5,u"],
    message: ', line 30002: expected 3 values, one per column, got 2 in "5,u"; fix the line',
  },
  {
    what: "a text among numbers, far down",
    lines: [...plainRows(30_000), "abc,1,u"],
    message:
      ', line 30002: expected a number in column a, as in the rows before, got "abc"; fix it, leave it empty if it is missing, or leave the column out with --drop a',
  },
  {
    what: "a text among numbers, near the top",
    lines: [...plain.slice(0, 5), "o7,1,u", ...plain.slice(5)],
    message: ': expected numbers in column a, as in nearly all rows, got "o7" in row 5; fix it,',
  },
  {
    what: "NaN",
    lines: [...plain, "nan,1,u"],
    message: ": expected finite numbers in column a, got nan in row 25; leave the value empty if it is missing, or",
  },
  {
    what: "an infinity",
    lines: [...plain, "1,-inf,u"],
    message: ": expected finite numbers in column b, got -inf in row 25",
  },
  {
    what: "two columns of one name",
    lines: ["a,A,y", "1,2,u"],
    message: ': expected columns of different names, whatever their case, got "A" twice',
  },
  {
    what: "an empty file",
    lines: [""],
    message: ": expected names of columns in the first line, got an empty file or line",
  },
  { what: "no row", lines: ["a,b,y"], message: ": expected at least one row, got 0" },
  {
    what: "a quote within a quoted value",
    lines: [...plain, '1,"2"3,u'],
    message: `, line 26: expected a quote at the end of a quoted value, got "1,"2"3,u"; fix the line`,
  },
  {
    what: "bytes that are not text",
    lines: ["a\0b,y", "1,u"],
    message: ": expected a text file, got bytes that are not text",
  },
  {
    what: "a label that is not there",
    lines: plain,
    options: { label: "yy" },
    message: ': expected --label to be one of its columns y, a, b, got "yy"',
  },
  {
    what: "no label",
    lines: ["a,kind", "1,u"],
    message: ": expected --label with one of its columns a, kind, got none; name the label",
  },
  {
    what: "a label of one class",
    lines: ["a,y", ...numbered(9, (i) => `${i},u`)],
    message: ": expected at least two classes in the label column y, got 1",
  },
  {
    what: "a label of 40,000 values",
    lines: ["a,y", ...numbered(40_000, (i) => `${i % 7},c${i}`)],
    message:
      ": expected a label column of at most 1,000 classes for 40,000 rows, got 40,000 distinct values in y; name a column that",
  },
  {
    what: "a class of one row",
    lines: [...plain, "1,2,w"],
    message: `: expected at least 2 rows of every class in y, got 1 of "w"; leave it out with a SQL query`,
  },
  {
    what: "a group that is not there",
    lines: plain,
    options: { group: "c" },
    message: ': expected --group to be one of its columns a, b, y, got "c"',
  },
  {
    what: "two groups",
    lines: ["a,g,y", ...numbered(20, (i) => `${i},${i % 2},${i % 3}`)],
    options: { group: "g" },
    message: ": expected at least 3 groups in g: for training, validation and test, got 2",
  },
  {
    what: "a class in one group",
    lines: ["a,g,y", ...numbered(40, (i) => `${i},${Math.floor(i / 2)},${i < 2 ? "u" : i % 2 === 0 ? "v" : "w"}`)],
    options: { group: "g", test: 0.9 },
    message: ': expected every class in several groups of g, got "u" in too few; name another group, or none',
  },
  {
    what: "a dropped label",
    lines: plain,
    options: { drop: ["y"] },
    message: ': expected --drop to leave the label, got "y"',
  },
  {
    what: "a dropped column that is not there",
    lines: plain,
    options: { drop: ["c"] },
    message: ': expected --drop to be one of its columns a, b, y, got "c"',
  },
  {
    what: "columns that are all the same",
    lines: ["a,y", ...numbered(9, (i) => `1,${i % 2}`)],
    message: ": expected a column beside y that helps to predict it, got a (the same in all training rows)",
  },
];

/** The message of what loading throws. */
const messageOf = async (text: string, options?: LoadOptions): Promise<string> =>
  loadDataset(text, options).then(
    () => "loaded",
    (error: Error) => (error.name === "UsageError" ? error.message : (error.stack ?? "")),
  );

describe("a table is refused for", () => {
  it.each(cases.map((row, i) => [row.what, row, `bad-${i}.csv`] as const))("%s", async (_, row, name) => {
    const file = writeLines(at(name), row.lines);
    const message = await messageOf(file, row.options);
    expect(message.startsWith(file), message).toBe(true);
    expect(message.slice(file.length)).toContain(row.message);
    expect(message).not.toContain("\n");
  });

  it("bytes that are not UTF-8", async () => {
    writeFileSync(at("latin.csv"), Buffer.from(`${plain.join("\n")}\n1,caf\xe9,u\n`, "latin1"));
    expect(await messageOf(at("latin.csv"))).toContain("latin.csv, line 26: expected text in UTF-8, got bytes that");
  });

  it("files whose columns differ", async () => {
    writeLines(at("order-1.csv"), plain);
    writeLines(at("order-2.csv"), ["b,a,y", "1,2,u"]);
    expect(await messageOf(at("order-*.csv"))).toContain("order-1.csv: a, b, y, got b, a, y; order matters too");
  });

  it("files that are damaged or missing", async () => {
    writeFileSync(at("bad.parquet"), "nonsense");
    expect(await messageOf(at("bad.parquet"))).toMatch(
      /expected a table that DuckDB can read, got File .* too small to be/,
    );
    expect(await messageOf("none.csv")).toBe("none.csv: expected a file, got no such file or folder; check the path");
    expect(await messageOf(at("none-*.csv"))).toContain("expected a pattern that matches files, got no such file");
  });

  it("a share of rows out of range", async () => {
    expect(await messageOf("none.csv", { test: 1 })).toContain("to be a number above 0 and below 1, got 1");
  });

  it.each([
    ["select a frm 'x.csv'", "expected a SQL query that DuckDB can parse, got syntax error at or near \"'x.csv'\""],
    ["from 'none.csv'", "none.csv: expected a file, got no such file or folder; check the path"],
    ["from range(3); drop table x", "expected one SELECT statement, got another kind of statement"],
    ["select q from range(3)", 'that DuckDB can read, got Referenced column "q" not found in FROM clause!'],
    ["select 1 as a, 2 as a, 3 as y", 'expected columns of different names, whatever their case, got "a'],
    ["from 'https://example.org/a.csv'", "requires the extension httpfs to be loaded"],
  ])("the query %s", async (query, message) => {
    expect(await messageOf(query)).toContain(message);
  });
});
