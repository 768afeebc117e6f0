// Trains a model epoch by epoch: one graph run and one optimizer pass a step.
import { check, checkRange, createRandom } from "@softlabel/core";
import type { Model } from "../models/index.ts";
import type { OnnxRuntime } from "../onnx/index.ts";
import { countCorrect, gatherRows, shuffledOrder } from "./batches.ts";
import { checkInputs, checkLabels, finiteRows } from "./checkExamples.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { Examples, RowSource } from "./examples.ts";
import { MethodCourse, type TrainedMethod } from "./methodCourse.ts";
import { NonFiniteLossError } from "./nonFiniteLossError.ts";
import type { Optimizer } from "./optimizers.ts";
import { openParameterBlock, type ParameterBlock } from "./parameterBlock.ts";
import { openPredictor, type Predictions, type Predictor } from "./predictor.ts";
import type { Schedule, Timeline } from "./schedules.ts";
import { openTrainingStep, type TrainingStep } from "./trainingStep.ts";

/** Everything that determines a training. */
export interface TrainerOptions {
  /** The module of ONNX Runtime. */
  readonly ort: OnnxRuntime;
  readonly model: Model;
  readonly method: TrainedMethod;
  readonly optimizer: Optimizer;
  readonly schedule: Schedule;
  readonly train: Examples;
  /** Examples a step; the last step of an epoch takes what is left. */
  readonly batchSize: number;
  /** How many epochs the schedule spans. */
  readonly epochs: number;
  /** Determines the order of the examples in every epoch. */
  readonly seed: number;
  /** Threads within one operation; as many as there are processor cores where left out. */
  readonly threads?: number;
  /** Where to go on from; from the model's own parameters where left out. */
  readonly checkpoint?: Checkpoint;
}

/** What happened in an epoch. */
export interface EpochRecord {
  /** Counted from 1. */
  readonly epoch: number;
  /** Mean over the examples of the method's loss, as seen while training. */
  readonly trainLoss: number;
  /** Share of the examples classified rightly, as seen while training. */
  readonly trainAccuracy: number;
  /** Of the last step. */
  readonly learningRate: number;
  readonly seconds: number;
  /** Seconds spent running graphs, stepping parameters and filling batches. */
  readonly timings: { readonly session: number; readonly optimizer: number; readonly gather: number };
}

/** Sums over the steps of an epoch. */
interface Tally {
  loss: number;
  correct: number;
  learningRate: number;
  session: number;
  optimizer: number;
  gather: number;
}

const who = "Trainer.create";
const counting = { from: 1, to: Infinity, integer: true } as const;

function checkOptions({ model, train, batchSize, epochs, threads }: TrainerOptions): void {
  checkRange(who, "batchSize", batchSize, counting);
  checkRange(who, "epochs", epochs, counting);
  checkRange(who, "threads", threads ?? 1, counting);
  check(train.count > 0, who, "at least one training example", train.count);
  checkInputs(who, train, model.input);
  checkLabels(who, train, model.input.classes);
}

function threadsOf({ threads }: TrainerOptions): { readonly threads?: number } {
  return threads === undefined ? {} : { threads };
}

/** Puts a checkpoint's parameters and state into the block. */
function restore(block: ParameterBlock, checkpoint: Checkpoint, { model, optimizer, epochs }: TrainerOptions): void {
  const from = "a checkpoint of";
  check(checkpoint.model === model.name, who, `${from} model ${model.name}`, checkpoint.model);
  check(checkpoint.optimizer === optimizer.name, who, `${from} optimizer ${optimizer.name}`, checkpoint.optimizer);
  const arrays = block.state.length;
  check(checkpoint.state.length === arrays, who, `${from} ${arrays} arrays of state`, checkpoint.state.length);
  const { length } = block.parameters;
  check(checkpoint.parameters.length === length, who, `${from} ${length} parameters`, checkpoint.parameters.length);
  check(checkpoint.finishedEpochs <= epochs, who, `${from} at most ${epochs} epochs`, checkpoint.finishedEpochs);
  block.parameters.set(checkpoint.parameters);
  checkpoint.state.forEach((array, i) => block.state[i].set(array));
}

