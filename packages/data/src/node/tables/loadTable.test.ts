// Tables as data sets: every format, missing values, splits, groups.
import { describe, expect, it } from "vitest";
import { inputsOf, type Examples } from "@softlabel/engine";
import type { Dataset } from "../../base/dataset.ts";
import { loadDataset } from "../loadDataset.ts";
import { withDatabase } from "../duckdb/database.ts";
import { encodeRows } from "../../features/encodeRows.ts";
import type { Preprocessing } from "../../features/preprocessing.ts";
import { beetleRows, plainRows, tableFolder, writeLines } from "./tables.fixtures.ts";

const at = tableFolder();

const preprocessingOf = ({ preprocessing }: Dataset): Preprocessing => preprocessing as Preprocessing;

/** The rows of both parts as texts, sorted: the table, whatever the split. */
function sortedRows(parts: readonly Examples[], width: number): string[] {
  const rows = parts.flatMap((part) => {
    const inputs = inputsOf(part);
    return Array.from(part.labels, (label, i) => `${inputs.slice(i * width, (i + 1) * width).join()}|${label}`);
  });
  return rows.sort();
}

const countOf = (labels: Int32Array): number[] =>
  Array.from({ length: Math.max(...labels) + 1 }, (_, k) => labels.filter((label) => label === k).length);

describe("a table with missing values and texts", () => {
  it("loads as features that are named", async () => {
    const beetles = await loadDataset(writeLines(at("beetles.csv"), beetleRows()), { label: "kind" });
    expect(beetles.classes).toEqual(["ground", "leaf", "stag"]);
    expect([countOf(beetles.train.labels), countOf(beetles.test.labels)]).toEqual([
      [8, 16, 24],
      [2, 4, 6],
    ]);
    expect(preprocessingOf(beetles).features).toEqual([
      ...["forest = Elm", "forest = Oak"],
      ...["wing_mm", "wing_mm is missing", "weight_mg", "weight_mg is missing"],
      ...["sex = f", "sex = m", "sex is missing"],
    ]);
    expect(beetles.notes?.[1]).toMatch(/^Missing values: wing_mm in 1, weight_mg in 2 and sex in 7 rows;/);
  });

  it("is encoded alike when it comes as rows", async () => {
    const beetles = await loadDataset(writeLines(at("beetles.csv"), beetleRows()), { label: "kind" });
    const [names, ...lines] = beetleRows();
    const rows = lines.map((line) => {
      const values = line.split(",");
      return Object.fromEntries(names.split(",").map((name, i) => [name, values[i]]));
    });
    const inputs = encodeRows(preprocessingOf(beetles), rows);
    const labels = Int32Array.from(rows, ({ kind }) => beetles.classes.indexOf(kind));
    const again = { count: rows.length, shape: beetles.shape, inputs, labels };
    expect(sortedRows([again], 9)).toEqual(sortedRows([beetles.train, beetles.test], 9));
  });

  it("is split by class, and said to be unbalanced, where one class is rare", async () => {
    const rows = Array.from({ length: 1200 }, (_, i) => `${i % 97},${i % 40 === 39 ? "rare" : `c${i % 3}`}`);
    const data = await loadDataset(writeLines(at("rare.csv"), ["a,y", ...rows]));
    const [train, test] = [countOf(data.train.labels), countOf(data.test.labels)];
    expect(train.map((count, k) => count + test[k])).toEqual([390, 390, 390, 30]);
    expect(test).toEqual([78, 78, 78, 6]);
    expect(data.notes?.join()).toContain("Classes are unbalanced: c0 has 390 rows, rare has 30");
  });
});

