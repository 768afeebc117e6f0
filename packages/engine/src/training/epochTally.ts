// What an epoch adds up to.

/** What happened in an epoch. */
export interface EpochRecord {
  /** Counted from 1. */
  readonly epoch: number;
  /** Mean over the examples of the method's loss, as seen while training. */
  readonly trainLoss: number;
  /** Share of the examples classified rightly, as seen while training; mixed ones count by the label of their own part. */
  readonly trainAccuracy: number;
  /** Of the last step. */
  readonly learningRate: number;
  /** Share of an epoch's steps that were made: below 1 only in a last epoch that the training's number of steps ends early. */
  readonly share: number;
  readonly seconds: number;
  /** Seconds spent running graphs, stepping parameters and filling batches. */
  readonly timings: { readonly session: number; readonly optimizer: number; readonly gather: number };
}

/** What one step adds: the mean loss and the right answers of its examples. */
export interface StepOutcome {
  readonly examples: number;
  readonly loss: number;
  readonly correct: number;
  readonly learningRate: number;
}

/** The parts of a step that are timed, in order. */
type Part = keyof EpochRecord["timings"];

/** Sums over the steps of an epoch. */
export class EpochTally {
  readonly #start = performance.now();
  readonly #milliseconds: Record<Part, number> = { session: 0, optimizer: 0, gather: 0 };
  #examples = 0;
  #loss = 0;
  #correct = 0;
  #learningRate = 0;
  #since = this.#start;

  /** Begins to time a step. */
  begin(): void {
    this.#since = performance.now();
  }

  /** Counts the time since the last part ended, or the step began. */
  end(part: Part): void {
    const now = performance.now();
    this.#milliseconds[part] += now - this.#since;
    this.#since = now;
  }

  add({ examples, loss, correct, learningRate }: StepOutcome): void {
    this.#examples += examples;
    this.#loss += loss * examples;
    this.#correct += correct;
    this.#learningRate = learningRate;
  }

  record(epoch: number, share: number): EpochRecord {
    const { session, optimizer, gather } = this.#milliseconds;
    return {
      epoch,
      trainLoss: this.#loss / this.#examples,
      trainAccuracy: this.#correct / this.#examples,
      learningRate: this.#learningRate,
      share,
      seconds: (performance.now() - this.#start) / 1000,
      timings: { session: session / 1000, optimizer: optimizer / 1000, gather: gather / 1000 },
    };
  }
}
