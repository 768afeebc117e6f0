// An experiment's folder: which one it is, who may continue it, and that only one process writes.
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import {
  checkFolder,
  createRecord,
  defaultFolder,
  lockFolder,
  readExperiment,
  writeExperiment,
  type ExperimentRecord,
} from "./experimentFolder.ts";
import { recordFormat } from "../files/recordFormat.ts";
import { version } from "../files/version.ts";
import { resolveOptions, type ExperimentOptions } from "../options/fields.ts";
import { madeUpSources } from "../../../../test/trialSources.ts";

const emptyFolder = (): string => mkdtempSync(path.join(tmpdir(), "softlabel-experiment-"));
const data = { name: "glyphs", title: "Glyphs", noun: "image", classes: ["a", "b"] };
const sources = madeUpSources;
const even = { classCounts: [5, 4], accuracyMetric: "accuracy" } as const;
const counts = { ...even, trainCount: 9, validationCount: 1, testCount: 5 };

function record(given: Partial<ExperimentOptions> = {}): ExperimentRecord {
  return createRecord({ ...resolveOptions({}), ...given }, sources, "softlabel compare", { ...data, ...counts });
}

describe("defaultFolder", () => {
  it("depends on what determines the numbers, not on how many seeds and methods there are", () => {
    const usual = defaultFolder(record().options, sources);
    expect(usual).toMatch(/^experiments.glyphs-[0-9a-f]{8}$/);
    expect(defaultFolder(record({ seeds: 9, methods: ["hard"] }).options, sources)).toBe(usual);
    expect(defaultFolder(record({ epochs: 9 }).options, sources)).not.toBe(usual);
    expect(defaultFolder(record().options, { ...madeUpSources, fingerprint: "other data" })).not.toBe(usual);
  });
});

describe("checkFolder", () => {
  it("accepts a new folder, an empty one, and the same experiment with more seeds", () => {
    const folder = emptyFolder();
    expect(() => checkFolder(path.join(folder, "new/deep"), record())).not.toThrow();
    expect(() => checkFolder(folder, record())).not.toThrow();
    writeExperiment(folder, record());
    expect(() => checkFolder(folder, record({ seeds: 12 }))).not.toThrow();
    expect(readExperiment(folder)).toEqual(record());
  });

  it("names the option that differs", () => {
    const folder = emptyFolder();
    writeExperiment(folder, record());
    expect(() => checkFolder(folder, record({ epochs: 3 }))).toThrow("--out, epochs: expected 20, got 3");
    const changed = { ...record(), sources: { ...madeUpSources, fingerprint: "changed" } };
    expect(() => checkFolder(folder, changed)).toThrow('--out, fingerprint: expected "abc", got "changed"');
    expect(() => checkFolder(folder, record({ drop: ["id"] }))).toThrow('--out, drop: expected none, got ["id"]');
  });

  it("refuses files, folders below files, and folders of something else", () => {
    const folder = emptyFolder();
    writeFileSync(path.join(folder, "file"), "");
    expect(() => checkFolder(path.join(folder, "file"), record())).toThrow("there is a file of that name");
    expect(() => checkFolder(path.join(folder, "file/new"), record())).toThrow("that is a file");
    expect(() => checkFolder(folder, record())).toThrow("a folder with file");
    expect(() => readExperiment(folder)).toThrow("expected a folder with experiment.json");
  });
});

describe("records of other versions", () => {
  const refusal = (changes: object): string => {
    const folder = emptyFolder();
    const { format, ...rest } = record();
    writeFileSync(path.join(folder, "experiment.json"), JSON.stringify({ ...rest, ...changes }));
    for (const read of [() => readExperiment(folder), () => checkFolder(folder, record())])
      expect(read).toThrow(folder);
    try {
      readExperiment(folder);
      return "read";
    } catch (error) {
      return (error as Error).message.slice(folder.length);
    }
  };

  it("are refused in one sentence, older ones and newer", () => {
    expect(refusal({})).toBe(
      `: expected records of format ${recordFormat}, which softlabel ${version} reads, got "format 1 or 2, written by softlabel ${version}"; run it again in another folder, or use that version`,
    );
    expect(refusal({ format: recordFormat + 1, softlabel: "9.1.0" })).toBe(
      `: expected records of format ${recordFormat}, which softlabel ${version} reads, got "format ${recordFormat + 1}, written by softlabel 9.1.0"; update softlabel`,
    );
  });
});

describe("lockFolder", () => {
  it("keeps out a second process that is alive, and forgets one that is dead", () => {
    const folder = path.join(emptyFolder(), "run");
    const unlock = lockFolder(folder);
    expect(existsSync(path.join(folder, "running"))).toBe(true);
    unlock();
    expect(existsSync(path.join(folder, "running"))).toBe(false);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "running"), String(process.ppid));
    expect(() => lockFolder(folder)).toThrow(`got "process ${process.ppid}"; wait for it`);
    writeFileSync(path.join(folder, "running"), String(2 ** 22 + 1));
    lockFolder(folder)();
  });
});
