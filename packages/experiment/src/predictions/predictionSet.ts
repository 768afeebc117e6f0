// The predictions of all runs, checked against one another: logits of the same rows, classes in the same order.
import type { PredictionSource } from "./predictionSource.ts";

/** The predictions of one run, on test rows and on validation rows where there are any. */
export interface PredictedTrial {
  readonly method: string;
  readonly seed: number;
  readonly test: PredictionSource;
  readonly validation?: PredictionSource | undefined;
}

/** The predictions of all runs. */
export interface PredictionSet {
  /** The baseline first. */
  readonly methods: readonly string[];
  readonly classes: readonly string[];
  readonly trials: readonly PredictedTrial[];
  /** What was found, left out or changed, in sentences. */
  readonly notes: readonly string[];
}
