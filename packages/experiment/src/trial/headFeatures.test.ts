// A last layer trained apart from the rest: the same logits, the file's values to begin with, a whole model in the end.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createRandom } from "@softlabel/core";
import { createModel, exportModel } from "@softlabel/engine";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { loadDataset } from "@softlabel/data";
import { predictLogits, readClassifier } from "../options/classifierFile.ts";
import { inputOf } from "../options/examplesOf.ts";
import { resolveOptions } from "../options/fields.ts";
import { computeFeatures, hasFeatures, separableHead, writeFeatures } from "./headFeatures.ts";
import { runTrial } from "./runTrial.ts";
import { trialOf } from "../options/trial.ts";
import { readPredictions } from "../records/trialFolder.ts";
import { madeUpSources } from "../../../../test/trialSources.ts";

const folder = mkdtempSync(path.join(tmpdir(), "softlabel-head-"));
const file = path.join(folder, "mlp.onnx");
const blobs = await loadDataset("blobs:train=60,test=40");
const model = createModel("mlp:5", inputOf(blobs), createRandom(1));
const values = model.parameters.map((parameter) => parameter.values);
writeFileSync(file, exportModel(model, values, { metadata: { softlabel: "1.0.0" } }));
const options = resolveOptions({ model: file, tune: "head", epochs: 2 });

describe("separableHead", () => {
  it("is the file's last layer, unless more is trained or pictures change from batch to batch", () => {
    expect(separableHead(options, 1, blobs)?.parameters.map(({ shape }) => shape)).toEqual([[3, 5], [3]]);
    expect(separableHead({ ...options, tune: "all" }, 1, blobs)).toBeUndefined();
    expect(separableHead({ ...options, augment: "mixup" }, 1, blobs)).toBeUndefined();
    expect(separableHead({ ...options, model: "linear" }, 1, blobs)).toBeUndefined();
    expect(separableHead({ ...options, model: "mlp:5", weights: file }, 1, blobs)?.parameters).toHaveLength(2);
  });
});

describe("a head trained on features", () => {
  it("gives what the exported model gives of the rows themselves", async () => {
    expect(hasFeatures(folder)).toBe(false);
    writeFeatures(folder, await computeFeatures(ort, separableHead(options, 1, blobs)!, blobs), blobs);
    expect(hasFeatures(folder)).toBe(true);
    const trial = trialOf(options, { ...madeUpSources, fingerprint: blobs.fingerprint }, "smooth:0.1", 1);
    const trials = path.join(folder, "trial");
    await runTrial({ trial, folder: trials, shared: folder, dataset: blobs, ort });
    const { logits } = readPredictions(trials, "test")!;
    const whole = readClassifier(path.join(trials, "network.onnx"));
    const again = await predictLogits(ort, whole, inputOf(blobs), blobs.test);
    expect(Math.max(...logits.map((value, i) => Math.abs(value - again[i])))).toBeLessThan(1e-5);
    const untrained = await predictLogits(ort, readClassifier(file), inputOf(blobs), blobs.test);
    expect(Math.max(...again.map((value, i) => Math.abs(value - untrained[i])))).toBeGreaterThan(1e-4);
  });
});
