// Trains what is missing of some trials on worker processes, and tells how far they are.
import { isFinished, readMetrics, type Trial, type TrialProgress } from "@softlabel/experiment/internal";
import { folderStore } from "../folder/folderStore.ts";
import type { TrialRequest } from "../workers/messages.ts";
import type { TrialFailure, TrialRunner } from "../workers/trialRunner.ts";

/** What happens while trials run. */
export type RunEvent =
  | {
      readonly kind: "planned";
      readonly folder: string;
      readonly trials: number;
      readonly epochsDone: number;
      readonly finished: number;
    }
  | ({ readonly kind: "progress"; readonly trial: Trial } & TrialProgress)
  | { readonly kind: "finished"; readonly trial: Trial };

/** How trials are run. */
interface TrialRunOptions {
  readonly runner: TrialRunner;
  readonly dataDirectory?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: RunEvent) => void) | undefined;
}

/**
 * Runs the trials that are not finished.
 * @param shared the folder of what all of them share
 * @param placed trials with the folders of their records
 */
export function runTrials(
  shared: string,
  placed: readonly Pick<TrialRequest, "trial" | "folder">[],
  { runner, dataDirectory, signal, onEvent }: TrialRunOptions,
): Promise<TrialFailure[]> {
  const requests = placed.map((each): TrialRequest => ({ ...each, shared, dataDirectory }));
  const missing = requests.filter(({ folder, trial }) => !isFinished(folderStore(folder), trial));
  const epochsDone = requests.reduce((sum, request) => {
    return sum + (missing.includes(request) ? readMetrics(folderStore(request.folder)).length : request.trial.epochs);
  }, 0);
  const finished = requests.length - missing.length;
  onEvent?.({ kind: "planned", folder: shared, trials: requests.length, epochsDone, finished });
  return runner.run(missing, {
    signal,
    onProgress: ({ trial }, progress) => onEvent?.({ kind: "progress", trial, ...progress }),
    onFinished: ({ trial }) => onEvent?.({ kind: "finished", trial }),
  });
}
