// Trains a model epoch by epoch: one graph run and one optimizer pass a step.
import { createRandom } from "@softlabel/core";
import { check, readOptions } from "@softlabel/core/internal";
import { BatchFiller } from "./batchFiller.ts";
import { shuffledOrder } from "./examples/batches.ts";
import { checkInputs } from "./examples/checkExamples.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { planEpoch, type EpochPlan } from "./examples/epochPlan.ts";
import { EpochTally, type EpochRecord } from "./epochTally.ts";
import type { Examples } from "./examples/examples.ts";
import { NonFiniteLossError } from "./nonFiniteLossError.ts";
import { activationValues } from "../models/activations.ts";
import { openPredictor, type ActivationRows, type Predictions, type Predictor } from "./predictor.ts";
import type { Timeline } from "./schedules.ts";
import { readTrainerOptions, type TrainerOptions, type TrainerSettings } from "./trainerOptions.ts";
import { trainingLength, type TrainingLength } from "./trainingLength.ts";
import type { TrainingStep } from "./trainingStep.ts";
import { TrainingSessions } from "./trainingSessions.ts";
import { TrainingState } from "./trainingState.ts";

/** What a step of training was about. */
export interface TrainedBatch {
  /** The places of its examples among those for training, in the order of the batch. */
  readonly rows: Int32Array;
  /** The activations that `TrainerOptions.activations` names, before the step changed the parameters. */
  readonly activations: Readonly<Record<string, ActivationRows>>;
}

/** What `Trainer.predict` gives beside logits. */
export interface PredictOptions {
  readonly features?: boolean;
  readonly activations?: readonly string[];
}

/** A step's batch, copied: the next one writes to the same memory. */
function batchOf({ batchSize, activations }: TrainingStep, order: Int32Array, from: number): TrainedBatch {
  const copies = Object.entries(activations).map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]);
  return {
    rows: order.slice(from, from + batchSize),
    activations: Object.fromEntries(copies) as TrainedBatch["activations"],
  };
}

/**
 * Trains one model on one set of examples. Equal options give equal numbers, bit for bit, also when a training is
 * interrupted and goes on from a checkpoint, as long as the machine and the number of threads are the same.
 */
export class Trainer {
  readonly #settings: TrainerSettings;
  readonly #state: TrainingState;
  readonly #plan: EpochPlan;
  readonly #length: TrainingLength;
  readonly #sessions: TrainingSessions;
  readonly #filler: BatchFiller;
  readonly #timeline: Timeline;
  /** By the activations that they give. */
  readonly #predictors = new Map<string, Promise<Predictor>>();
  #insideEpoch = false;

  private constructor(
    settings: TrainerSettings,
    state: TrainingState,
    { plan, length }: { readonly plan: EpochPlan; readonly length: TrainingLength },
    sessions: TrainingSessions,
  ) {
    this.#settings = settings;
    this.#state = state;
    this.#plan = plan;
    this.#length = length;
    this.#sessions = sessions;
    this.#filler = new BatchFiller(settings, state.course, plan.batchSize);
    this.#timeline = { steps: length.steps, stepsPerEpoch: plan.steps };
  }

  /**
   * Lays out the memory and opens the session of full batches.
   * @throws UsageError where there are no examples, they do not fit the model, a label is out of range, the checkpoint is of
   *   another model or optimizer, or batches of one example are asked for and the model normalises by batches
   */
  static async create(options: TrainerOptions): Promise<Trainer> {
    const settings = readTrainerOptions(options);
    const { ort, model, method, train, checkpoint, batchSize, threads, activations } = settings;
    const plan = planEpoch(train.count, batchSize, model);
    const length = trainingLength(settings, plan);
    const state = new TrainingState(settings, length.epochs);
    if (checkpoint !== undefined) state.restore(checkpoint);
    const { block, course } = state;
    const weighted = settings.classWeights !== undefined;
    const common = { ort, model, block, loss: method.loss, watched: course.observes, weighted, activations };
    const sessions = new TrainingSessions({ ...common, session: { threads } }, plan.batchSize);
    await sessions.stepFor(plan.batchSize);
    return new Trainer(settings, state, { plan, length }, sessions);
  }

  /** Epochs finished so far, those before the checkpoint included. */
  get finishedEpochs(): number {
    return this.#state.finishedEpochs;
  }

  /** Epochs of the whole training, the last one counted also where `steps` ends it early. */
  get epochs(): number {
    return this.#length.epochs;
  }

