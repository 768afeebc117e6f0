// Where predictions go is checked before anything is read, and a file is whole or not there.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { replacing } from "./byteSink.ts";
import { planOutput } from "./openOutput.ts";

const folder = mkdtempSync(path.join(tmpdir(), "softlabel-output-"));
const inside = (name: string): string => path.join(folder, name);

describe("planOutput", () => {
  it.each([
    ["p.csv", undefined, "csv"],
    ["p.JSON", undefined, "json"],
    ["p.ndjson", undefined, "jsonl"],
    ["p.pq", undefined, "parquet"],
    ["p.txt", "csv", "csv"],
    [undefined, undefined, "csv"],
    [undefined, "jsonl", "jsonl"],
  ])("takes %s and --format %s for %s", (out, format, expected) => {
    expect(planOutput("data.csv", out, format).format).toBe(expected);
  });

  it.each([
    [
      "p.txt",
      undefined,
      /--out: expected a name that ends in .csv, .json, .jsonl or .parquet, got "p.txt"; rename it or add --format/,
    ],
    [undefined, "xml", /--format: expected the format to be one of .*csv.*, got "xml"/],
    [undefined, "parquet", /--format parquet: expected --out FILE/],
    ["./data.csv", undefined, /--out: expected another file than the data, got .\/data.csv/],
  ])("refuses %s with --format %s", (out, format, message) => {
    expect(() => planOutput("data.csv", out, format)).toThrow(message);
  });

  it("refuses a folder", () => {
    mkdirSync(inside("there.csv"));
    expect(() => planOutput("data.csv", inside("there.csv"), undefined)).toThrow(/--out: expected the name of a file/);
  });
});

describe("replacing", () => {
  it("makes the folder, and leaves the file only when all is written", async () => {
    const file = inside("new/p.csv");
    await replacing(file, (temporary) => {
      writeFileSync(temporary, "whole");
      expect(existsSync(file)).toBe(false);
      return Promise.resolve();
    });
    expect(readFileSync(file, "utf8")).toBe("whole");
  });

  it("leaves what was there, and nothing else, on an error", async () => {
    const file = inside("old/p.csv");
    mkdirSync(inside("old"));
    writeFileSync(file, "before");
    const failing = replacing(file, (temporary) => {
      writeFileSync(temporary, "half");
      return Promise.reject(new Error("stopped"));
    });
    await expect(failing).rejects.toThrow("stopped");
    expect(readFileSync(file, "utf8")).toBe("before");
    expect(readdirSync(inside("old"))).toEqual(["p.csv"]);
  });
});
