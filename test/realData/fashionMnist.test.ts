// The real Fashion-MNIST: published counts and moments, checksums, first rows, and the rule of its ECE.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { inputsOf, selectRows } from "@softlabel/engine";
import { loadDataset } from "softlabel";
import { describe, expect, it } from "vitest";
import { knownSets } from "../../packages/data/src/named/knownSets.ts";
import { needs } from "../prerequisites.ts";
import { expectRule } from "../replicationRule.ts";
import { sharedFile } from "../shared.ts";

const dataDirectory = sharedFile("data");
const load = (text: string) => loadDataset(text, { dataDirectory, offline: true });

describe("Fashion-MNIST", { ...needs("fashionMnist"), timeout: 240_000 }, () => {
  it("has the published counts, mean and standard deviation", async () => {
    const { train, test, classes, shape } = await load("fashion-mnist");
    expect([train.count, test.count, classes.length, ...shape]).toEqual([60000, 10000, 10, 28, 28]);
    for (let k = 0; k < 10; k++) expect(train.labels.filter((label) => label === k).length).toBe(6000);
    let [sum, squares] = [0, 0];
    const inputs = inputsOf(train);
    for (const value of inputs) {
      sum += value;
      squares += value * value;
    }
    const mean = sum / inputs.length;
    const variance = squares / inputs.length - mean * mean;
    expect(mean / 255).toBeCloseTo(0.286, 4);
    expect(Math.sqrt(variance) / 255).toBeCloseTo(0.353, 4);
  });

  it("has label files with the checksums that the table states", async () => {
    const { checksums } = knownSets.find((set) => set.name === "fashion-mnist")!;
    for (const [name, checksum] of [
      ["train-labels-idx1-ubyte.gz", checksums[1]],
      ["t10k-labels-idx1-ubyte.gz", checksums[3]],
    ]) {
      const bytes = await readFile(sharedFile(`data/fashion-mnist/${name}`));
      expect(createHash("md5").update(bytes).digest("hex")).toBe(checksum);
    }
  });

  it("gives its first rows", async () => {
    const data = await load("fashion-mnist:train=100,test=10");
    expect([data.train.count, data.test.count, data.name]).toEqual([100, 10, "fashion-mnist:train=100,test=10"]);
    expect(Array.from(data.train.labels.slice(0, 5))).toEqual([9, 0, 0, 3, 0]);
  });

  it("shows an ECE of about α in a small network", async () => {
    const dataset = await load("fashion-mnist");
    const rows = selectRows(
      dataset.train,
      Int32Array.from({ length: 6000 }, (_, row) => row),
    );
    const train = { ...rows, inputs: inputsOf(rows) };
    await expectRule({ ...dataset, train }, { model: "mlp:128", optimizer: "adam:lr=0.001", epochs: 6 }, 0.8);
  });
});
