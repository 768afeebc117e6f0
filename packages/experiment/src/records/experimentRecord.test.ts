// An experiment's record: which experiments may continue it, and that other versions are refused.
import { describe, expect, it } from "vitest";
import { checkContinues, experimentDigest, readExperiment, writeExperiment } from "./experimentRecord.ts";
import { memoryStore } from "../store/memoryStore.ts";
import { recordFormat } from "../store/recordFormat.ts";
import { writeJson } from "../store/recordStore.ts";
import { version } from "../store/version.ts";
import { resolveOptions, type ExperimentOptions } from "../options/fields.ts";
import { madeUpRecord, madeUpSources } from "../../../../test/trialSources.ts";

const data = { name: "glyphs", title: "Glyphs", noun: "image", classes: ["a", "b"] };
const counts = { trainCount: 9, validationCount: 1, testCount: 5, classCounts: [5, 4] };
const record = (given: Partial<ExperimentOptions> = {}) =>
  madeUpRecord({ ...resolveOptions({}), ...given }, { ...data, ...counts, accuracyMetric: "accuracy" });

describe("experimentDigest", () => {
  it("depends on what determines the numbers, not on how many seeds and methods there are", () => {
    const usual = experimentDigest(record());
    expect(usual).toMatch(/^[0-9a-f]{64}$/);
    expect(experimentDigest(record({ seeds: 9, methods: ["hard"] }))).toBe(usual);
    expect(experimentDigest(record({ epochs: 9 }))).not.toBe(usual);
    expect(experimentDigest({ ...record(), sources: { ...madeUpSources, fingerprint: "other data" } })).not.toBe(usual);
  });
});

describe("checkContinues", () => {
  const records = memoryStore();
  writeExperiment(records, record());

  it("accepts the same experiment with more seeds", () => {
    expect(() => checkContinues(records, record({ seeds: 12 }))).not.toThrow();
    expect(readExperiment(records)).toEqual(record());
  });

  it("names the option that differs", () => {
    const check = (given: Partial<ExperimentOptions>) => () => checkContinues(records, record(given));
    expect(check({ epochs: 3 })).toThrow("--out, epochs: expected 20, got 3");
    expect(check({ drop: ["id"] })).toThrow('--out, drop: expected none, got ["id"]');
    const changed = { ...record(), sources: { ...madeUpSources, fingerprint: "changed" } };
    expect(() => checkContinues(records, changed)).toThrow('--out, fingerprint: expected "abc", got "changed"');
  });

  it("refuses a folder without experiment", () => {
    expect(() => readExperiment(memoryStore())).toThrow(
      "memory: expected a folder made by softlabel compare, with experiment.json",
    );
  });
});

describe("records of other versions", () => {
  const refusal = (changes: object): string => {
    const records = memoryStore();
    const { format, ...rest } = record();
    writeJson(records, "experiment.json", { ...rest, ...changes });
    expect(() => checkContinues(records, record())).toThrow("memory: expected ");
    try {
      readExperiment(records);
      return "read";
    } catch (error) {
      return (error as Error).message.replace(/^memory/, "");
    }
  };

  it("are refused in one sentence, older ones and newer", () => {
    expect(refusal({})).toBe(
      `: expected records of format ${recordFormat}, which softlabel ${version} reads, got "format 1 or 2, written by softlabel ${version}"; run it again in another folder, or use that version`,
    );
    expect(refusal({ format: recordFormat, options: undefined })).toBe(
      ': expected an experiment with options, got "none"; run it again in another folder',
    );
    expect(refusal({ format: recordFormat + 1, softlabel: "9.1.0" })).toBe(
      `: expected records of format ${recordFormat}, which softlabel ${version} reads, got "format ${recordFormat + 1}, written by softlabel 9.1.0"; update softlabel`,
    );
  });
});
