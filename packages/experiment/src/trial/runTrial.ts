// Runs one trial from its last checkpoint to its predictions, leaving records after every epoch.
import { balancedAccuracyScore, fitTemperature, parseMethod, scorePredictions } from "@softlabel/core";
import { fail } from "@softlabel/core/internal";
import {
  exportModel,
  parseOptimizer,
  parseSchedule,
  Trainer,
  type Examples,
  type ExportOptions,
  type Model,
  type OnnxRuntime,
} from "@softlabel/engine";
import { type Dataset } from "@softlabel/data";
import { countClasses } from "@softlabel/data/internal";
import { augmentationOf } from "../options/augment.ts";
import { parseClassWeights } from "../options/classWeights.ts";
import { splitOf } from "../options/examplesOf.ts";
import type { ReadFile } from "../options/inputFile.ts";
import { writeJson, type RecordStore } from "../store/recordStore.ts";
import { modelFiles } from "../store/modelFiles.ts";
import { headAlone, separableHead } from "./headFeatures.ts";
import { initialModel } from "../options/initialModel.ts";
import { bestEpoch, isOver } from "../records/earlyStopping.ts";
import { predictLeftOut, writeLeftOut } from "../records/leftOutRecords.ts";
import { addNoise } from "../options/noise.ts";
import { observePenultimate } from "./penultimate.ts";
import { writePenultimate } from "../records/penultimateRecord.ts";
import { isTaught, readTeacherLogits } from "../options/teacher.ts";
import type { Trial } from "../options/trial.ts";
import {
  claimTrial,
  readBest,
  readMetrics,
  recordEpoch,
  resumeTrial,
  writeFlips,
  writePredictions,
  type EpochLine,
  type RecordedPredictions,
} from "../records/trialRecord.ts";
import { version } from "../store/version.ts";
import { defined } from "../store/defined.ts";

/** What a trial reports while it runs. */
export interface TrialProgress {
  readonly epoch: number;
  readonly step: number;
  readonly steps: number;
}

export interface TrialOptions {
  readonly trial: Trial;
  /** The trial's own records. */
  readonly records: RecordStore;
  /** What all trials of an experiment share: a teacher's logits, features of a last layer. */
  readonly shared: RecordStore;
  readonly dataset: Dataset;
  readonly ort: OnnxRuntime;
  /** Reads the model files that the trial names. */
  readonly readFile: ReadFile;
  readonly onProgress?: (progress: TrialProgress) => void;
  /** Called before records are written; throws to keep them from being written. */
  readonly beforeWriting?: () => void;
}

/** The teacher's logits, where the trial's method learns from one. */
function teacherOf({ trial, shared }: TrialOptions): Float32Array | undefined {
  if (!isTaught(trial.method)) return undefined;
  const { teacher = "", seed } = trial;
  const expected = `logits of the teacher of ${trial.method}`;
  const logits = readTeacherLogits(shared, { teacher, seed });
  return logits ?? fail(shared.place, expected, "none", "run the experiment again");
}

/** The weights of the classes, where there are any, from the labels that are trained on. */
function classWeightsOf({ trial, dataset }: TrialOptions, { labels }: Examples): Float64Array | undefined {
  if (trial.classWeights === undefined) return undefined;
  const { classes } = dataset;
  const counts = countClasses(labels, classes.length);
  return parseClassWeights(trial.classWeights).of(classes, counts);
}

function createTrainer(options: TrialOptions, model: Model, train: Examples): Promise<Trainer> {
  const { trial, records, ort } = options;
  return Trainer.create({
    ort,
    model,
    train,
    method: parseMethod(trial.method),
    optimizer: parseOptimizer(trial.optimizer),
    schedule: parseSchedule(trial.schedule),
    batchSize: trial.batchSize,
    seed: trial.seed,
    threads: trial.threads,
    ...defined({
      epochs: trial.steps === undefined ? trial.epochs : undefined,
      steps: trial.steps,
      classWeights: classWeightsOf(options, train),
      teacher: teacherOf(options),
      augmentation: augmentationOf(trial.augment),
      checkpoint: resumeTrial(records, trial),
    }),
  });
}

async function scoreOn(trainer: Trainer, validation: Examples, classes: number): Promise<EpochLine["validation"]> {
  if (validation.count === 0) return undefined;
  const { logits } = await trainer.predict(validation);
  const { accuracy, nll } = scorePredictions(logits, validation.labels, classes);
  const balancedAccuracy = balancedAccuracyScore(logits, validation.labels, classes);
  return { accuracy, balancedAccuracy, nll };
}

