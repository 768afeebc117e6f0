// Event files for TensorBoard: one run per trial and one for the plots of the report, made from the records.
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import {
  readTrial,
  type RecordedTrial,
  type Results,
  trialName,
  type TrialResult,
} from "@softlabel/experiment/internal";
import { folderStore } from "../folder/folderStore.ts";
import type { RunEvent } from "../run/runTrials.ts";
import { writePlots } from "./plotRun.ts";
import { clearRun } from "./runFile.ts";
import { writeEnd, writeEpochs } from "./trialRun.ts";

/** The records of one trial, and their folder. */
interface TrialPlace {
  readonly trial: RecordedTrial;
  readonly folder: string;
}

/** The recorded trials of an experiment's folder, or the one trial that the folder holds itself. */
function trialsIn(folder: string): TrialPlace[] {
  const trials = path.join(folder, "trials");
  const inside = existsSync(trials) ? readdirSync(trials).map((name) => path.join(trials, name)) : [];
  return [folder, ...inside].flatMap((place) => {
    const trial = readTrial(folderStore(place));
    return trial === undefined ? [] : [{ trial, folder: place }];
  });
}

const plotsRun = "plots";

/** The runs of one experiment, or of a single training. */
export class TensorboardRuns {
  readonly #records: string;
  readonly #runs: string;
  readonly #epochs = new Map<string, number>();

  /**
   * @param records the folder of the experiment or of the training
   * @param directory the --logdir of TensorBoard; the runs are in a folder of it with the name of the records' folder
   */
  constructor(records: string, directory: string) {
    this.#records = records;
    this.#runs = path.join(directory, path.basename(path.resolve(records)));
  }

  #runOf(name: string): string {
    return path.join(this.#runs, name);
  }

  /** Writes what is new at the start of each epoch (the epochs before it are recorded by then) and at the end. */
  readonly follow = (event: RunEvent): void => {
    if (event.kind === "planned") return;
    const name = trialName(event.trial);
    const epoch = event.kind === "progress" ? event.epoch : Infinity;
    if (this.#epochs.get(name) === epoch) return;
    this.#epochs.set(name, epoch);
    this.#writeTrials((trial) => trialName(trial) === name);
  };

  #writeTrials(wanted: (trial: RecordedTrial) => boolean): TrialPlace[] {
    const trials = trialsIn(this.#records).filter(({ trial }) => wanted(trial));
    for (const { trial, folder } of trials) writeEpochs(this.#runOf(trialName(trial)), folder);
    return trials;
  }

  /** Removes what was written before, so that all of it is made again. */
  clear(): void {
    for (const { trial } of trialsIn(this.#records)) clearRun(this.#runOf(trialName(trial)));
  }

  /** Writes what is missing of a training that the folder holds itself. */
  writeTraining(result: TrialResult, classes: number): void {
    for (const { trial, folder } of this.#writeTrials(() => true))
      writeEnd(this.#runOf(trialName(trial)), folder, result, classes);
  }

  /** Writes what is missing of every recorded trial, and the plots of the report again. */
  async writeExperiment(results: Results): Promise<void> {
    for (const { trial, folder } of this.#writeTrials(() => true)) {
      const method = results.methods.find((each) => each.method === trial.method);
      const result = method?.trials.find(({ seed }) => seed === trial.seed);
      if (result !== undefined) writeEnd(this.#runOf(trialName(trial)), folder, result, results.data.classes.length);
    }
    await writePlots(this.#runOf(plotsRun), results);
  }
}
