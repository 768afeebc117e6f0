// What a trial leaves of classes that were left out.
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { loadDataset } from "@softlabel/data/node";
import { resolveOptions } from "../options/fields.ts";
import { readLeftOut } from "./leftOutRecords.ts";
import { asSeen } from "../options/seenData.ts";
import { memoryStore } from "../store/memoryStore.ts";
import { runTrial } from "../trial/runTrial.ts";
import { trialOf } from "../options/trial.ts";
import { sourcesOfData } from "../../../../test/trialSources.ts";

describe("a trial without a class", () => {
  it("leaves logits of the classes it knows and features of the rows it does not", async () => {
    const records = memoryStore();
    expect(readLeftOut(records)).toBeUndefined();
    const data = "blobs:classes=4,train=80,test=40";
    const options = resolveOptions({ data, without: ["2"], model: "mlp:5", epochs: 1 });
    const dataset = asSeen(options, await loadDataset(data));
    const trial = trialOf(options, sourcesOfData(dataset), "hard", 1);
    await runTrial({ trial, records, shared: records, dataset, ort, readFile: () => undefined });
    const { train, test } = readLeftOut(records)!;
    expect([train.labels.length, train.logits.length, train.features.length]).toEqual([20, 60, 100]);
    expect([test.labels.length, test.logits.length, test.features.length]).toEqual([10, 30, 50]);
    expect(new Set(test.features).size).toBeGreaterThan(10);
  });
});
