// The state of a run, which changes from step to step and which a checkpoint holds.
import { check } from "@softlabel/core/internal";
import type { Checkpoint } from "./checkpoint.ts";
import { MethodCourse } from "./methodCourse.ts";
import { openParameterBlock, type ParameterBlock } from "./parameterBlock.ts";
import { RunningStatistics } from "./runningStatistics.ts";
import type { TrainerSettings } from "./trainerOptions.ts";

const who = "checkpoint";

/** Copies parameters and optimizer state from a checkpoint into the block. */
function restoreBlock(block: ParameterBlock, { parameters, state }: Checkpoint): void {
  const arrays = block.state.length;
  check(state.length === arrays, who, `one with ${arrays} arrays of optimizer state`, state.length);
  const { length } = block.parameters;
  check(parameters.length === length, who, `one with ${length} parameters`, parameters.length);
  block.parameters.set(parameters);
  state.forEach((array, i) => block.state[i].set(array));
}

/** Parameters, optimizer state, statistics, memory and progress of a run. */
export class TrainingState {
  readonly block: ParameterBlock;
  readonly course: MethodCourse;
  readonly statistics: RunningStatistics;
  /** Finished epochs, including those before a checkpoint. */
  finishedEpochs = 0;
  /** Steps since the run began. */
  step = 0;
  readonly #names: Pick<Checkpoint, "model" | "optimizer">;
  readonly #epochs: number;

  /** @param epochs length of the run */
  constructor({ model, optimizer, method }: TrainerSettings, epochs: number) {
    this.#epochs = epochs;
    this.block = openParameterBlock(model.parameters, optimizer.stateArrays);
    this.course = new MethodCourse(method, model.input.classes, epochs);
    this.statistics = new RunningStatistics(model);
    this.#names = { model: model.name, optimizer: optimizer.name };
  }

  /** Whether parameters and statistics are all finite. */
  isFinite(): boolean {
    return this.block.parameters.every(Number.isFinite) && this.statistics.isFinite();
  }

  /** A copy of the state. */
  checkpoint(): Checkpoint {
    const { block, course, statistics, finishedEpochs, step } = this;
    return {
      ...this.#names,
      finishedEpochs,
      step,
      parameters: block.parameters.slice(),
      state: block.state.map((array) => array.slice()),
      statistics: statistics.values.length > 0 ? statistics.state() : undefined,
      memory: course.state(),
    };
  }

  /**
   * Restores a checkpoint.
   * @throws UsageError if it is of another model, optimizer or method, or beyond the last epoch
   */
  restore(checkpoint: Checkpoint): void {
    const { model, optimizer } = this.#names;
    check(checkpoint.model === model, who, `one of model ${model}`, checkpoint.model);
    check(checkpoint.optimizer === optimizer, who, `one of optimizer ${optimizer}`, checkpoint.optimizer);
    const { finishedEpochs, step, statistics = [], memory } = checkpoint;
    check(finishedEpochs <= this.#epochs, who, `one of at most ${this.#epochs} epochs`, finishedEpochs);
    restoreBlock(this.block, checkpoint);
    this.statistics.restore(statistics);
    this.course.restore(memory);
    this.finishedEpochs = finishedEpochs;
    this.step = step;
  }
}
