// Folders that may hold records.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { resolveOptions } from "@softlabel/experiment/internal";
import { describe, expect, it } from "vitest";
import { madeUpSources } from "../../../../test/trialSources.ts";
import { checkPlace, defaultFolder } from "./places.ts";

const emptyFolder = (): string => mkdtempSync(path.join(tmpdir(), "softlabel-places-"));

describe("defaultFolder", () => {
  it("is named for the data and a digest", () => {
    expect(defaultFolder(resolveOptions({}), madeUpSources)).toMatch(/^experiments.glyphs-[0-9a-f]{8}$/);
    const csv = resolveOptions({ data: "some where/my data.csv" });
    expect(defaultFolder(csv, madeUpSources)).toMatch(/^experiments.my-data-csv-[0-9a-f]{8}$/);
  });
});

describe("checkPlace", () => {
  const check = (folder: string) => () => checkPlace(folder, "experiment.json");

  it("accepts a new folder, an empty one, and one with earlier records", () => {
    const folder = emptyFolder();
    expect([check(path.join(folder, "new/deep"))(), check(folder)()]).toEqual([false, false]);
    writeFileSync(path.join(folder, "experiment.json"), "");
    expect(check(folder)()).toBe(true);
  });

  it("refuses files, folders below files, and folders of something else", () => {
    const folder = emptyFolder();
    const file = path.join(folder, "file");
    writeFileSync(file, "");
    expect(check(file)).toThrow("there is a file of that name");
    expect(check(path.join(file, "new"))).toThrow("that is a file");
    expect(check(folder)).toThrow("a folder with file");
  });
});