/** Trains an epoch and puts it on record after those before it. */
async function trainEpoch(
  trainer: Trainer,
  before: readonly EpochLine[],
  validation: Examples,
  options: TrialOptions,
): Promise<EpochLine> {
  const started = performance.now();
  const epoch = trainer.finishedEpochs + 1;
  const trained = await trainer.epoch(undefined, (step, steps) => options.onProgress?.({ epoch, step, steps }));
  const scores = await scoreOn(trainer, validation, options.dataset.classes.length);
  const { trainLoss, trainAccuracy, trainBalancedAccuracy, learningRate, share } = trained;
  const seconds = (performance.now() - started) / 1000;
  const partly = defined({ share: share < 1 ? share : undefined, validation: scores });
  const line = { epoch, trainLoss, trainAccuracy, trainBalancedAccuracy, learningRate, ...partly, seconds };
  const best = options.trial.patience === undefined ? undefined : bestEpoch([...before, line]);
  options.beforeWriting?.();
  recordEpoch(options.records, line, trainer.checkpoint(), best);
  return line;
}

/** Trains what is left, and with early stopping goes back to the best epoch. */
async function trainToEnd(trainer: Trainer, validation: Examples, options: TrialOptions): Promise<void> {
  const { trial, records } = options;
  const lines = readMetrics(records);
  while (!isOver(trial, lines)) lines.push(await trainEpoch(trainer, lines, validation, options));
  if (trial.patience === undefined) return;
  const best = bestEpoch(lines);
  const remedy = "delete the folder and run the experiment again";
  trainer.restore(readBest(records, best) ?? fail(records.place, `the checkpoint of epoch ${best}`, "none", remedy));
}

/** What an exported model says of how it was made. */
function metadataOf({ method, seed, data, normalise }: Trial): Record<string, string> {
  return { method, seed: String(seed), data, softlabel: version, ...defined({ normalise }) };
}

/** The temperature that logits are to be divided by, where rows were held out to fit it. */
function temperatureOf(held: RecordedPredictions | undefined, classes: number): string | undefined {
  return held && String(fitTemperature(held.logits, held.labels, classes).temperature);
}

/** What is trained, on which data, and the model that it is exported as. */
interface Setting {
  readonly model: Model;
  readonly dataset: Dataset;
  readonly whole: Model;
}

/** The model itself; or its last layer alone, on what it sees. */
function settingOf({ trial, dataset, shared, readFile }: TrialOptions): Setting {
  const whole = separableHead(trial, trial.seed, dataset, readFile);
  if (whole !== undefined) return { whole, ...headAlone(whole, shared, dataset) };
  const model = initialModel(trial, trial.seed, dataset, readFile);
  return { model, dataset, whole: model };
}

/** The trained model's file. */
function exported(
  trainer: Trainer,
  { model, whole, dataset }: Setting,
  kept: Pick<ExportOptions, "outputs" | "metadata">,
): Uint8Array {
  const untouched = (whole.statistics ?? []).map(({ values }) => values);
  const statistics = whole === model ? trainer.statistics() : untouched;
  return exportModel(whole, trainer.parameters(), { statistics, classes: dataset.classes, ...kept });
}

async function recordEnd(
  trainer: Trainer,
  setting: Setting,
  { train, validation }: ReturnType<typeof splitOf>,
  options: TrialOptions,
): Promise<void> {
  const { records, trial } = options;
  const { test, classes, preprocessing, leftOut } = setting.dataset;
  const predict = async (examples: Examples): Promise<RecordedPredictions> => {
    const { logits } = await trainer.predict(examples);
    return { logits, labels: examples.labels };
  };
  const onValidation = validation.count > 0 ? await predict(validation) : undefined;
  const onTest = await predict(test);
  const predictFeatures = (examples: Examples) => trainer.predict(examples, { features: true });
  const onLeftOut = leftOut === undefined ? undefined : await predictLeftOut(leftOut, predictFeatures);
  const penultimate = await observePenultimate(trainer, setting.model, { train, test });
  const temperature = temperatureOf(onValidation, classes.length);
  const metadata = { ...metadataOf(trial), ...defined({ temperature }) };
  const file = exported(trainer, setting, { outputs: trial.keepActivations ?? [], metadata });
  options.beforeWriting?.();
  records.write(modelFiles.network, file);
  if (preprocessing !== undefined) writeJson(records, modelFiles.preprocessing, preprocessing);
  if (onValidation !== undefined) writePredictions(records, "validation", onValidation);
  if (onLeftOut !== undefined) writeLeftOut(records, onLeftOut);
  if (penultimate !== undefined) writePenultimate(records, penultimate);
  writePredictions(records, "test", onTest);
}

/** Trains what is left of the trial and writes its predictions; running it again on finished records changes nothing. */
export async function runTrial(options: TrialOptions): Promise<void> {
  const { trial, records } = options;
  claimTrial(records, trial);
  const setting = settingOf(options);
  const split = splitOf(setting.dataset, trial.validation);
  const { train, flips } = addNoise(trial, split.train, setting.dataset.classes.length);
  if (flips.length > 0) writeFlips(records, flips);
  const trainer = await createTrainer(options, setting.model, train);
  try {
    await trainToEnd(trainer, split.validation, options);
    await recordEnd(trainer, setting, split, options);
  } finally {
    await trainer.release();
  }
}
