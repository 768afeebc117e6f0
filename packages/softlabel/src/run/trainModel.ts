// Trains one model with one method and one seed: one trial in a folder, and its scores.
import path from "node:path";
import {
  claimTrial,
  type ExperimentRecord,
  isFinished,
  type TrainedModel,
  type Trial,
  trialHash,
  trialName,
  trialOf,
} from "@softlabel/experiment/internal";
import { folderStore } from "../folder/folderStore.ts";
import { lockFolder } from "../folder/lock.ts";
import { checkPlace, namePart } from "../folder/places.ts";
import { leaveModel } from "./leaveModel.ts";
import { localRunner } from "../workers/localRunner.ts";
import type { TrialFailure } from "../workers/trialRunner.ts";
import { prepareCommon, recordOf, type RunOptions } from "./run.ts";
import { runTrials } from "./runTrials.ts";

/** How to train; `experiment.methods` holds the one method. */
interface TrainOptions extends Omit<RunOptions, "runner"> {
  readonly seed: number;
}

/** A planned training and its folder. */
interface TrainingPlan {
  readonly folder: string;
  readonly record: ExperimentRecord;
  readonly trial: Trial;
}

/** Checks that the model can be trained, without writing anything. */
export function planTraining(options: TrainOptions): TrainingPlan {
  const record = recordOf(options);
  const [method] = record.options.methods;
  const trial = trialOf(record.options, record.sources, method, options.seed);
  const name = `${namePart(trial.data)}-${trialName(trial)}-${trialHash(trial).slice(0, 8)}`;
  const folder = options.out ?? path.join("models", name);
  if (checkPlace(folder, "trial.json")) claimTrial(folderStore(folder), trial);
  return { folder, record, trial };
}

/**
 * Trains what is missing of the model, and leaves it as it is deployed: see `leaveModel`.
 * @returns the model, or undefined if training was interrupted or failed
 */
export async function trainModel(
  plan: TrainingPlan,
  options: TrainOptions,
): Promise<{ model: TrainedModel | undefined; failures: readonly TrialFailure[] }> {
  const { folder, trial } = plan;
  const writeCommon = await prepareCommon(folder, options);
  const unlock = lockFolder(folder, options.takeOver);
  try {
    writeCommon();
    const failures = await runTrials(folder, [{ trial, folder }], { ...options, runner: localRunner({ workers: 1 }) });
    if (!isFinished(folderStore(folder), trial)) return { model: undefined, failures };
    return { model: await leaveModel(plan, options.dataset), failures };
  } finally {
    unlock();
  }
}