describe("a table", () => {
  it("is standardised by its training rows, which the seed chooses", async () => {
    const file = writeLines(at("plain.csv"), plainRows(50));
    const data = await loadDataset(file, { test: 0.3 });
    expect([data.train.count, data.test.count, countOf(data.test.labels)]).toEqual([35, 15, [8, 7]]);
    const train = inputsOf(data.train);
    const first = Array.from(data.train.labels, (_, i) => train[2 * i]);
    const mean = first.reduce((sum, value) => sum + value) / 35;
    expect(mean).toBeCloseTo(0, 6);
    expect(first.reduce((sum, value) => sum + value ** 2, 0) / 35).toBeCloseTo(1, 6);
    expect(first).toEqual([...first].sort((a, b) => a - b));
    expect((await loadDataset(file, { test: 0.3, seed: 1 })).fingerprint).not.toBe(data.fingerprint);
  });

  it("is the same as CSV, TSV, JSON, Parquet, several files and a query", async () => {
    const rows = plainRows(40);
    const csv = writeLines(at("same.csv"), rows);
    const tabs = rows.map((row) => row.replaceAll(",", "\t"));
    const objects = rows.slice(1).map((row) => {
      const [a, b, y] = row.split(",");
      return JSON.stringify({ a: Number(a), b: Number(b), y });
    });
    writeLines(at("part-1.csv"), rows.slice(0, 21));
    writeLines(at("part-2.csv"), [rows[0], ...rows.slice(21)]);
    await withDatabase(at(""), (database) =>
      database.run(`copy (select * from read_csv('${csv}')) to '${at("same.parquet")}' (format parquet)`),
    );
    const { fingerprint } = await loadDataset(csv);
    for (const text of [
      writeLines(at("same.tsv"), tabs),
      writeLines(at("same.jsonl"), objects),
      at("same.parquet"),
      at("part-*.csv"),
      `select a, b, y from '${at("part-*.csv")}' where a >= 0; `,
      `from '${csv}' -- all of it`,
    ]) {
      expect((await loadDataset(text)).fingerprint, text).toBe(fingerprint);
    }
  });

  it("is read again when its file has changed", async () => {
    const file = writeLines(at("changing.csv"), plainRows(20));
    const before = await loadDataset(file);
    expect((await loadDataset(file)).fingerprint).toBe(before.fingerprint);
    writeLines(file, plainRows(30));
    expect((await loadDataset(file)).train.count).toBe(24);
  });

  it("leaves out what says nothing, and rows without a label, and says so", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => {
      const label = i % 8 === 7 ? "" : String(9 + (i % 3));
      return `${i},name ${i},1,${i % 2 === 0 ? "yes" : "NA"},,${i * i},${label}`;
    });
    const file = writeLines(at("useless.csv"), ["id,name,one,rare,none,square,Class", ...rows]);
    const data = await loadDataset(file, { drop: ["square"] });
    expect(data.classes).toEqual(["9", "10", "11"]);
    expect(preprocessingOf(data).features).toEqual(["rare = yes", "rare is missing"]);
    expect(preprocessingOf(data).dropped).toEqual([
      { name: "id", reason: "it numbers the rows" },
      { name: "name", reason: "nearly every row has a text of its own" },
      { name: "none", reason: "no value in any row" },
      { name: "one", reason: "the same in all training rows" },
    ]);
    expect(data.train.count + data.test.count).toBe(35);
    expect(data.notes?.slice(1, 3)).toEqual([
      "The label is Class, for its name; choose another with --label.",
      "Left out: 5 rows without a Class.",
    ]);
  });

  it("has dates as days and booleans as numbers, as rows that come later", async () => {
    const rows = Array.from({ length: 30 }, (_, i) => {
      const day = String(i + 1).padStart(2, "0");
      return { when: `2024-01-${day}`, at: `2024-01-01 ${day.replace(/^[23]/, "1")}:30:00`, on: i % 3 === 0, y: i % 2 };
    });
    const file = writeLines(
      at("kinds.json"),
      rows.map((row) => JSON.stringify(row)),
    );
    const data = await loadDataset(file);
    expect(data.notes?.[0]).toBe("Columns: booleans on; dates when and at. Features: 3.");
    const again = { ...data.train, count: 30, inputs: encodeRows(preprocessingOf(data), rows) };
    const labels = Int32Array.from(rows, ({ y }) => y);
    expect(sortedRows([{ ...again, labels }], 3)).toEqual(sortedRows([data.train, data.test], 3));
  });

  it("keeps groups whole, and takes rows without one each for itself", async () => {
    const rows = Array.from({ length: 300 }, (_, i) => `${i},${i < 20 ? "" : `g${Math.floor(i / 10)}`},${i % 2}`);
    const file = writeLines(at("groups.csv"), ["a,g,y", ...rows]);
    const data = await loadDataset(file, { group: "g" });
    const [{ mean, deviation }] = preprocessingOf(data).columns as unknown as [{ mean: number; deviation: number }];
    const groupsOf = (part: Examples): number[] =>
      Array.from(inputsOf(part), (value) => Math.round(value * deviation + mean)).map((a) =>
        a < 20 ? a : 20 + Math.floor(a / 10),
      );
    const train = new Set(groupsOf(data.train));
    expect(groupsOf(data.test).filter((group) => train.has(group))).toEqual([]);
    expect(data.test.count).toBeGreaterThan(45);
    expect(new Set(data.groups).size).toBe(train.size);
    expect(data.groups?.length).toBe(data.train.count);
    expect(data.notes?.at(-1)).toBe("48 groups by g, each on one side of every split.");
  });

  it("may have numbers and texts for classes", async () => {
    const rows = Array.from({ length: 600 }, (_, i) => `${i},${i % 30 === 29 ? "other" : i % 30}`);
    const data = await loadDataset(writeLines(at("classes.csv"), ["a,y", ...rows]));
    expect([data.classes.length, data.classes[29]]).toEqual([30, "other"]);
  });

  it("is copied exactly however many chunks it takes", async () => {
    const text = "select i as a, i % 7 as b, i % 2 as y from range(10000) as t(i)";
    const data = await loadDataset(text);
    const { columns } = preprocessingOf(data);
    const inputs = inputsOf(data.train);
    const [first] = columns;
    const values = Array.from(data.train.labels, (_, i) => inputs[2 * i] * (first as { deviation: number }).deviation);
    expect(values.every((value, i) => i === 0 || value > values[i - 1])).toBe(true);
    expect(data.train.count).toBe(8000);
  });
});
