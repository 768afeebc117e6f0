// What a trainer is told, and whether it can be.
import { check, checkRange } from "@softlabel/core";
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
  readonly epochs: number;
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
  const { model, train, batchSize, epochs, threads, augmentation, method } = options;
  checkRange(who, "batchSize", batchSize, counting);
  checkRange(who, "epochs", epochs, counting);
  checkRange(who, "threads", threads ?? 1, counting);
  check(train.count > 0, who, "at least one training example", train.count);
  checkInputs(who, train, model.input);
  checkLabels(who, train, model.input.classes);
  augmentation?.checkShape(train.shape);
  // A method that knows no mixtures says so itself.
  if (augmentation?.mixes) method.soften(evenRow(model.input.classes), model.input.classes);
}

/** One row of targets that is no class's alone. */
function evenRow(classes: number): Float64Array {
  return new Float64Array(classes).fill(1 / classes);
}

/** The options of a training's sessions. */
export function sessionOptionsOf({ threads }: Pick<TrainerOptions, "threads">): { readonly threads?: number } {
  return threads === undefined ? {} : { threads };
}
