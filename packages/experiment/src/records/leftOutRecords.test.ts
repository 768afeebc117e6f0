// What a trial leaves of classes that were left out.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { resolveOptions } from "../options/fields.ts";
import { readLeftOut } from "./leftOutRecords.ts";
import { loadData } from "../options/loadData.ts";
import { runTrial } from "../trial/runTrial.ts";
import { trialOf } from "../options/trial.ts";
import { madeUpSources } from "../../../../test/trialSources.ts";

describe("a trial without a class", () => {
  it("leaves logits of the classes it knows and features of the rows it does not", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "softlabel-left-out-"));
    expect(readLeftOut(folder)).toBeUndefined();
    const data = "blobs:classes=4,train=80,test=40";
    const options = resolveOptions({ data, without: ["2"], model: "mlp:5", epochs: 1 });
    const dataset = await loadData(options, { offline: true });
    const trial = trialOf(options, { ...madeUpSources, fingerprint: dataset.fingerprint }, "hard", 1);
    await runTrial({ trial, folder, shared: folder, dataset, ort });
    const { train, test } = readLeftOut(folder)!;
    expect([train.labels.length, train.logits.length, train.features.length]).toEqual([20, 60, 100]);
    expect([test.labels.length, test.logits.length, test.features.length]).toEqual([10, 30, 50]);
    expect(new Set(test.features).size).toBeGreaterThan(10);
  });
});
