// Tables whose test and validation rows are in files of their own, or marked by a column.
import { describe, expect, it } from "vitest";
import { inputsOf } from "@softlabel/engine";
import type { Dataset } from "../../base/dataset.ts";
import { loadDataset, type LoadOptions } from "../loadDataset.ts";
import { withDatabase } from "../duckdb/database.ts";
import type { NumericColumn, Preprocessing } from "../../features/preprocessing.ts";
import { plainRows, tableFolder, writeLines } from "./tables.fixtures.ts";

const at = tableFolder();

const numbered = (count: number, row: (i: number) => string): string[] =>
  Array.from({ length: count }, (_, i) => row(i));

/** Rows a,b,y with a counted from `first`. */
const rowsFrom = (first: number, count: number): string[] => [
  "a,b,y",
  ...numbered(count, (i) => `${first + i},${i % 3},${"uv"[i % 2]}`),
];

/** The values of column a, rounding undone. */
function valuesOfA({ preprocessing }: Dataset, part: Dataset["train"]): number[] {
  const { columns, features } = preprocessing as Preprocessing;
  const { mean, deviation } = columns[0] as NumericColumn;
  const inputs = inputsOf(part);
  return Array.from(part.labels, (_, i) => Math.round(inputs[i * features.length] * deviation + mean));
}

const countTo = (count: number, first = 0): number[] => Array.from({ length: count }, (_, i) => first + i);

describe("a table with files of test and validation rows", () => {
  it("takes them as they are, fits on the training rows alone, and keeps all orders", async () => {
    const train = writeLines(at("train.csv"), plainRows(30));
    const test = writeLines(at("test.csv"), rowsFrom(1000, 8));
    const validation = writeLines(at("validation.csv"), rowsFrom(2000, 5));
    const data = await loadDataset(train, { test, validation });
    expect(valuesOfA(data, data.train)).toEqual(countTo(30));
    expect(valuesOfA(data, data.validation!)).toEqual(countTo(5, 2000));
    expect(valuesOfA(data, data.test)).toEqual(countTo(8, 1000));
    expect((data.preprocessing as Preprocessing).columns[0]).toMatchObject({ mean: 14.5, missing: false });
    expect(data.title).toBe(
      "Table of 30 rows from train.csv, validation rows from validation.csv, test rows from test.csv",
    );
  });

  it("draws what no file gives", async () => {
    const train = writeLines(at("drawn.csv"), plainRows(30));
    const validation = writeLines(at("validation-only.csv"), rowsFrom(2000, 5));
    const data = await loadDataset(train, { validation, test: 0.5 });
    expect([data.train.count, data.validation?.count, data.test.count]).toEqual([15, 5, 15]);
  });

  it("reads every format by the types of the training columns, in any order of columns", async () => {
    const train = writeLines(at("typed.csv"), ["code,when,y", ...numbered(20, (i) => `${i % 3 === 0 ? "x" : i % 3},2024-01-${10 + i},${i % 2}`)]); // prettier-ignore
    const csv = writeLines(at("typed-test.csv"), ["y,extra,when,code", "1,?,2024-02-01,2", "0,?,2024-02-02,x"]);
    const json = writeLines(at("typed-test.jsonl"), [
      '{"y": 1, "when": "2024-02-01", "code": "2"}',
      '{"y": 0, "when": "2024-02-02", "code": "x"}',
    ]);
    await withDatabase(
      at(""),
      (database) =>
      database.run(`copy (select y::integer as y, "when", code from read_csv('${csv}', types = {'code': 'VARCHAR'})) to '${at("typed-test.parquet")}' (format parquet)`), // prettier-ignore
    );
    const first = await loadDataset(train, { test: csv });
    expect(first.classes).toEqual(["0", "1"]);
    expect((first.preprocessing as Preprocessing).columns.map(({ kind }) => kind)).toEqual(["category", "date"]);
    for (const test of [json, at("typed-test.parquet"), `select * from '${json}' -- all`])
      expect((await loadDataset(train, { test })).fingerprint, test).toBe(first.fingerprint);
  });

  it("widens whole numbers that are fractions elsewhere", async () => {
    const rows = (numbers: readonly number[]): string[] => numbers.map((a, i) => JSON.stringify({ a, y: i % 2 }));
    const train = writeLines(at("whole.jsonl"), rows([1, 2, 3, 4]));
    const test = writeLines(at("fractions.jsonl"), rows([1.5, 2.5]));
    const data = await loadDataset(train, { test });
    const { mean, deviation } = (data.preprocessing as Preprocessing).columns[0] as NumericColumn;
    const values = Array.from(inputsOf(data.test), (value) => value * deviation + mean);
    [1.5, 2.5].forEach((value, i) => expect(values[i]).toBeCloseTo(value, 6));
  });

  it("notes what test rows share with training rows, and what they lack", async () => {
    const train = writeLines(at("shared.csv"), ["id,a,b,y", ...numbered(30, (i) => `${i},${i},${"mn"[i % 2]},${"uvw"[i % 3]}`)]); // prettier-ignore
    const lines = ["id,a,b,y", "0,3,n,u", "1,4,m,v", "2,4,m,u", "3,500,n,v", "4,501,,u", "5,,n,v", "6,7,n,"];
    const test = writeLines(at("shared-test.csv"), lines);
    const { notes = [], ...data } = await loadDataset(train, { test });
    expect(data.test.count).toBe(6);
    expect(notes.slice(1)).toEqual([
      "The label is y, for its name; choose another with --label.",
      "Left out: id (it numbers the rows).",
      "Left out: 1 row of shared-test.csv without a y.",
      "There are no test rows of class w.",
      "a is missing in 1 row of shared-test.csv and in no training row: taken as the training mean.",
      "b is missing in 1 row of shared-test.csv and in no training row: taken as no category.",
      "3 of 6 test rows are identical to training rows: scores on them flatter the model.",
    ]);
  });

  it("is read again when one of its files changes", async () => {
    const train = writeLines(at("stable.csv"), plainRows(30));
    const test = writeLines(at("changing-test.csv"), rowsFrom(100, 4));
    const before = await loadDataset(train, { test });
    writeLines(test, rowsFrom(100, 6));
    const after = await loadDataset(train, { test });
    expect([before.test.count, after.test.count]).toEqual([4, 6]);
    expect(after.fingerprint).not.toBe(before.fingerprint);
  });

  it("keeps groups together in what is still drawn, and counts those that test rows share", async () => {
    const rows = (first: number): string[] => ["a,g,y", ...numbered(40, (i) => `${i},g${first + (i >> 2)},${i % 2}`)];
    const train = writeLines(at("groups-train.csv"), rows(0));
    const test = writeLines(at("groups-test.csv"), rows(8));
    const data = await loadDataset(train, { test, group: "g" });
    expect(data.groups).toHaveLength(40);
    expect(data.notes).toContain("18 groups by g, each on one side of every split that is drawn.");
    expect(data.notes).toContain("2 groups by g of the test rows also occur in training rows.");
    const without = writeLines(at("no-groups.csv"), ["a,y", "1,0", "2,1"]);
    expect((await loadDataset(train, { test: without, group: "g" })).test.count).toBe(2);
  });
});

