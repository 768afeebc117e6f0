// The records of an experiment that never ran: predictions from seeded random numbers, for tests of the analysis.
import { type AccuracyMetric, createRandom, type Random } from "@softlabel/core";
import { writeExperiment, type ExperimentRecord } from "./experimentRecord.ts";
import { resolveOptions, type ExperimentOptions } from "../options/fields.ts";
import { writePenultimate, type Penultimate, type PenultimateRows } from "./penultimateRecord.ts";
import type { Results } from "../results/results.ts";
import { trialsOf, type Trial } from "../options/trial.ts";
import { memoryStore } from "../store/memoryStore.ts";
import type { RecordStore } from "../store/recordStore.ts";
import { claimTrial, trialPath, writePredictions, type RecordedPredictions } from "./trialRecord.ts";
import { madeUpRecord } from "../../../../test/trialSources.ts";

/** What the experiment is like; everything has a default. */
export interface RecordOptions {
  readonly options?: Partial<Record<keyof ExperimentOptions, unknown>>;
  readonly classes?: number;
  readonly testCount?: number;
  readonly validationCount?: number;
  /** Whether the penultimate layer is recorded; older folders lack it. */
  readonly penultimate?: boolean;
  readonly accuracyMetric?: AccuracyMetric;
}

/** Rows in which the label's logit stands out most of the time. */
function predictions(random: Random, count: number, classes: number): RecordedPredictions {
  const labels = Int32Array.from({ length: count }, (_, i) => i % classes);
  const logits = Float32Array.from({ length: count * classes }, () => random.normal());
  labels.forEach((label, i) => (logits[i * classes + label] += 2 + random.normal()));
  return { logits, labels };
}

/** Features around the templates of their classes. */
function penultimateOf(random: Random, classes: number): Penultimate {
  const width = 6;
  const weight = Float32Array.from({ length: classes * width }, () => random.normal());
  const rows = (): PenultimateRows => {
    const labels = Int32Array.from({ length: 3 * classes }, (_, i) => i % classes);
    const features = Float32Array.from({ length: labels.length * width }, (_, i) => {
      return weight[i % weight.length] + 0.1 * random.normal();
    });
    return { features, labels };
  };
  return { head: { classes, weight }, train: rows(), test: rows() };
}

function writeTrial(
  records: RecordStore,
  trial: Trial,
  { classes, validationCount, testCount }: Results["data"],
): void {
  const random = createRandom(trial.seed).fork(trial.method);
  claimTrial(records, trial);
  const lines = Array.from({ length: trial.epochs }, (_, i) => {
    const line = {
      epoch: i + 1,
      trainLoss: 1 / (i + 1),
      trainAccuracy: 0.5,
      trainBalancedAccuracy: 0.5,
      learningRate: 0.001,
      seconds: 1,
    };
    return `${JSON.stringify(line)}\n`;
  });
  records.write("metrics.jsonl", lines.join(""));
  if (validationCount > 0)
    writePredictions(records, "validation", predictions(random, validationCount, classes.length));
  writePredictions(records, "test", predictions(random, testCount, classes.length));
}

/** Makes the records, all trials finished. */
export function writeRecords(setting: RecordOptions = {}): { records: RecordStore; record: ExperimentRecord } {
  const { classes = 4, testCount = 120, validationCount = 60 } = setting;
  const records = memoryStore();
  const options = resolveOptions({ model: "linear", epochs: 2, seeds: 2, methods: ["smooth:0.1"], ...setting.options });
  const names = Array.from({ length: classes }, (_, k) => `class ${k}`);
  const counts = { trainCount: 100, validationCount, testCount };
  const even = { classCounts: names.map(() => 100 / classes), accuracyMetric: setting.accuracyMetric ?? "accuracy" };
  const data = { name: "made-up", title: "Made up", noun: "example", classes: names, ...even, ...counts };
  const record = madeUpRecord(options, data);
  writeExperiment(records, record);
  trialsOf(options, record.sources).forEach((trial) => writeTrial(records.folder(trialPath(trial)), trial, data));
  if (setting.penultimate === true)
    for (const trial of trialsOf(options, record.sources))
      writePenultimate(
        records.folder(trialPath(trial)),
        penultimateOf(createRandom(trial.seed).fork("layer", trial.method), classes),
      );
  return { records, record };
}
