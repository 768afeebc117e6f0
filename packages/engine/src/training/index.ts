// Public names of training.
export { decodeCheckpoint, encodeCheckpoint } from "./checkpoint.ts";
export type { Checkpoint } from "./checkpoint.ts";
export { inputsOf, rowSourceOf, selectRows } from "./examples.ts";
export type { Examples, RowSource } from "./examples.ts";
export { linearCrossEntropy } from "./linearCrossEntropy.ts";
export type { LinearCrossEntropyResult } from "./linearCrossEntropy.ts";
export type { FloatTensor, LinearCrossEntropyOptions } from "./linearProblem.ts";
export type { TrainedMethod } from "./methodCourse.ts";
export { NonFiniteLossError } from "./nonFiniteLossError.ts";
export { optimizerTable, parseOptimizer } from "./optimizers.ts";
export type { Optimizer, OptimizerBlock, OptimizerDefinition } from "./optimizers.ts";
export type { Predictions } from "./predictor.ts";
export { parseSchedule, scheduleTable } from "./schedules.ts";
export type { Schedule, ScheduleDefinition, Timeline } from "./schedules.ts";
export type { NamedDefinition, Settings } from "./settings.ts";
export type { EpochRecord } from "./epochTally.ts";
export { Trainer } from "./trainer.ts";
export type { TrainerOptions } from "./trainerOptions.ts";
