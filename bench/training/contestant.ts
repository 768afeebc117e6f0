// What takes part in the bench: something that trains one epoch when asked.
import type { AskedProcess } from "./contestantProcess.ts";

/** The training that every contestant does. */
export interface TrainingOptions {
  /** Folder with Fashion-MNIST's idx files. */
  readonly data: string;
  readonly epochs: number;
  readonly batchSize: number;
  readonly smoothing: number;
  readonly seed: number;
}

/** One epoch; the test set is scored outside the time taken. */
export interface EpochResult {
  readonly seconds: number;
  /** Mean over the examples, as seen while training. */
  readonly trainLoss: number;
  readonly testAccuracy: number;
  /** Seconds of the epoch by what they were spent on, where that is known. */
  readonly timings?: Readonly<Record<string, number>>;
}

/** A way to train, ready to go: asked for an epoch at a time. */
export interface Contestant extends AskedProcess<EpochResult> {
  readonly name: string;
  readonly isPeer: boolean;
}
