// What a trainer is told, and whether it can be.
import { check, checkRange, checkWeight, fail } from "@softlabel/core";
import type { Model } from "../models/index.ts";
import type { OnnxRuntime } from "../onnx/index.ts";
import type { Augmentation } from "./augmentation/index.ts";
import { checkInputs, checkLabels } from "./checkExamples.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { Examples } from "./examples.ts";
import type { TrainedMethod } from "./methodCourse.ts";
import type { Optimizer } from "./optimizers.ts";
import type { Schedule } from "./schedules.ts";

/** Everything that determines a training. */
export interface TrainerOptions {
  /** The module of ONNX Runtime. */
  readonly ort: OnnxRuntime;
  readonly model: Model;
  readonly method: TrainedMethod;
  readonly optimizer: Optimizer;
  readonly schedule: Schedule;
  readonly train: Examples;
  /**
   * Examples a step; the last step of an epoch takes what is left. A model with running statistics leaves out a last batch of
   * a single example.
   */
  readonly batchSize: number;
  /** How many epochs the schedule spans. */
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
  /** How every batch is changed before it is trained on; not at all where left out. */
  readonly augmentation?: Augmentation;
  /** Determines the order of the examples in every epoch and all else that is drawn: dropout, augmentation. */
  readonly seed: number;
  /** Threads within one operation; as many as there are processor cores where left out. */
  readonly threads?: number;
  /** Where to go on from; from the model's own parameters where left out. */
  readonly checkpoint?: Checkpoint;
}

const counting = { from: 1, to: Infinity, integer: true } as const;

/**
 * Throws unless a training can begin with these options.
 * @param who the function that was called, for messages
 */
export function checkOptions(who: string, options: TrainerOptions): void {
  const { model, train, batchSize, threads, augmentation, method } = options;
  checkRange(who, "batchSize", batchSize, counting);
  checkRange(who, "threads", threads ?? 1, counting);
  check(train.count > 0, who, "at least one training example", train.count);
  checkInputs(who, train, model.input);
  checkLabels(who, train, model.input.classes);
  augmentation?.checkShape(train.shape);
  checkTeacher(who, options);
  checkClassWeights(who, options);
  // A method that knows no mixtures says so itself.
  if (augmentation?.mixes) method.soften(evenRow(model.input.classes), model.input.classes);
}

/** Throws unless a method that uses a teacher has one that speaks of every training example. */
function checkTeacher(who: string, { method, model, train, teacher, augmentation }: TrainerOptions): void {
  if (method.loss.usesTeacher !== true) return;
  const { classes } = model.input;
  const expected = `${train.count * classes} logits of a teacher, one an example and class`;
  check(teacher?.length === train.count * classes, who, expected, teacher?.length ?? "none", "give them as teacher");
  const wrong = teacher.findIndex((value) => !Number.isFinite(value));
  if (wrong !== -1)
    fail(who, "finite logits of the teacher", `${teacher[wrong]} in row ${Math.floor(wrong / classes)}`);
  const mixes = augmentation?.mixes === true;
  check(!mixes, who, "no mixing of examples where a teacher spoke of each alone", String(augmentation));
}

/** Throws unless there is a weight for every class, finite and not negative, and some example has one above 0. */
function checkClassWeights(who: string, { classWeights, model, train }: TrainerOptions): void {
  if (classWeights === undefined) return;
  const { classes } = model.input;
  check(classWeights.length === classes, who, `${classes} class weights`, classWeights.length);
  checkWeight(who, Float64Array.from(classWeights));
  const counts = train.labels.some((label) => classWeights[label] > 0);
  check(counts, who, "a training example of a class whose weight is above 0", Array.from(classWeights));
}

/** One row of targets that is no class's alone. */
function evenRow(classes: number): Float64Array {
  return new Float64Array(classes).fill(1 / classes);
}

/** The options of a training's sessions. */
export function sessionOptionsOf({ threads }: Pick<TrainerOptions, "threads">): { readonly threads?: number } {
  return threads === undefined ? {} : { threads };
}
