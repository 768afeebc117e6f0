// Results, made up and analysed, against the schema that ships with the package.
import { describe, expect, it } from "vitest";
import { sampleResults, type SampleOptions } from "../../../../test/sampleResults.ts";
import { analyse } from "../analysis/analyse.ts";
import { toJson } from "../store/recordStore.ts";
import { writeRecords, type RecordOptions } from "../records/records.fixtures.ts";
import type { Results } from "./results.ts";
import { schemaFaults } from "./schemaFaults.fixtures.ts";

/** What is wrong with the results as a file, a line a fault. */
const faultsOf = (results: Results | Readonly<Record<string, unknown>>): string[] => schemaFaults(toJson(results));

const samples: readonly (readonly [string, SampleOptions])[] = [
  ["five seeds", {}],
  ["an arm", { methods: ["hard", "smooth:auto"] }],
  ["one seed, one epoch, two classes", { seeds: 1, epochs: 1, classes: ["a", "b"] }],
  ["no validation rows, no images, no geometry", { validation: false, images: false, geometry: false }],
  ["nothing finished", { finished: 0 }],
];

const records: readonly (readonly [string, RecordOptions])[] = [
  ["four classes", {}],
  ["an arm", { options: { methods: ["smooth:auto,grid=0.1/0.2"] } }],
  ["two classes, one seed", { classes: 2, options: { seeds: 1 } }],
  ["no validation rows", { options: { validation: 0 }, validationCount: 0 }],
];

describe("results.schema.json", () => {
  it.each(samples)("fits made-up results of %s", (_, options) => {
    expect(faultsOf(sampleResults(options))).toEqual([]);
  });

  it.each(records)("fits the results of %s", async (_, options) => {
    expect(faultsOf(await analyse(writeRecords(options).records))).toEqual([]);
  });

  it("finds fields that are not in it, and those that are missing or of another kind", () => {
    const { baseline, ...rest } = sampleResults();
    expect(faultsOf({ ...rest, baseline, further: 1 })).toEqual([" must NOT have additional properties"]);
    expect(faultsOf(rest)).toEqual([" must have required property 'baseline'"]);
    expect(faultsOf({ ...rest, baseline: 1 })).toEqual(["/baseline must be string"]);
  });
});
