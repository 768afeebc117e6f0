// Trials with class weights: which labels they are counted from, and what they change.
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { loadDataset } from "@softlabel/data/node";
import { countClasses } from "@softlabel/data/internal";
import { addNoise } from "../options/noise.ts";
import { splitOf } from "../options/examplesOf.ts";
import { resolveOptions } from "../options/fields.ts";
import { runTrial } from "./runTrial.ts";
import { trialHash, trialOf } from "../options/trial.ts";
import { readMetrics, readPredictions } from "../records/trialRecord.ts";
import { memoryStore } from "../store/memoryStore.ts";
import { sourcesOfData } from "../../../../test/trialSources.ts";

const blobs = await loadDataset("blobs:train=200,test=40");
/** Every second row of the first class is called one of the second. */
const dataset = { ...blobs, train: { ...blobs.train, labels: blobs.train.labels.map((y, i) => (y === 0 && i % 2 === 0 ? 1 : y)) } }; // prettier-ignore
const noise = "pairs:0.3";
const options = { model: "linear", epochs: 2, noise, optimizer: "sgd:lr=0.1" };

async function trained(classWeights: string | undefined, method = "smooth:0.1") {
  const records = memoryStore();
  const trial = trialOf(resolveOptions({ ...options, classWeights }), sourcesOfData(dataset), method, 1);
  await runTrial({ trial, records, shared: records, dataset, ort, readFile: () => undefined });
  const [{ trainLoss }] = readMetrics(records);
  return { hash: trialHash(trial), trainLoss, logits: [...readPredictions(records, "test")!.logits] };
}

describe("a trial with class weights", () => {
  const { train } = addNoise({ noise, seed: 1 }, splitOf(dataset, 0.1).train, 3);
  const counts = countClasses(train.labels, 3);
  const weights = counts.map((count) => train.count / (3 * count));
  const named = dataset.classes.map((name, k) => `${name}=${weights[k]}`).join(",");

  it("is balanced by the labels that it trains on, those made wrong among them", async () => {
    const [balanced, byName] = [await trained("balanced"), await trained(named)];
    expect(counts).not.toEqual(countClasses(splitOf(dataset, 0.1).train.labels, 3));
    expect(balanced.trainLoss).toBeCloseTo(byName.trainLoss, 6);
    balanced.logits.forEach((z, i) => expect(z).toBeCloseTo(byName.logits[i], 5));
  });

  it("is another trial than that without, with other numbers", async () => {
    const [weighted, plain] = [await trained("balanced"), await trained(undefined)];
    expect(weighted.hash).not.toBe(plain.hash);
    expect(Math.abs(weighted.trainLoss - plain.trainLoss)).toBeGreaterThan(1e-3);
  });
});