  /**
   * Trains one epoch: every example once, in an order that the seed and the epoch determine. Where the training's length is given
   * in steps, its last epoch ends with them.
   * @param signal an AbortSignal, looked at between steps; after an abort only prediction is possible
   * @param onProgress called after each step with its number, counted from 1, how many there are, and what was asked for of its batch
   * @throws NonFiniteLossError where the training diverges; the reason of `signal` where it was aborted
   */
  async epoch(
    signal?: { throwIfAborted(): void },
    onProgress?: (step: number, steps: number, batch: TrainedBatch) => void,
  ): Promise<EpochRecord> {
    const { train, seed } = this.#settings;
    const { epochs } = this.#length;
    const steps = Math.min(this.#plan.steps, this.#length.steps - this.#state.step);
    const epoch = this.finishedEpochs + 1;
    this.#checkBetweenEpochs();
    check(epoch <= epochs, "Trainer.epoch", `at most ${epochs} epochs`, epoch);
    const tally = new EpochTally(this.#settings.model.input.classes);
    this.#insideEpoch = true;
    this.#state.course.beginEpoch(epoch);
    const order = shuffledOrder(train.count, createRandom(seed).fork("batches", epoch));
    for (let i = 0; i < steps; i++) {
      signal?.throwIfAborted();
      const batch = await this.#runStep(order, i, tally);
      onProgress?.(i + 1, steps, batch);
    }
    const record = tally.record(epoch, steps / this.#plan.steps);
    // The last step may have been the one that diverged; an epoch only counts if the training can go on from it.
    if (!this.#state.isFinite())
      throw new NonFiniteLossError({ epoch, step: steps, learningRate: record.learningRate, loss: NaN });
    this.#state.course.endEpoch();
    this.#insideEpoch = false;
    this.#state.finishedEpochs = epoch;
    return record;
  }

  /**
   * What is needed to go on from here, copied.
   * @throws UsageError inside an epoch that was aborted or failed: only whole epochs can be continued
   */
  checkpoint(): Checkpoint {
    this.#checkBetweenEpochs();
    return this.#state.checkpoint();
  }

  /**
   * Takes up a checkpoint of this training, for instance of its best epoch.
   * @throws UsageError where it is of another model, optimizer or method, or beyond the last epoch
   */
  restore(checkpoint: Checkpoint): void {
    this.#checkBetweenEpochs();
    this.#state.restore(checkpoint);
  }

  /**
   * Logits of examples under the present parameters and running statistics, with features and hidden activations where asked for.
   * @param examples what to predict; their labels are not used
   * @param options `features`: whether they are wanted; `activations`: names of `model.activations`, or of values of its graph
   * @returns logits [N, K]; features [N, D]; activations by name
   * @throws UsageError where the examples do not fit the model, or it has no activation of such a name
   */
  async predict(examples: Examples, options: PredictOptions = {}): Promise<Predictions> {
    const { features, activations } = readOptions("Trainer.predict", options, { features: false, activations: [] });
    const { ort, model, threads } = this.#settings;
    checkInputs(examples, model.input);
    const { block, statistics } = this.#state;
    const values = { parameters: block.values, statistics: statistics.values };
    const asked = activationValues(model, activations);
    const key = JSON.stringify(asked);
    const predictor = this.#predictors.get(key) ?? openPredictor(ort, model, values, { threads }, asked);
    this.#predictors.set(key, predictor);
    return (await predictor).predict(examples, { features });
  }

  /** The present values of the model's parameters, in its order, copied. */
  parameters(): Float32Array[] {
    return this.#state.block.values.map((values) => values.slice());
  }

  /** The present values of the model's running statistics, in its order, copied. */
  statistics(): Float32Array[] {
    return this.#state.statistics.state();
  }

  /** Frees the sessions; the trainer is of no use afterwards. */
  async release(): Promise<void> {
    await this.#sessions.release();
    for (const predictor of this.#predictors.values()) await (await predictor).release();
  }

  #checkBetweenEpochs(): void {
    const remedy = "create a new trainer from the last checkpoint";
    check(!this.#insideEpoch, "Trainer", "complete epochs only", "one that was aborted, failed or still runs", remedy);
  }

  async #runStep(order: Int32Array, i: number, tally: EpochTally): Promise<TrainedBatch> {
    const { optimizer, schedule } = this.#settings;
    const state = this.#state;
    const { batchSize, examples } = this.#plan;
    const from = i * batchSize;
    const step = await this.#sessions.stepFor(Math.min(batchSize, examples - from));
    tally.begin();
    const labels = this.#filler.fill(step, order, from, state.step);
    tally.end("gather");
    const loss = await step.run();
    tally.end("session");
    const learningRate = optimizer.learningRate * schedule.factor(state.step, this.#timeline);
    if (!Number.isFinite(loss))
      throw new NonFiniteLossError({ epoch: state.finishedEpochs + 1, step: i + 1, learningRate, loss });
    if (step.probabilities !== undefined) state.course.observe(step.probabilities, labels);
    state.statistics.update(step.statistics);
    state.step++;
    optimizer.apply(state.block, state.step, learningRate);
    tally.end("optimizer");
    tally.add({ loss, logits: step.logits, labels, learningRate });
    return batchOf(step, order, from);
  }
}
