// Simple models on the network's rows: what they predict, from which labels, and that they are fitted once.
import { createRandom, fitLinearProbe, headLogits } from "@softlabel/core";
import { inputsOf } from "@softlabel/engine";
import { describe, expect, it } from "vitest";
import { type Dataset } from "@softlabel/data";
import { loadDataset } from "@softlabel/data/node";
import { resolveOptions, type GivenOptions } from "../options/fields.ts";
import { addNoise } from "../options/noise.ts";
import { splitOf } from "../options/examplesOf.ts";
import { fitBaselines, isTabular } from "./baselines.ts";
import { memoryStore } from "../store/memoryStore.ts";
import type { RecordStore } from "../store/recordStore.ts";
import { readBaseline } from "../records/baselineRecords.ts";

const blobs = await loadDataset("blobs:train=300,test=80");

/** The data with other training labels. */
function relabelled(label: (y: number, row: number) => number): Dataset {
  const { train } = blobs;
  return { ...blobs, train: { ...train, labels: train.labels.map(label) } };
}

function fitted(given: GivenOptions = {}, dataset: Dataset = blobs): RecordStore {
  const records = memoryStore();
  fitBaselines(records, resolveOptions(given), dataset);
  return records;
}

/** The logits of each row less their mean, which no prediction depends on. */
function centred(logits: ArrayLike<number>, classes: number): number[] {
  const row = (i: number): number[] => Array.from({ length: classes }, (_, k) => logits[i - (i % classes) + k]);
  return Array.from(logits, (z, i) => z - row(i).reduce((sum, other) => sum + other, 0) / classes);
}

describe("a majority class", () => {
  it("gives every row the classes' shares of the training rows", () => {
    const dataset = relabelled((y) => (y === 2 ? 1 : y));
    const { train, validation } = splitOf(dataset, 0.1);
    const record = readBaseline(fitted({}, dataset), "majority", undefined)!;
    const counts = [0, 1, 2].map((k) => train.labels.filter((y) => y === k).length);
    expect(record.rows).toBe(train.count);
    expect(record.test.labels).toEqual(blobs.test.labels);
    expect(record.validation!.labels).toEqual(validation.labels);
    const shares = Array.from(record.test.logits, Math.exp);
    shares.forEach((share, i) => expect(share).toBeCloseTo(Math.max(counts[i % 3], 0.5) / train.count, 6));
  });
});

describe("a linear model", () => {
  it("is logistic regression on the training rows, those held out left aside", () => {
    const { train } = splitOf(blobs, 0.2);
    const head = fitLinearProbe(Float64Array.from(inputsOf(train)), train.labels, 3);
    const expected = centred(headLogits(head, Float64Array.from(inputsOf(blobs.test))), 3);
    const { test, validation } = readBaseline(fitted({ validation: 0.2 }), "linear", undefined)!;
    centred(test.logits, 3).forEach((z, i) => expect(z).toBeCloseTo(expected[i], 3));
    expect(validation!.labels).toHaveLength(60);
  });

  it("has the class weights of the network", () => {
    const rare = relabelled((y, row) => (y === 1 && row % 8 !== 0 ? 0 : y));
    const { train } = splitOf(rare, 0.1);
    const classWeights = [0, 1, 2].map((k) => train.count / (3 * train.labels.filter((y) => y === k).length));
    const head = fitLinearProbe(Float64Array.from(inputsOf(train)), train.labels, 3, { classWeights });
    const expected = centred(headLogits(head, Float64Array.from(inputsOf(rare.test))), 3);
    const { test } = readBaseline(fitted({ classWeights: "balanced" }, rare), "linear", undefined)!;
    centred(test.logits, 3).forEach((z, i) => expect(z).toBeCloseTo(expected[i], 3));
  });

  it("is fitted to the labels of each seed where some are made wrong", () => {
    const records = fitted({ noise: "symmetric:0.4", seeds: 2 });
    expect(readBaseline(records, "linear", undefined)).toBeUndefined();
    const [one, two] = [1, 2].map((seed) => readBaseline(records, "linear", seed)!.test.logits);
    expect(one).not.toEqual(two);
    const { train } = addNoise({ noise: "symmetric:0.4", seed: 2 }, splitOf(blobs, 0.1).train, 3);
    const head = fitLinearProbe(Float64Array.from(inputsOf(train)), train.labels, 3);
    const expected = centred(headLogits(head, Float64Array.from(inputsOf(blobs.test))), 3);
    centred(two, 3).forEach((z, i) => expect(z).toBeCloseTo(expected[i], 3));
  });

  it("gives a class without training rows the probability of one row more", () => {
    const dataset = relabelled((y) => (y === 2 ? 1 : y));
    const { rows, test } = readBaseline(fitted({}, dataset), "linear", undefined)!;
    for (let start = 0; start < test.logits.length; start += 3) {
      const [a, b, absent] = test.logits.subarray(start, start + 3);
      expect(Math.exp(absent) / (Math.exp(a) + Math.exp(b))).toBeCloseTo(1 / (rows + 1), 6);
    }
    const one = readBaseline(
      fitted(
        {},
        relabelled(() => 1),
      ),
      "linear",
      undefined,
    )!;
    expect(new Set(one.test.logits).size).toBe(2);
  });

  it("is fitted to fewer rows where they are too many for a minute", () => {
    const random = createRandom("wide");
    const [count, columns, classes] = [60, 5000, 400];
    const inputs = Float32Array.from({ length: count * columns }, () => random.normal());
    const part = { count, shape: [columns], inputs, labels: Int32Array.from({ length: count }, (_, i) => i % 2) };
    const names = Array.from({ length: classes }, (_, k) => `class ${k}`);
    const wide: Dataset = { ...blobs, classes: names, shape: [columns], train: part, test: part };
    const { rows } = readBaseline(fitted({ validation: 0 }, wide), "linear", undefined)!;
    expect(rows).toBe(1e8 / (columns * classes));
  });
});

describe("fitBaselines", () => {
  it("fits nothing twice, nothing to images, and nothing if it is told so", () => {
    const records = fitted();
    const before = readBaseline(records, "linear", undefined)!;
    fitBaselines(
      records,
      resolveOptions({}),
      relabelled(() => 0),
    );
    expect(readBaseline(records, "linear", undefined)).toEqual(before);
    records.remove("baselines/linear/logits.npy");
    fitBaselines(records, resolveOptions({}), blobs);
    expect(readBaseline(records, "linear", undefined)).toEqual(before);
    expect(readBaseline(fitted({ baselines: false }), "linear", undefined)).toBeUndefined();
    expect(isTabular(blobs)).toBe(true);
    expect(isTabular({ shape: [28, 28] })).toBe(false);
    expect(isTabular({ shape: [4], image: { width: 2, height: 2, channels: 1 } })).toBe(false);
  });
});
