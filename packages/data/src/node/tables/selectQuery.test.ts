// Queries run as one SELECT statement that reads the files it names; everything else is refused before it runs.
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadDataset } from "../loadDataset.ts";
import { plainRows, tableFolder, writeLines } from "./tables.fixtures.ts";

const at = tableFolder();

describe("a query", () => {
  it.each([
    ["select * from 'FILE';"],
    ["with t as (select * from read_csv('FILE', header = true)) select * from t"],
    ["from read_csv(['FILE', 'FILE']) -- both"],
    ["select * from 'FILE' where a in (select range from range(100))"],
  ])("%s is read", async (query) => {
    const file = writeLines(at("table.csv"), plainRows(24));
    const { train } = await loadDataset(query.replaceAll("FILE", file), { label: "y" });
    expect(train.count).toBeGreaterThan(0);
  });

  it.each([
    ["select 1 as x, 'a' as y; select 2", "one SELECT statement, got 2 statements; give one SELECT statement"],
    [
      "select 1 as x, 'a' as y) ; copy (select 42) to 'OUT'; select * from (select 1 as x, 'a' as y",
      "a SQL query that DuckDB can parse, got syntax error at or near",
    ],
    ["with t as (select 1) insert into source select * from t", "one SELECT statement, got another kind of statement"],
    ["select 1 as x; copy (select 42) to 'OUT'", "one SELECT statement, got another kind of statement"],
    ["select 1 as x; attach 'OUT' as other", "one SELECT statement, got another kind of statement"],
    ["select 1 as x; set threads = 1", "one SELECT statement, got another kind of statement"],
    ["select 1 as x; install httpfs", "one SELECT statement, got another kind of statement"],
    ["select 1 as x; pragma version", "one SELECT statement, got another kind of statement"],
    ["select content as x, 'a' as y from read_text('OUT')", "got the function read_text; read the file in another way"],
    ["select (select count(*) from read_blob('OUT')) as x", "got the function read_blob"],
    ["with t as (from glob('*')) select * from t", "got the function glob"],
    ["from query('select 1')", "got the function query"],
    ["from read_csv('O' || 'UT')", "the name of a file, or a list of names, in read_csv, got an expression"],
  ])("%s is refused", async (query, message) => {
    const out = at("written.csv");
    await expect(loadDataset(query.replaceAll("OUT", out), { label: "y" })).rejects.toThrow(message);
    expect(existsSync(out)).toBe(false);
  });
});