/**
 * Trains one model on one set of examples. Equal options give equal numbers, bit for bit, also when a training is
 * interrupted and goes on from a checkpoint, as long as the machine and the number of threads are the same.
 */
export class Trainer {
  readonly #options: TrainerOptions;
  readonly #block: ParameterBlock;
  /** For full batches and, where the examples do not divide evenly, for the last one. */
  readonly #steps: readonly TrainingStep[];
  readonly #timeline: Timeline;
  readonly #course: MethodCourse;
  readonly #rows: RowSource;
  readonly #labels: Int32Array;
  #predictor: Promise<Predictor> | undefined;
  #finishedEpochs: number;
  #step: number;
  #insideEpoch = false;

  private constructor(
    options: TrainerOptions,
    block: ParameterBlock,
    course: MethodCourse,
    steps: readonly TrainingStep[],
  ) {
    this.#options = options;
    this.#block = block;
    this.#steps = steps;
    const stepsPerEpoch = Math.ceil(options.train.count / steps[0].batchSize);
    this.#timeline = { steps: options.epochs * stepsPerEpoch, stepsPerEpoch };
    this.#course = course;
    this.#rows = finiteRows("Trainer.epoch", options.train);
    this.#labels = new Int32Array(steps[0].batchSize);
    this.#finishedEpochs = options.checkpoint?.finishedEpochs ?? 0;
    this.#step = options.checkpoint?.step ?? 0;
  }

  /**
   * Lays out the memory and opens the sessions.
   * @throws UsageError where there are no examples, they do not fit the model, a label is out of range, or the
   *   checkpoint is of another model or optimizer
   */
  static async create(options: TrainerOptions): Promise<Trainer> {
    checkOptions(options);
    const { ort, model, optimizer, method, train, checkpoint, batchSize } = options;
    const block = openParameterBlock(model.parameters, optimizer.stateArrays);
    const course = new MethodCourse(method, model.input.classes, options.epochs);
    if (checkpoint !== undefined) {
      restore(block, checkpoint, options);
      course.restore(who, checkpoint.memory);
    }
    const full = Math.min(batchSize, train.count);
    const sizes = [full, train.count % full].filter((size) => size > 0);
    const common = { ort, model, block, loss: method.loss, watched: course.observes, session: threadsOf(options) };
    const opening = sizes.map((size) => openTrainingStep(common, size));
    return new Trainer(options, block, course, await Promise.all(opening));
  }

  /** Epochs finished so far, those before the checkpoint included. */
  get finishedEpochs(): number {
    return this.#finishedEpochs;
  }

