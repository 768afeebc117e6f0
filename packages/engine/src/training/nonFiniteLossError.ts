// The error of a training that has diverged.

/** The loss became infinite or not a number; the parameters are as they were before that step. */
export class NonFiniteLossError extends Error {
  override readonly name = "NonFiniteLossError";
  /** The epoch, counted from 1. */
  readonly epoch: number;
  /** The step within the epoch, counted from 1. */
  readonly step: number;
  /** The learning rate that the step would have had. */
  readonly learningRate: number;
  readonly loss: number;

  constructor(at: { epoch: number; step: number; learningRate: number; loss: number }) {
    super(
      `Trainer: expected a finite loss, got ${at.loss} in epoch ${at.epoch}, step ${at.step}, ` +
        `at learning rate ${at.learningRate}; use a lower learning rate, or look for extreme inputs`,
    );
    this.epoch = at.epoch;
    this.step = at.step;
    this.learningRate = at.learningRate;
    this.loss = at.loss;
  }
}
