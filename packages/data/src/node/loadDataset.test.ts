// Data texts and the table behind them.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { formatValue, withDefaults } from "@softlabel/core/internal";
import { idxFixture, writeFiles } from "../../../../test/idxFixture.ts";
import { datasetTable } from "../named/datasetTable.ts";
import { loadDataset, parseDataset } from "./loadDataset.ts";

describe("parseDataset", () => {
  it.each([
    ["glyphs", undefined, "glyphs"],
    ["glyphs:", undefined, "glyphs"],
    ["glyphs:test=4000,train=100", undefined, "glyphs:train=100"],
    ["glyphs", 7, "glyphs:seed=7"],
    ["glyphs:seed=3", 7, "glyphs:seed=3"],
    ["fashion-mnist", 7, "fashion-mnist"],
    ["fashion-mnist:train=6000", undefined, "fashion-mnist:train=6000"],
    ["classification:samples=2000,features=20,classes=3", undefined, "classification:samples=2000,classes=3"],
    ["classification:weights=0.7/0.3", undefined, "classification:weights=0.7/0.3"],
  ])("reads %s with seed %s as %s", (text, seed, canonical) => {
    expect(parseDataset(text, seed)?.text).toBe(canonical);
    expect(parseDataset(canonical)?.values).toEqual(parseDataset(text, seed)?.values);
  });

  it("leaves paths to the folders", () => {
    for (const text of ["./glyphs", "data/mine", "/absolute", "..", "C:\\data"]) {
      expect(parseDataset(text)).toBeUndefined();
    }
  });

  it("lists the names, the nearest first", () => {
    expect(() => parseDataset("fashion-mist")).toThrow(
      /^data: expected a folder, a table or one of fashion-mnist, .*glyphs/,
    );
    for (const text of ["glyph:train=5", "glyph:train=1/2"]) {
      expect(() => parseDataset(text)).toThrow("data: expected a folder, a table or one of glyphs, ");
    }
    expect(() => parseDataset("glyphs:tran=5")).toThrow(/^glyphs: expected a parameter to be one of train, /);
  });
});

describe("datasetTable", () => {
  it("has defaults that its own ranges allow, and help for everything", () => {
    for (const row of datasetTable) {
      expect(row.help).not.toBe("");
      for (const { name, default: usual, help } of row.parameters) {
        const value = formatValue(usual);
        expect(parseDataset(`${row.name}:${name}=${value}`)?.text).toBe(row.name);
        expect(help).not.toBe("");
      }
    }
  });

  it("has scikit-learn's defaults for classification", () => {
    const { parameters } = datasetTable.find((row) => row.name === "classification")!;
    expect(withDefaults({}, parameters)).toEqual({
      samples: 100,
      features: 20,
      informative: 2,
      redundant: 2,
      repeated: 0,
      classes: 2,
      "clusters-per-class": 2,
      weights: "equal",
      "flip-y": 0.01,
      "class-sep": 1,
      hypercube: "true",
      shift: 0,
      scale: 1,
      shuffle: "true",
      seed: 0,
    });
  });
});

describe("loadDataset", () => {
  it("makes generated data, named by the text that makes them again", async () => {
    const data = await loadDataset("glyphs:train=20,test=10", { seed: 4 });
    expect([data.train.count, data.test.count, data.name]).toEqual([20, 10, "glyphs:train=20,test=10,seed=4"]);
    expect((await loadDataset(data.name)).fingerprint).toBe(data.fingerprint);
    expect(await loadDataset("blobs:classes=5,dimensions=3")).toHaveProperty("posterior");
    expect((await loadDataset("classification:classes=3,informative=4")).classes.length).toBe(3);
  });

  it("rejects, rather than throws, what a maker refuses", async () => {
    await expect(loadDataset("classification:classes=9")).rejects.toThrow("raise informative");
    await expect(loadDataset("nothing-like-it")).rejects.toThrow("data: expected a folder, a table or one of ");
  });

  it("reads a folder", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "softlabel-"));
    await writeFiles(folder, idxFixture);
    expect((await loadDataset(folder)).train.count).toBe(6);
    await rm(folder, { recursive: true });
  });

  it("tells a missing folder", async () => {
    await expect(loadDataset("./no/such/folder")).rejects.toThrow(
      "./no/such/folder: expected a folder or a file, got no such file or folder",
    );
  });
});
