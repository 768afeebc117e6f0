// What changes in a training from step to step, all of which a checkpoint holds.
import { check } from "@softlabel/core/internal";
import type { Checkpoint } from "./checkpoint.ts";
import { MethodCourse } from "./methodCourse.ts";
import { openParameterBlock, type ParameterBlock } from "./parameterBlock.ts";
import { RunningStatistics } from "./runningStatistics.ts";
import type { TrainerSettings } from "./trainerOptions.ts";

/** Puts a checkpoint's parameters and state into the block. */
function restoreBlock(who: string, block: ParameterBlock, { parameters, state }: Checkpoint): void {
  const arrays = block.state.length;
  check(state.length === arrays, who, `a checkpoint of ${arrays} arrays of state`, state.length);
  const { length } = block.parameters;
  check(parameters.length === length, who, `a checkpoint of ${length} parameters`, parameters.length);
  block.parameters.set(parameters);
  state.forEach((array, i) => block.state[i].set(array));
}

/** A training's parameters, statistics, memory and where it stands. */
export class TrainingState {
  readonly block: ParameterBlock;
  readonly course: MethodCourse;
  readonly statistics: RunningStatistics;
  /** Epochs finished, those before a checkpoint included. */
  finishedEpochs = 0;
  /** Steps made since the training began. */
  step = 0;
  readonly #names: Pick<Checkpoint, "model" | "optimizer">;
  readonly #epochs: number;

  /** @param epochs how many the training spans */
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

  /** All of it, copied. */
  checkpoint(): Checkpoint {
    const { block, course, statistics, finishedEpochs, step } = this;
    const memory = course.state();
    return {
      ...this.#names,
      finishedEpochs,
      step,
      parameters: block.parameters.slice(),
      state: block.state.map((array) => array.slice()),
      ...(statistics.values.length > 0 && { statistics: statistics.state() }),
      ...(memory && { memory }),
    };
  }

  /**
   * Goes on from a checkpoint.
   * @param who the function that was called, for messages
   * @throws UsageError where it is of another model, optimizer or method, or beyond the last epoch
   */
  restore(who: string, checkpoint: Checkpoint): void {
    const { model, optimizer } = this.#names;
    check(checkpoint.model === model, who, `a checkpoint of model ${model}`, checkpoint.model);
    check(checkpoint.optimizer === optimizer, who, `a checkpoint of optimizer ${optimizer}`, checkpoint.optimizer);
    const { finishedEpochs, step, statistics = [], memory } = checkpoint;
    check(finishedEpochs <= this.#epochs, who, `a checkpoint of at most ${this.#epochs} epochs`, finishedEpochs);
    restoreBlock(who, this.block, checkpoint);
    this.statistics.restore(who, statistics);
    this.course.restore(who, memory);
    this.finishedEpochs = finishedEpochs;
    this.step = step;
  }
}
