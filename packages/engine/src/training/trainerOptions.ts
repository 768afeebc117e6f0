// What a trainer is told: texts or objects, with defaults for what is left out.
import { parseMethod } from "@softlabel/core";
import { check, checkRange, checkWeight, fail, readOptions } from "@softlabel/core/internal";
import { activationValues, type ActivationValue } from "../models/activations.ts";
import type { Model } from "../models/model.ts";
import { checkRuntime, type OnnxRuntime } from "../onnx/runtime.ts";
import type { Augmentation } from "./augmentation/augmentation.ts";
import { parseAugmentation } from "./augmentation/parseAugmentation.ts";
import { checkExampleLabels, checkExamples, checkInputs } from "./examples/checkExamples.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { Examples } from "./examples/examples.ts";
import type { TrainedMethod } from "./methodCourse.ts";
import { parseOptimizer, type Optimizer } from "./optimizers.ts";
import { parseSchedule, type Schedule } from "./schedules.ts";

/** Everything that determines a training. What has a default may be left out; `trainingDefaults` holds the defaults. */
export interface TrainerOptions {
  /** The module of ONNX Runtime. */
  readonly ort: OnnxRuntime;
  /** As `createModel` or `importModel` makes it. */
  readonly model: Model;
  /** A method, or its text, such as "smooth:0.1". */
  readonly method: TrainedMethod | string;
  /** An optimizer, or its text; default "adam:lr=0.001". */
  readonly optimizer?: Optimizer | string;
  /** A schedule, or its text; default "constant". */
  readonly schedule?: Schedule | string;
  readonly train: Examples;
  /**
   * Examples per step, default 64; the last step of an epoch takes what is left. A model with running statistics leaves out
   * a last batch of a single example.
   */
  readonly batchSize?: number;
  /** How many epochs the schedule spans; default 20. */
  readonly epochs?: number;
  /** In place of `epochs`: how many optimizer steps the schedule spans; the last epoch ends with them. */
  readonly steps?: number;
  /**
   * A teacher's logits of the training examples as they are, [N, K] row-major: for methods that use a teacher, and not looked at by
   * others. It says the same of an example however that is augmented.
   */
  readonly teacher?: Float32Array;
  /**
   * A weight of each class, [K], by which the loss of its examples is multiplied, whatever the method; a batch's loss is
   * (1/N) Σ w L. Mixed examples have the mean of both weights. All 1 where left out. `balancedWeights` lets every class count alike.
   */
  readonly classWeights?: ArrayLike<number>;
  /** How every batch is changed before it is trained on, or the text of it, such as "flip+shift:4"; default not at all. */
  readonly augmentation?: Augmentation | string;
  /**
   * Hidden activations of every batch, which `Trainer.epoch` gives its caller after each step: names of `model.activations`, or of
   * values of its graph. None where left out.
   */
  readonly activations?: readonly string[];
  /** Determines the order of the examples in every epoch and all else that is drawn: dropout, augmentation; default 1. */
  readonly seed?: number;
  /** Threads within one operation; default 1. Results are the same bit for bit only with the same number. */
  readonly threads?: number;
  /** Where to go on from; from the model's own parameters where left out. */
  readonly checkpoint?: Checkpoint;
}

/** What a training is unless told otherwise, here and in softlabel's command. */
export const trainingDefaults = {
  optimizer: "adam:lr=0.001",
  schedule: "constant",
  batchSize: 64,
  epochs: 20,
  seed: 1,
  threads: 1,
} as const;

const who = "Trainer.create";

/** Names of the options in other libraries. */
const otherNames = {
  ort: "onnxruntime runtime session",
  model: "net network",
  method: "loss lossfn lossfunction criterion target targets",
  optimizer: "optim solver lr learningrate",
  schedule: "scheduler lrscheduler",
  train: "data dataset examples xtrain",
  batchSize: "batch bs minibatch",
  epochs: "numtrainepochs",
  steps: "iterations maxiter",
  augmentation: "augment transform transforms mixup",
  classWeights: "weight",
  checkpoint: "resume resumefrom",
};

/** The options in full, texts read. */
export interface TrainerSettings {
  readonly ort: OnnxRuntime;
  readonly model: Model;
  readonly method: TrainedMethod;
  readonly optimizer: Optimizer;
  readonly schedule: Schedule;
  readonly train: Examples;
  readonly batchSize: number;
  readonly epochs: number | undefined;
  readonly steps: number | undefined;
  readonly teacher: Float32Array | undefined;
  readonly classWeights: ArrayLike<number> | undefined;
  readonly augmentation: Augmentation | undefined;
  readonly activations: readonly ActivationValue[];
  readonly seed: number;
  readonly threads: number;
  readonly checkpoint: Checkpoint | undefined;
}

