// A last layer trained apart from the rest: the same logits, the file's values to begin with, a whole model in the end.
import { createRandom } from "@softlabel/core";
import { createModel, exportModel } from "@softlabel/engine";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { loadDataset } from "@softlabel/data/node";
import { decodeClassifier, predictLogits } from "../options/classifierFile.ts";
import { inputOf } from "../options/examplesOf.ts";
import { resolveOptions } from "../options/fields.ts";
import { computeFeatures, hasFeatures, separableHead, writeFeatures } from "./headFeatures.ts";
import { runTrial } from "./runTrial.ts";
import { trialOf } from "../options/trial.ts";
import { readPredictions } from "../records/trialRecord.ts";
import { memoryStore } from "../store/memoryStore.ts";
import { sourcesOfData } from "../../../../test/trialSources.ts";

const records = memoryStore();
const file = "mlp.onnx";
const blobs = await loadDataset("blobs:train=60,test=40");
const model = createModel("mlp:5", inputOf(blobs), createRandom(1));
const values = model.parameters.map((parameter) => parameter.values);
const bytes = exportModel(model, values, { metadata: { softlabel: "1.0.0" } });
const readFile = (name: string): Uint8Array | undefined => (name === file ? bytes : undefined);
const options = resolveOptions({ model: file, tune: "head", epochs: 2 });

describe("separableHead", () => {
  it("is the file's last layer, unless more is trained or images are augmented", () => {
    expect(separableHead(options, 1, blobs, readFile)?.parameters.map(({ shape }) => shape)).toEqual([[3, 5], [3]]);
    expect(separableHead({ ...options, tune: "all" }, 1, blobs, readFile)).toBeUndefined();
    expect(separableHead({ ...options, augment: "mixup" }, 1, blobs, readFile)).toBeUndefined();
    expect(separableHead({ ...options, model: "linear" }, 1, blobs, readFile)).toBeUndefined();
    expect(separableHead({ ...options, model: "mlp:5", weights: file }, 1, blobs, readFile)?.parameters).toHaveLength(
      2,
    );
  });
});

describe("a head trained on features", () => {
  it("gives what the exported model gives of the rows themselves", async () => {
    expect(hasFeatures(records)).toBe(false);
    writeFeatures(records, await computeFeatures(ort, separableHead(options, 1, blobs, readFile)!, blobs, 2), blobs);
    expect(hasFeatures(records)).toBe(true);
    const trial = trialOf(options, sourcesOfData(blobs), "smooth:0.1", 1);
    const own = records.folder("trial");
    await runTrial({ trial, records: own, shared: records, dataset: blobs, ort, readFile });
    const { logits } = readPredictions(own, "test")!;
    const whole = decodeClassifier("network.onnx", own.read("network.onnx")!);
    const again = await predictLogits(ort, whole, inputOf(blobs), blobs.test);
    expect(Math.max(...logits.map((value, i) => Math.abs(value - again[i])))).toBeLessThan(1e-5);
    const untrained = await predictLogits(ort, decodeClassifier(file, bytes), inputOf(blobs), blobs.test);
    expect(Math.max(...again.map((value, i) => Math.abs(value - untrained[i])))).toBeGreaterThan(1e-4);
  });
});
