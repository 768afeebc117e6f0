// From records to results: whatever an experiment was like, nothing fails, and everything adds up.
import { describe, expect, it } from "vitest";
import { analyse } from "./analyse.ts";
import { readJson, writeJson } from "../store/recordStore.ts";
import { writeRecords, type RecordOptions } from "../records/records.fixtures.ts";

const cases: readonly (readonly [string, RecordOptions])[] = [
  ["four classes", {}],
  ["two classes", { classes: 2 }],
  ["200 classes", { classes: 200, testCount: 400, validationCount: 200 }],
  ["one seed and one epoch", { options: { seeds: 1, epochs: 1 } }],
  ["no validation rows", { options: { validation: 0 }, validationCount: 0 }],
  ["hard targets alone", { options: { methods: ["hard"] } }],
  ["test rows of one class only", { testCount: 1 }],
];

/** Where a value is a number that JSON has none for, as "methods.0.trials.1.test.nll". */
function withoutNumber(value: unknown, place = ""): string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [place];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => withoutNumber(part, place === "" ? key : `${place}.${key}`));
}

/** A bin without examples has neither accuracy nor confidence. */
const emptyBin = /\.reliability\.\d+\.(accuracy|meanConfidence)$/;

describe("analyse", () => {
  it.each(cases)("covers %s, without a number that JSON cannot hold", async (_, options) => {
    const { records, record } = writeRecords(options);
    const results = await analyse(records);
    const { classes, testCount } = record.data;
    const { seeds, epochs, validation } = record.options;
    expect(results).toMatchObject({ schema: 3, complete: true });
    const isCrossFitted = (results.data.notes ?? []).some((note) => /recalibration lines are cross-fitted/.test(note));
    expect(isCrossFitted).toBe(validation === 0);
    for (const method of results.methods) {
      expect(method.trials.map((trial) => trial.epochs.length)).toEqual(new Array(seeds).fill(epochs));
      const all = method.confusion.flat();
      expect(all).toHaveLength(classes.length ** 2);
      expect(all.reduce((sum, count) => sum + count, 0)).toBe(seeds * testCount);
      expect(method.riskCoverage).toHaveLength(Math.min(100, testCount));
      expect(method.riskCoverage.at(-1)!.coverage).toBe(1);
      expect(method.softened.length).toBeLessThanOrEqual(10);
      expect(method.trials.every(({ testScaled }) => (testScaled === null) === (validation === 0))).toBe(true);
    }
    expect(withoutNumber(results).filter((place) => !emptyBin.test(place))).toEqual([]);
  });

  it("counts the logit gaps of every method in the same bins", async () => {
    const { methods } = await analyse(writeRecords({ options: { methods: ["smooth:0.1", "relax:0.1"] } }).records);
    const [first, ...others] = methods.map(({ logitGaps }) => logitGaps);
    for (const { from, to, counts } of others) {
      expect([from, to, counts.length]).toEqual([first.from, first.to, first.counts.length]);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2 * 120);
    }
  });

  it.each([2, 3, 200])(
    "measures and projects the penultimate layer of %i classes if it was recorded",
    async (classes) => {
      const { records } = writeRecords({ classes, testCount: 2 * classes, validationCount: 0, penultimate: true });
      const { methods } = await analyse(records);
      const [first, ...others] = methods.map(({ projection }) => projection!);
      expect(first.classes).toHaveLength(Math.min(3, classes));
      expect(first.train).toHaveLength(3 * first.classes.length);
      expect(others.map((other) => [other.classes, other.reason])).toEqual([[first.classes, first.reason]]);
      for (const { geometry } of methods.flatMap(({ trials }) => trials))
        expect(geometry!.test.separation).toBeGreaterThan(0);
    },
  );

  it("takes folders of earlier versions, without what came later", async () => {
    const { records } = writeRecords();
    const { options, ...rest } = readJson(records, "experiment.json") as { options: Record<string, unknown> };
    const { choose, ...earlier } = options;
    writeJson(records, "experiment.json", { ...rest, options: earlier });
    const { complete, methods } = await analyse(records);
    expect([choose, complete]).toEqual(["nllScaled", true]);
    for (const { projection, trials } of methods) expect([projection, trials[0].geometry]).toEqual([null, null]);
  });

  it("shows what is there where no trial is finished", async () => {
    const { records } = writeRecords();
    for (const trial of records.names("trials")) records.remove(`trials/${trial}/trial.json`);
    const results = await analyse(records);
    expect(results).toMatchObject({ complete: false, trials: { finished: 0, total: 4 }, verdicts: [], examples: [] });
    expect(results.methods[0]).toMatchObject({ riskCoverage: [], softened: [], trials: [] });
  });
});
