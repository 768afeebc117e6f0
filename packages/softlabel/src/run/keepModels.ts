// Keeps the best model of each method of an experiment, by validation log loss, as `train` would have left it.
import { constants, cpSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { check } from "@softlabel/core/internal";
import type { Dataset } from "@softlabel/data";
import {
  criterionNamed,
  type ExperimentRecord,
  methodName,
  type MethodResult,
  readExperiment,
  readPredictions,
  readTrial,
  type Results,
  type TrainedModel,
  type Trial,
  trialHash,
  trialOf,
  trialPath,
} from "@softlabel/experiment/internal";
import { folderStore } from "../folder/folderStore.ts";
import { leaveModel } from "./leaveModel.ts";

/** A model that was kept. */
interface KeptModel {
  readonly folder: string;
  readonly model: TrainedModel;
}

/**
 * Checks, before anything is trained, that there will be something to choose by.
 * @throws UsageError if seeds are to be compared on no validation rows
 */
export function checkKeeping({ options, data }: Pick<ExperimentRecord, "options" | "data">): void {
  const decidable = options.seeds === 1 || data.validationCount > 0;
  const remedy = "hold some out, or train one seed";
  check(decidable, "--keep-models", "validation rows to choose the best seed by", data.validationCount, remedy);
}

/** The finished trial with the smallest validation log loss, the first of equals; of an arm, among those it chose. */
function bestTrial(
  folder: string,
  { options, sources, data }: ExperimentRecord,
  { method, trials }: MethodResult,
): Trial | undefined {
  const candidates = trials.map(({ seed, chosen }) => trialOf(options, sources, chosen ?? method, seed));
  const criterion = criterionNamed("nll");
  const losses = candidates.map((trial) => {
    const validation = readPredictions(folderStore(path.join(folder, trialPath(trial))), "validation");
    return validation === undefined ? 0 : criterion.loss(validation, data.classes.length, 1);
  });
  return candidates[losses.indexOf(Math.min(...losses))];
}

/** Copies the records of a trial in one move, unless they are there. */
function copyTrial(from: string, to: string, trial: Trial): void {
  if (readTrial(folderStore(to))?.hash === trialHash(trial)) return;
  const temporary = `${to}.part`;
  rmSync(temporary, { recursive: true, force: true });
  cpSync(from, temporary, { recursive: true, mode: constants.COPYFILE_FICLONE });
  rmSync(to, { recursive: true, force: true });
  renameSync(temporary, to);
}

/**
 * Leaves `models/<method>` in the folder of the experiment for each method asked for that has a finished trial.
 * @param results of the experiment, for the trials that are finished and what arms chose
 */
export async function keepModels(folder: string, results: Results, dataset: Dataset): Promise<KeptModel[]> {
  const record = readExperiment(folderStore(folder));
  const kept: KeptModel[] = [];
  for (const method of results.methods.filter(({ candidateOf }) => candidateOf === undefined)) {
    const trial = bestTrial(folder, record, method);
    if (trial === undefined) continue;
    const own = path.join(folder, "models", methodName(method.method));
    copyTrial(path.join(folder, trialPath(trial)), own, trial);
    const model = await leaveModel({ folder: own, record, trial, seeds: method.trials.length }, dataset);
    kept.push({ folder: own, model });
  }
  return kept;
}
