// Fills a step's buffers with the next examples: inputs, targets, what the teacher says, and what is drawn at random.
import { createRandom } from "@softlabel/core";
import { gatherRows } from "./examples/batches.ts";
import { finiteRows } from "./examples/checkExamples.ts";
import { drawMask } from "./dropoutMask.ts";
import type { RowSource } from "./examples/examples.ts";
import type { MethodCourse } from "./methodCourse.ts";
import type { TrainerSettings } from "./trainerOptions.ts";
import type { TrainingStep } from "./trainingStep.ts";

type BatchOptions = Pick<TrainerSettings, "train" | "model" | "seed" | "augmentation" | "teacher" | "classWeights">;

/** Everything that a batch is made of. */
export class BatchFiller {
  readonly #options: BatchOptions;
  readonly #course: MethodCourse;
  readonly #rows: RowSource;
  readonly #labels: Int32Array;

  /** @param batchSize the most examples of a batch */
  constructor(options: BatchOptions, course: MethodCourse, batchSize: number) {
    this.#options = options;
    this.#course = course;
    this.#rows = finiteRows(options.train);
    this.#labels = new Int32Array(batchSize);
  }

  /**
   * Fills the buffers of a step with the examples `order[from …]`. What is drawn depends on the seed and the step alone, so
   * that a training goes on from a checkpoint with the same numbers.
   * @param number counts the training's steps
   * @returns the labels of the batch, in a buffer that the next batch uses again
   */
  fill(step: TrainingStep, order: Int32Array, from: number, number: number): Int32Array {
    const { train, model, seed, teacher, classWeights } = this.#options;
    const count = step.batchSize;
    const labels = this.#labels.subarray(0, count);
    this.#rows.gather(order, from, count, step.inputs);
    for (let row = 0; row < count; row++) labels[row] = train.labels[order[from + row]];
    gatherRows(this.#course.targets, model.input.classes, labels, 0, count, step.targets);
    if (step.weights && classWeights)
      for (let row = 0; row < count; row++) step.weights[row] = classWeights[labels[row]];
    if (step.teacher && teacher) gatherRows(teacher, model.input.classes, order, from, count, step.teacher);
    for (const [name, value] of Object.entries(this.#course.coefficients)) step.coefficients[name][0] = value;
    this.#options.augmentation?.apply(
      {
        inputs: step.inputs,
        targets: step.targets,
        weights: step.weights,
        count,
        shape: train.shape,
        classes: model.input.classes,
      },
      createRandom(seed).fork("augmentation", number),
    );
    if (step.masks.length > 0) {
      const random = createRandom(seed).fork("dropout", number);
      for (const mask of step.masks) drawMask(mask, random);
    }
    return labels;
  }
}
