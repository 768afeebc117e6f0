// The sessions of a training: one for full batches and, where examples do not divide evenly, one for the last batch.
import { sizeOf } from "../onnx/graph.ts";
import { openTrainingStep, type TrainingStep, type TrainingStepOptions } from "./trainingStep.ts";

/** A batch of at least so many values, such as 2 photos of 224 × 224, has too many activations to keep two sessions open. */
const largeBatch = 2 ** 18;

/** Opens sessions as they are needed. */
export class TrainingSessions {
  readonly #options: TrainingStepOptions;
  /** Every session holds on to the memory that it once needed, so one of large batches is closed before the other is opened. */
  readonly #onlyOne: boolean;
  readonly #open = new Map<number, TrainingStep>();

  constructor(options: TrainingStepOptions, batchSize: number) {
    this.#options = options;
    this.#onlyOne = batchSize * sizeOf(options.model.input.shape) >= largeBatch;
  }

  /** The step for batches of `batchSize` examples. */
  async stepFor(batchSize: number): Promise<TrainingStep> {
    const known = this.#open.get(batchSize);
    if (known !== undefined) return known;
    if (this.#onlyOne) await this.release();
    const step = await openTrainingStep(this.#options, batchSize);
    this.#open.set(batchSize, step);
    return step;
  }

  /** Frees the sessions that are open; they are opened again when needed. */
  async release(): Promise<void> {
    const steps = [...this.#open.values()];
    this.#open.clear();
    for (const step of steps) await step.release();
  }
}
