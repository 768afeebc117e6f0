// Runs one trial from its last checkpoint to its predictions, with records after every epoch.
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
import { checkSources } from "../options/sources.ts";
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

/** The progress of a trial. */
export interface TrialProgress {
  readonly epoch: number;
  readonly step: number;
  readonly steps: number;
}

export interface TrialOptions {
  readonly trial: Trial;
  /** The trial's own records. */
  readonly records: RecordStore;
  /** The records shared by all trials of an experiment: a teacher's logits, features of the last layer. */
  readonly shared: RecordStore;
  readonly dataset: Dataset;
  readonly ort: OnnxRuntime;
  /** Reads the model files named by the trial. */
  readonly readFile: ReadFile;
  readonly onProgress?: (progress: TrialProgress) => void;
  /** Called before records are written; throws to prevent that. */
  readonly beforeWriting?: () => void;
}

/** The teacher's logits, if the trial's method uses a teacher. */
function teacherOf({ trial, shared }: TrialOptions): Float32Array | undefined {
  if (!isTaught(trial.method)) return undefined;
  const { teacher = "", seed } = trial;
  const expected = `logits of the teacher of ${trial.method}`;
  const logits = readTeacherLogits(shared, { teacher, seed });
  return logits ?? fail(shared.place, expected, "none", "run the experiment again");
}

/** The class weights, if any, from the labels trained on. */
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

/** Trains an epoch and records it. */
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

/** Trains the remaining epochs, and with early stopping restores the best one. */
async function trainToEnd(trainer: Trainer, validation: Examples, options: TrialOptions): Promise<void> {
  const { trial, records } = options;
  const lines = readMetrics(records);
  while (!isOver(trial, lines)) lines.push(await trainEpoch(trainer, lines, validation, options));
  if (trial.patience === undefined) return;
  const best = bestEpoch(lines);
  const remedy = "delete the folder and run the experiment again";
  trainer.restore(readBest(records, best) ?? fail(records.place, `the checkpoint of epoch ${best}`, "none", remedy));
}

/** The metadata of an exported model. */
function metadataOf({ method, seed, data, normalise }: Trial): Record<string, string> {
  return { method, seed: String(seed), data, softlabel: version, ...defined({ normalise }) };
}

/** The temperature to divide logits by, if there are validation rows to fit it. */
function temperatureOf(held: RecordedPredictions | undefined, classes: number): string | undefined {
  return held && String(fitTemperature(held.logits, held.labels, classes).temperature);
}

/** The model to train, its data, and the model to export. */
interface Setting {
  readonly model: Model;
  readonly dataset: Dataset;
  readonly whole: Model;
}

/** The whole model, or only its last layer with its input as data. */
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

/**
 * Trains the rest of a trial and writes its predictions; running it again changes nothing.
 * @throws UsageError where data or model files are not those that the trial names, or the records are another trial's
 */
export async function runTrial(options: TrialOptions): Promise<void> {
  const { trial, records } = options;
  checkSources(trial, options.dataset, options.readFile);
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