describe("a table with a split column", () => {
  const parts = ["train", "TRAINING", "train", "val", "dev", "Test"];
  const marked = (words: readonly string[]): string[] => [
    "a,b,part,y",
    ...numbered(60, (i) => `${i},${i % 3},${words[i % words.length]},${"uv"[(i >> 3) % 2]}`),
  ];

  it("splits by its words, in any case, and makes no feature of it", async () => {
    const data = await loadDataset(writeLines(at("marked.csv"), marked(parts)), { split: "part" });
    expect(valuesOfA(data, data.test)).toEqual(countTo(60).filter((i) => i % 6 === 5));
    expect(valuesOfA(data, data.validation!)).toEqual(countTo(60).filter((i) => [3, 4].includes(i % 6)));
    expect((data.preprocessing as Preprocessing).features).toEqual(["a", "b"]);
    expect(data.notes).toContain("Rows by part: 30 for training, 20 for validation, 10 for testing.");
  });

  it("draws test rows where it names none, and takes a file of them", async () => {
    const file = writeLines(at("half-marked.csv"), marked(["train", "valid"]));
    const drawn = await loadDataset(file, { split: "part" });
    expect([drawn.train.count, drawn.validation?.count, drawn.test.count]).toEqual([24, 30, 6]);
    expect(drawn.notes).toContain(
      "No row of part is a test row: 20 % of every class is used for testing, drawn by seed 0.",
    );
    const test = writeLines(at("half-marked-test.csv"), rowsFrom(100, 4));
    expect((await loadDataset(file, { split: "part", test })).test.count).toBe(4);
  });
});

interface Refusal {
  readonly what: string;
  readonly lines: readonly string[];
  readonly test?: readonly string[];
  readonly options?: LoadOptions;
  /** Of the file's path, which is cut off. */
  readonly message: string;
}

const split = { split: "part" };
const words = (...values: readonly string[]): string[] => [
  "a,part,y",
  ...numbered(24, (i) => `${i},${values[i % values.length]},${"uv"[(i >> 2) % 2]}`),
];

