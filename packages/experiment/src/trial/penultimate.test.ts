// The penultimate record of trials: rows, the layer found among the model's arrays, what the analysis makes of them.
import { createRandom } from "@softlabel/core";
import { createModel, exportModel } from "@softlabel/engine";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { loadDataset } from "@softlabel/data/node";
import { analyseTrial } from "../analysis/analysedTrial.ts";
import { inputOf } from "../options/examplesOf.ts";
import { resolveOptions } from "../options/fields.ts";
import { balancedRows } from "./penultimate.ts";
import { readPenultimate } from "../records/penultimateRecord.ts";
import { runTrial } from "./runTrial.ts";
import { trialOf } from "../options/trial.ts";
import { readPredictions } from "../records/trialRecord.ts";
import { memoryStore } from "../store/memoryStore.ts";
import { sourcesOfData } from "../../../../test/trialSources.ts";

/** Model files by name. */
const files = new Map<string, Uint8Array>();
const readFile = (file: string): Uint8Array | undefined => files.get(file);

/** Trains shortly and reads the record. */
async function recordOf(model: string, data: string, noise = "none") {
  const records = memoryStore();
  const dataset = await loadDataset(data);
  const classes = dataset.classes.length;
  const trial = trialOf(resolveOptions({ model, epochs: 1, noise }), sourcesOfData(dataset), "smooth:0.1", 1);
  await runTrial({ trial, records, shared: records, dataset, ort, readFile });
  return { records, trial, classes, record: readPenultimate(records, classes) };
}

describe("balancedRows", () => {
  it("takes as many rows of each class as there may be, always the same, in their order", () => {
    const labels = Int32Array.from({ length: 50 }, (_, i) => (i < 40 ? 0 : 1));
    const rows = balancedRows(labels, 2, 17);
    expect(rows).toEqual(balancedRows(labels, 2, 17));
    expect([...rows].map((row) => labels[row]).join("")).toBe("0".repeat(8) + "1".repeat(8));
    expect([...rows]).toEqual([...rows].sort((a, b) => a - b));
  });
});

describe("a trial's penultimate record", () => {
  it.each([
    ["linear", "blobs:train=60,test=40", 2],
    ["mlp:5", "blobs:train=60,test=40", 5],
    ["cnn:4", "glyphs:train=60,test=40", 4],
  ])("of %s holds the layer that makes the logits of what it sees", async (model, data, width) => {
    const { records, classes, record } = await recordOf(model, data);
    const { head, test } = record!;
    expect([head.weight.length, head.bias?.length]).toEqual([classes * width, classes]);
    const { logits } = readPredictions(records, "test")!;
    const first = balancedRows(readPredictions(records, "test")!.labels, classes, 2000)[0];
    const again = Array.from({ length: classes }, (_, k) => {
      const row = test.features.subarray(0, width);
      return row.reduce((sum, x, d) => sum + x * head.weight[k * width + d], head.bias![k]);
    });
    again.forEach((logit, k) => expect(logit).toBeCloseTo(logits[first * classes + k], 4));
  });

  it("of a model from a file is found by its numbers", async () => {
    const blobs = await loadDataset("blobs:train=60,test=40");
    const model = createModel("mlp:3", inputOf(blobs), createRandom(1));
    // As wide as there are classes, so that the shapes alone do not tell the weight from its transpose.
    const values = model.parameters.map((parameter) => parameter.values);
    files.set("mlp.onnx", exportModel(model, values));
    const { record } = await recordOf("mlp.onnx", "blobs:train=60,test=40");
    expect(record!.head.weight).toHaveLength(9);
  });

  it("holds the right labels where training labels are made wrong", async () => {
    const [clean, noisy] = [
      await recordOf("linear", "blobs:train=60,test=40"),
      await recordOf("linear", "blobs:train=60,test=40", "pairs:0.5"),
    ];
    expect(noisy.record!.train.labels).toEqual(clean.record!.train.labels);
    expect(noisy.record!.train.features).toEqual(clean.record!.train.features);
  });

  it("is measured, and may be missing", async () => {
    const { records, trial, classes } = await recordOf("mlp:5", "blobs:train=60,test=40");
    const { geometry } = analyseTrial(records, trial, classes).result;
    expect(geometry!.train.separation).toBeGreaterThan(0);
    expect(geometry!.test.featureNorm).toBeGreaterThan(0);
    records.remove("penultimate/weight.npy");
    expect(analyseTrial(records, trial, classes).result.geometry).toBeNull();
  });
});
