// Trains one model with one method and one seed, for its own sake: one trial in a folder, and what it came to.
import path from "node:path";
import {
  checkPlace,
  claimTrialFolder,
  type ExperimentRecord,
  fileName,
  isFinished,
  lockFolder,
  prepareShared,
  readMetrics,
  type TrainedModel,
  type Trial,
  trialHash,
  trialName,
  trialOf,
} from "@softlabel/experiment/internal";
import { leaveModel } from "./leaveModel.ts";
import type { TrialRequest } from "../workers/messages.ts";
import { runPool, type TrialFailure } from "../workers/pool.ts";
import { recordOf, type RunEvent, type RunOptions } from "./run.ts";

/** How to train; `experiment.methods` holds the one method. */
export interface TrainOptions extends Omit<RunOptions, "workers"> {
  readonly seed: number;
}

/** What is going to be trained, and where it will lie. */
export interface TrainingPlan {
  readonly folder: string;
  readonly record: ExperimentRecord;
  readonly trial: Trial;
}

/** Checks that the model can be trained, without writing anything. */
export function planTraining(options: TrainOptions): TrainingPlan {
  const record = recordOf(options);
  const [method] = record.options.methods;
  const trial = trialOf(record.options, record.sources, method, options.seed);
  const name = `${fileName(trial.data)}-${trialName(trial)}-${trialHash(trial).slice(0, 8)}`;
  const folder = options.out ?? path.join("models", name);
  if (checkPlace(folder, "trial.json")) claimTrialFolder(folder, trial);
  return { folder, record, trial };
}

async function runToEnd({ folder, trial }: TrainingPlan, options: TrainOptions): Promise<TrialFailure[]> {
  const { dataDirectory, signal, onEvent } = options;
  const request: TrialRequest = {
    trial,
    folder,
    shared: folder,
    ...(dataDirectory === undefined ? {} : { dataDirectory }),
  };
  const finished = isFinished(folder, trial);
  const epochsDone = finished ? trial.epochs : readMetrics(folder).length;
  onEvent?.({ kind: "planned", folder, trials: 1, epochsDone, finished: finished ? 1 : 0 });
  const emit = (event: RunEvent): void => onEvent?.(event);
  return runPool(finished ? [] : [request], {
    workers: 1,
    ...(signal === undefined ? {} : { signal }),
    onProgress: (_, progress) => emit({ kind: "progress", trial, ...progress }),
    onFinished: () => emit({ kind: "finished", trial }),
  });
}

/**
 * Trains what is missing of the model, and leaves it as it is deployed: see `leaveModel`.
 * @returns the model, or nothing where the training was interrupted or failed
 */
export async function trainModel(
  plan: TrainingPlan,
  options: TrainOptions,
): Promise<{ model: TrainedModel | undefined; failures: readonly TrialFailure[] }> {
  const writeShared = await prepareShared(plan.folder, options.experiment, options.dataset, options.runtime.ort);
  const unlock = lockFolder(plan.folder);
  try {
    writeShared();
    const failures = await runToEnd(plan, options);
    if (!isFinished(plan.folder, plan.trial)) return { model: undefined, failures };
    return { model: await leaveModel(plan, options.dataset), failures };
  } finally {
    unlock();
  }
}
