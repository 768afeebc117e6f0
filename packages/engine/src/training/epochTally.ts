// What an epoch adds up to.
import { countCorrect } from "./examples/batches.ts";

/** What happened in an epoch. */
export interface EpochRecord {
  /** Counted from 1. */
  readonly epoch: number;
  /** Mean over the examples of the method's loss, as seen while training. */
  readonly trainLoss: number;
  /** Share of the examples classified rightly, as seen while training; mixed ones count by the label of their own part. */
  readonly trainAccuracy: number;
  /** Mean over the classes of the share of their examples classified rightly, likewise. */
  readonly trainBalancedAccuracy: number;
  /** Of the last step. */
  readonly learningRate: number;
  /** Share of an epoch's steps that were made: below 1 only in a last epoch that the training's number of steps ends early. */
  readonly share: number;
  readonly seconds: number;
  /** Seconds spent running graphs, stepping parameters and filling batches. */
  readonly timings: { readonly session: number; readonly optimizer: number; readonly gather: number };
}

/** What one step adds: the mean loss of its examples, and what was predicted of them. */
interface StepOutcome {
  readonly loss: number;
  /** [N, K] */
  readonly logits: Float32Array;
  /** [N] */
  readonly labels: Int32Array;
  readonly learningRate: number;
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

/** The parts of a step that are timed, in order. */
type Part = keyof EpochRecord["timings"];

/** Sums over the steps of an epoch. */
export class EpochTally {
  readonly #start = performance.now();
  readonly #milliseconds: Record<Part, number> = { session: 0, optimizer: 0, gather: 0 };
  /** Examples, and right answers among them, by class. */
  readonly #examples: Float64Array;
  readonly #correct: Float64Array;
  #loss = 0;
  #learningRate = 0;
  #since = this.#start;

  constructor(classes: number) {
    this.#examples = new Float64Array(classes);
    this.#correct = new Float64Array(classes);
  }

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

  add({ loss, logits, labels, learningRate }: StepOutcome): void {
    for (const label of labels) this.#examples[label]++;
    this.#loss += loss * labels.length;
    countCorrect(logits, labels, this.#correct);
    this.#learningRate = learningRate;
  }

  record(epoch: number, share: number): EpochRecord {
    const { session, optimizer, gather } = this.#milliseconds;
    const examples = sum(this.#examples);
    const shares = this.#correct.map((correct, k) => correct / this.#examples[k]).filter((own) => !Number.isNaN(own));
    return {
      epoch,
      trainLoss: this.#loss / examples,
      trainAccuracy: sum(this.#correct) / examples,
      trainBalancedAccuracy: sum(shares) / shares.length,
      learningRate: this.#learningRate,
      share,
      seconds: (performance.now() - this.#start) / 1000,
      timings: { session: session / 1000, optimizer: optimizer / 1000, gather: gather / 1000 },
    };
  }
}