  /**
   * Trains one epoch: every example once, in an order that the seed and the epoch determine.
   * @param signal looked at between steps; after an abort only prediction is possible
   * @param onProgress called after each step with its number, counted from 1, and how many there are
   * @throws NonFiniteLossError where the training diverges; the reason of `signal` where it was aborted
   */
  async epoch(signal?: AbortSignal, onProgress?: (step: number, steps: number) => void): Promise<EpochRecord> {
    const { train, epochs, seed } = this.#options;
    const epoch = this.#finishedEpochs + 1;
    this.#checkBetweenEpochs("Trainer.epoch");
    check(epoch <= epochs, "Trainer.epoch", `at most ${epochs} epochs`, epoch);
    const tally: Tally = { loss: 0, correct: 0, learningRate: 0, session: 0, optimizer: 0, gather: 0 };
    const start = performance.now();
    this.#insideEpoch = true;
    this.#course.beginEpoch(epoch);
    const order = shuffledOrder(train.count, createRandom(seed).fork("batches", epoch));
    const { stepsPerEpoch } = this.#timeline;
    for (let i = 0; i < stepsPerEpoch; i++) {
      signal?.throwIfAborted();
      await this.#runStep(order, i, tally);
      onProgress?.(i + 1, stepsPerEpoch);
    }
    // The last step may have been the one that diverged; an epoch only counts if the training can go on from it.
    if (!this.#block.parameters.every(Number.isFinite))
      throw new NonFiniteLossError({ epoch, step: stepsPerEpoch, learningRate: tally.learningRate, loss: NaN });
    this.#course.endEpoch();
    this.#insideEpoch = false;
    this.#finishedEpochs = epoch;
    const { session, optimizer, gather, learningRate } = tally;
    const timings = { session: session / 1000, optimizer: optimizer / 1000, gather: gather / 1000 };
    const [trainLoss, trainAccuracy] = [tally.loss / train.count, tally.correct / train.count];
    return { epoch, trainLoss, trainAccuracy, learningRate, seconds: (performance.now() - start) / 1000, timings };
  }

  /**
   * What is needed to go on from here, copied.
   * @throws UsageError inside an epoch that was aborted or failed: only whole epochs can be continued
   */
  checkpoint(): Checkpoint {
    this.#checkBetweenEpochs("Trainer.checkpoint");
    const { model, optimizer } = this.#options;
    const memory = this.#course.state();
    return {
      model: model.name,
      optimizer: optimizer.name,
      finishedEpochs: this.#finishedEpochs,
      step: this.#step,
      parameters: this.#block.parameters.slice(),
      state: this.#block.state.map((array) => array.slice()),
      ...(memory && { memory }),
    };
  }

  /**
   * Logits of examples under the present parameters, and features where asked for.
   * @param examples what to predict; their labels are not used
   * @returns logits [N, K]; features [N, D]
   */
  async predict(examples: Examples, options: { readonly features?: boolean } = {}): Promise<Predictions> {
    const { ort, model } = this.#options;
    checkInputs("Trainer.predict", examples, model.input);
    this.#predictor ??= openPredictor(ort, model, this.#block.values, threadsOf(this.#options));
    return (await this.#predictor).predict(examples, options);
  }

  /** The present values of the model's parameters, in its order, copied. */
  parameters(): Float32Array[] {
    return this.#block.values.map((values) => values.slice());
  }

  /** Frees the sessions; the trainer is of no use afterwards. */
  async release(): Promise<void> {
    for (const step of this.#steps) await step.release();
    await (await this.#predictor)?.release();
  }

  #checkBetweenEpochs(caller: string): void {
    const remedy = "make a new trainer from the last checkpoint";
    check(
      !this.#insideEpoch,
      caller,
      "all epochs so far to be whole",
      "one that was aborted, failed or still runs",
      remedy,
    );
  }

  /** Copies the examples of step `i` into its buffers. */
  #fill(step: TrainingStep, order: Int32Array, from: number): void {
    const { train, model } = this.#options;
    this.#rows.gather(order, from, step.batchSize, step.inputs);
    for (let row = 0; row < step.batchSize; row++) this.#labels[row] = train.labels[order[from + row]];
    gatherRows(this.#course.targets, model.input.classes, this.#labels, 0, step.batchSize, step.targets);
    for (const [name, value] of Object.entries(this.#course.coefficients)) step.coefficients[name][0] = value;
  }

  async #runStep(order: Int32Array, i: number, tally: Tally): Promise<void> {
    const { optimizer, schedule, model } = this.#options;
    const from = i * this.#steps[0].batchSize;
    const step = this.#steps[from + this.#steps[0].batchSize <= order.length ? 0 : 1];
    const started = performance.now();
    this.#fill(step, order, from);
    const filled = performance.now();
    const loss = await step.run();
    const computed = performance.now();
    const learningRate = optimizer.learningRate * schedule.factor(this.#step, this.#timeline);
    if (!Number.isFinite(loss))
      throw new NonFiniteLossError({ epoch: this.#finishedEpochs + 1, step: i + 1, learningRate, loss });
    const labels = this.#labels.subarray(0, step.batchSize);
    this.#course.observe(step.probabilities, labels);
    this.#step++;
    optimizer.apply(this.#block, this.#step, learningRate);
    tally.optimizer += performance.now() - computed;
    tally.session += computed - filled;
    tally.gather += filled - started;
    tally.loss += loss * step.batchSize;
    tally.correct += countCorrect(step.logits, labels, model.input.classes);
    tally.learningRate = learningRate;
  }
}