/** An object that has the members given, or one that `parse` makes of its text. */
function parsed<T extends object>(
  name: string,
  given: T | string,
  parse: (text: string) => T,
  ...members: readonly (keyof T)[]
): T {
  if (typeof given === "string") return parse(given);
  const isWhole = typeof given === "object" && given !== null && members.every((member) => given[member] !== undefined);
  return isWhole ? given : fail(who, `${name} as a text, or as ${parse.name} gives it`, given);
}

/**
 * Reads the options of a training, and throws unless it can begin with them.
 */
export function readTrainerOptions(options: TrainerOptions): TrainerSettings {
  const nothing = { ort: undefined, model: undefined, method: undefined, train: undefined, steps: undefined };
  const further = { teacher: undefined, classWeights: undefined, augmentation: undefined, checkpoint: undefined };
  const { epochs: usualEpochs, ...usual } = trainingDefaults;
  const given = readOptions(
    who,
    options,
    { ...nothing, ...further, ...usual, activations: [], epochs: undefined },
    otherNames,
  );
  checkRuntime(given.ort);
  const { model } = given;
  const isModel = typeof (model as Partial<Model> | undefined)?.graph === "function";
  if (!isModel) fail(who, "model as createModel or importModel makes it", model);
  const { augmentation, steps } = given;
  const settings: TrainerSettings = {
    ...given,
    activations: activationValues(model, given.activations),
    epochs: given.epochs ?? (steps === undefined ? usualEpochs : undefined),
    method: parsed<TrainedMethod>("method", given.method, parseMethod, "loss", "targets"),
    optimizer: parsed("optimizer", given.optimizer, parseOptimizer, "apply", "stateArrays"),
    schedule: parsed("schedule", given.schedule, parseSchedule, "factor"),
    augmentation:
      augmentation === undefined
        ? undefined
        : parsed("augmentation", augmentation, parseAugmentation, "apply", "checkShape"),
  };
  checkSettings(settings);
  return settings;
}

const counting = { from: 1, to: Infinity, integer: true } as const;

/** Throws unless a training can begin with these settings. */
function checkSettings(settings: TrainerSettings): void {
  const { model, train, batchSize, threads, seed, augmentation, method } = settings;
  checkRange(who, "batchSize", batchSize, counting);
  checkRange(who, "threads", threads, counting);
  checkRange(who, "seed", seed, { from: -Infinity, to: Infinity });
  checkExamples("train", train);
  check(train.count > 0, who, "at least one training example", train.count);
  checkInputs(train, model.input);
  checkExampleLabels(train, model.input.classes);
  augmentation?.checkShape(train.shape);
  checkTeacher(settings);
  checkClassWeights(settings);
  // A method that knows no mixtures says so itself.
  if (augmentation?.mixes) method.soften(evenRow(model.input.classes), model.input.classes);
}

/** Throws unless a method that uses a teacher has one that speaks of every training example. */
function checkTeacher({ method, model, train, teacher, augmentation }: TrainerSettings): void {
  if (method.loss.usesTeacher !== true) return;
  const { classes } = model.input;
  const expected = `${train.count * classes} logits of a teacher, one per example and class`;
  check(teacher?.length === train.count * classes, who, expected, teacher?.length ?? "none", "give them as teacher");
  const wrong = teacher.findIndex((value) => !Number.isFinite(value));
  if (wrong !== -1)
    fail(who, "finite logits of the teacher", `${teacher[wrong]} in row ${Math.floor(wrong / classes)}`);
  const mixes = augmentation?.mixes === true;
  check(!mixes, who, "no mixing of examples where a teacher spoke of each alone", String(augmentation));
}

/** Throws unless there is a weight for every class, finite and not negative, and some example has one above 0. */
function checkClassWeights({ classWeights, model, train }: TrainerSettings): void {
  if (classWeights === undefined) return;
  const { classes } = model.input;
  check(classWeights.length === classes, who, `${classes} class weights`, classWeights.length);
  checkWeight(who, Float64Array.from(classWeights));
  const counts = train.labels.some((label) => classWeights[label] > 0);
  check(counts, who, "a training example of a class whose weight is above 0", Array.from(classWeights));
}

/** One row of targets that is not a class's alone. */
function evenRow(classes: number): Float64Array {
  return new Float64Array(classes).fill(1 / classes);
}
