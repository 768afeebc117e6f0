// Running means and variances of batch normalisation.
import { check } from "@softlabel/core/internal";
import type { Model } from "../models/model.ts";

/** Running means and variances of a model in training. */
export class RunningStatistics {
  readonly #statistics: NonNullable<Model["statistics"]>;
  /** Current values, in the model's order; always the same arrays. */
  readonly values: readonly Float32Array[];

  constructor({ statistics = [] }: Pick<Model, "statistics">) {
    this.#statistics = statistics;
    this.values = statistics.map(({ values }) => values.slice());
  }

  /**
   * Updates by a batch: running += momentum · (batch - running).
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

  /** Copies of the current values. */
  state(): Float32Array[] {
    return this.values.map((values) => values.slice());
  }

  /**
   * Restores what `state` returned.
   * @throws UsageError if their number or lengths differ
   */
  restore(state: readonly Float32Array[]): void {
    const lengths = (arrays: readonly Float32Array[]): number[] => arrays.map(({ length }) => length);
    const [own, given] = [lengths(this.values), lengths(state)];
    check(own.join() === given.join(), "checkpoint", `running statistics of lengths [${own.join(", ")}]`, given);
    state.forEach((values, i) => this.values[i].set(values));
  }
}
