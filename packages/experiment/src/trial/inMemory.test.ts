// A whole experiment in memory, as a page runs it: nothing on disk, the runtime and all files handed in.
import { createRandom } from "@softlabel/core";
import { createModel, exportModel } from "@softlabel/engine";
import * as ort from "onnxruntime-node";
import { expect, it } from "vitest";
import { loadDataset } from "@softlabel/data/node";
import { analyse } from "../analysis/analyse.ts";
import { inputOf } from "../options/examplesOf.ts";
import { resolveOptions } from "../options/fields.ts";
import { sourcesOf } from "../options/sources.ts";
import { trialOf, trialsOf } from "../options/trial.ts";
import { createRecord, writeExperiment } from "../records/experimentRecord.ts";
import { isFinished, readMetrics, trialPath } from "../records/trialRecord.ts";
import { memoryStore } from "../store/memoryStore.ts";
import { fitBaselines } from "./baselines.ts";
import { runTrial } from "./runTrial.ts";
import { prepareShared } from "./shared.ts";

const dataset = await loadDataset("blobs:train=120,test=60");

it("trains a teacher and its students, resumes, and gives results", async () => {
  const records = memoryStore();
  const teacher = records.folder("teacher");
  const readFile = (file: string) => records.read(file);
  const sizes = { model: "linear", epochs: 2, seeds: 2 };
  const setting = { dataset, readFile, command: "a page", machine: { browser: "none" } };
  const runtime = { version: "1.0.0", provider: "cpu" };

  const hard = resolveOptions({ ...sizes, methods: "hard" });
  const [first] = trialsOf(hard, createRecord({ ...setting, options: hard, runtime }).sources);
  await runTrial({ trial: first, records: teacher, shared: teacher, dataset, ort, readFile });

  const options = resolveOptions({ ...sizes, methods: ["smooth:0.1", "distill"], teacher: "teacher" });
  const record = createRecord({ ...setting, options, runtime });
  const writeShared = await prepareShared(records, { options, dataset, ort, readFile, threads: 1 });
  writeExperiment(records, record);
  writeShared();
  for (const trial of trialsOf(options, record.sources)) {
    const own = records.folder(trialPath(trial));
    const run = () => runTrial({ trial, records: own, shared: records, dataset, ort, readFile });
    await run();
    const logits = own.read("logits.npy");
    await run();
    expect(own.read("logits.npy")).toEqual(logits);
    expect([isFinished(own, trial), readMetrics(own).length]).toEqual([true, 2]);
  }
  fitBaselines(records, options, dataset);

  const results = await analyse(records, { dataset, encodePng: () => Promise.reject(new Error("no images here")) });
  expect(results).toMatchObject({ complete: true, trials: { finished: 6, total: 6 } });
  expect(results.methods.map(({ method }) => method)).toEqual(["hard", "smooth:0.1", "distill"]);
  expect(results.verdicts.length).toBeGreaterThan(0);
  expect(results.simpleBaselines?.map(({ model }) => model)).toEqual(["majority", "linear"]);
  const names = ["experiment.json", "teacher-logits.npy", "trials", "baselines"];
  expect(records.names("")).toEqual(expect.arrayContaining(names));
});

it("refuses data and model files other than those it was planned with, before anything is written", async () => {
  const file = "mlp.onnx";
  const modelOf = (seed: number): Uint8Array => {
    const model = createModel("mlp:3", inputOf(dataset), createRandom(seed));
    return exportModel(
      model,
      model.parameters.map(({ values }) => values),
    );
  };
  const options = resolveOptions({ model: file, epochs: 1, methods: "hard" });
  const planned = sourcesOf(options, dataset, { version: "1.0.0", provider: "cpu" }, () => modelOf(1));
  const trial = trialOf(options, planned, "hard", 1);
  const run = (given: typeof dataset, seed: number, records = memoryStore()) =>
    runTrial({ trial, records, shared: records, dataset: given, ort, readFile: () => modelOf(seed) });
  const records = memoryStore();
  await expect(run(await loadDataset("blobs:train=120,test=61"), 1, records)).rejects.toThrow(
    /^glyphs: expected what the run was planned with \(hash \w{12}\), got other content/,
  );
  await expect(run(dataset, 2, records)).rejects.toThrow(/^mlp\.onnx: expected what the run was planned with/);
  expect(records.names("")).toEqual([]);
  await expect(run(dataset, 1)).resolves.toBeUndefined();
});