const refusals: readonly Refusal[] = [
  {
    what: "classes that only test rows have",
    lines: plainRows(30),
    test: ["a,b,y", "1,1,u", "1,1,w", "2,1,w", "3,1,x"],
    message:
      'test: expected only classes that training rows have (u, v), got "w" in 2 rows, "x" in 1 row; add training rows of such classes, or leave these rows out',
  },
  {
    what: "a missing column",
    lines: plainRows(30),
    test: ["a,c,y", "1,1,u"],
    message:
      "test: expected the columns of data.csv, got none called b; add them, or leave them out of both with --drop",
  },
  {
    what: "a text where training rows have numbers",
    lines: plainRows(30),
    test: ["a,b,y", "1,1,u", "many,1,u"],
    message: 'test, line 3: expected a number in column a, as in data.csv, got "many"; ',
  },
  {
    what: "an infinity, by its row in its own file",
    lines: plainRows(30),
    test: ["a,b,y", "1,1,u", "inf,1,u"],
    message: "test: expected finite numbers in column a, got inf in row 2; ",
  },
  { what: "no rows", lines: plainRows(30), test: ["a,b,y"], message: "test: expected rows with a y, got none" },
  {
    what: "no labels",
    lines: plainRows(30),
    test: ["a,b,y", "1,2,"],
    message: "test: expected rows with a y, got none",
  },
  {
    what: "words that name no part",
    lines: words("train", "test", "tset", ""),
    options: split,
    message:
      'data: expected train, validation or test in column part, got "tset" in 6 rows, no value in 6 rows; correct',
  },
  {
    what: "no training rows of a class",
    lines: ["a,part,y", ...numbered(9, (i) => `${i},${i < 6 ? "train" : "test"},${i < 6 ? "u" : "v"}`)],
    options: split,
    message: 'data: expected training rows of every class by part, got none of "v"; add some, or leave the class out',
  },
  {
    what: "a split column that is not there",
    lines: plainRows(30),
    options: { split: "fold" },
    message: 'data: expected --split to be one of its columns a, b, y, got "fold"',
  },
  {
    what: "a split column that is the label",
    lines: plainRows(30),
    options: { split: "y" },
    message: 'data: expected --split to be another column than the label and the group, got "y"',
  },
  {
    what: "test rows from a column and a file",
    lines: words("train", "test"),
    test: ["a,y", "1,u"],
    options: split,
    message: "data: expected test rows from one place, got column part and test.csv; leave --test out",
  },
  {
    what: "test rows from a column and a fraction",
    lines: words("train", "test"),
    options: { ...split, test: 0.3 },
    message: "data: expected test rows from one place, got column part and --test 0.3; leave --test out",
  },
  {
    what: "a single group to hold validation rows out of",
    lines: ["a,g,y", ...numbered(20, (i) => `${i},g,${i % 2}`)],
    test: ["a,y", "1,0"],
    options: { group: "g" },
    message: "data: expected at least 2 groups in g: for training and validation, got 1",
  },
];

/** The message of what loading throws, with names in place of the two files' paths. */
async function messageOf(place: string, test: string | undefined, options: LoadOptions): Promise<string> {
  const message = await loadDataset(place, { ...options, ...(test === undefined ? {} : { test }) }).then(
    () => "loaded",
    (error: Error) => (error.name === "UsageError" ? error.message : (error.stack ?? "")),
  );
  const named = (text: string, path: string, name: string): string =>
    text.replace(new RegExp(`^${path}`), name).replaceAll(path, `${name}.csv`);
  return named(test === undefined ? message : named(message, test, "test"), place, "data");
}

describe("own parts are refused for", () => {
  it.each(refusals.map((row, i) => [row.what, row, i] as const))(
    "%s",
    async (_, { lines, test, options, message }, i) => {
      const place = writeLines(at(`refused-${i}.csv`), lines);
      const testPlace = test && writeLines(at(`refused-${i}-test.csv`), test);
      const found = await messageOf(place, testPlace, options ?? {});
      expect(found.slice(0, message.length)).toBe(message);
      expect(found).not.toContain("\n");
    },
  );

  it("files that are not there, and what is not a table", async () => {
    const file = writeLines(at("there.csv"), plainRows(30));
    await expect(loadDataset(file, { test: at("none.csv") })).rejects.toThrow(
      "none.csv: expected a file, got no such file or folder; check the path",
    );
    await expect(loadDataset(file, { test: "20%" })).rejects.toThrow(
      '--test: expected a table, as the data is one, got "20%"; name a file that ends in .csv',
    );
    await expect(loadDataset("glyphs", { test: file })).rejects.toThrow("--test: expected a folder of idx files or");
    await expect(loadDataset("glyphs", { split: "part" })).rejects.toThrow(
      "--split: expected a list of images or a table",
    );
  });
});
