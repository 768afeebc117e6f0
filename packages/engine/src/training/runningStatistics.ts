// Running statistics: what the batches of training show, followed slowly, for evaluation to read.
import { check } from "@softlabel/core/internal";
import type { Model } from "../models/model.ts";

/** The running means and variances of a model in training. */
export class RunningStatistics {
  readonly #statistics: NonNullable<Model["statistics"]>;
  /** The present values, in the model's order; the arrays stay the same ones. */
  readonly values: readonly Float32Array[];

  constructor({ statistics = [] }: Pick<Model, "statistics">) {
    this.#statistics = statistics;
    this.values = statistics.map(({ values }) => values.slice());
  }

  /**
   * Moves towards a batch: running += momentum · (batch - running).
   * @param batch the batch's own statistics, in the model's order
   */
  update(batch: readonly Float32Array[]): void {
    this.#statistics.forEach(({ momentum }, i) => {
      const running = this.values[i];
      for (let j = 0; j < running.length; j++) running[j] += momentum * (batch[i][j] - running[j]);
    });
  }

  /** Whether all values are finite. */
  isFinite(): boolean {
    return this.values.every((values) => values.every(Number.isFinite));
  }

  /** The present values, copied. */
  state(): Float32Array[] {
    return this.values.map((values) => values.slice());
  }

  /**
   * Takes up values that `state` gave.
   * @param who the function that was called, for messages
   * @throws UsageError where they are not of as many or as long statistics
   */
  restore(who: string, state: readonly Float32Array[]): void {
    const lengths = (arrays: readonly Float32Array[]): number[] => arrays.map(({ length }) => length);
    const [own, given] = [lengths(this.values), lengths(state)];
    check(own.join() === given.join(), who, `a checkpoint of running statistics of lengths [${own.join(", ")}]`, given);
    state.forEach((values, i) => this.values[i].set(values));
  }
}
